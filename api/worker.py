"""The worker: deliver tickets, fetch the desk's news, forget what is old. `python -m api.worker`."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import structlog
from sqlalchemy.orm import Session

from api.chat.background import again_and_again
from api.chat.conversations import forget_old
from api.chat.question_log import forget_old_questions, unlink
from api.chat.tracker_store import forget_trackers
from api.db.engine import Database, make_engine
from api.db.migrate import upgrade
from api.logs import set_up_logging
from api.settings import Settings
from api.texts.catalogue import Catalogue
from api.tickets.delivery import Delivery
from api.tickets.news import NewsDesk, forget_seen
from api.tickets.old_tickets import forget_old_tickets
from api.tickets.ports import TicketSystem
from api.tickets.systems.choose import make_system
from api.tickets.systems.describe import Describer
from api.tickets.systems.desk import DeskSystem
from api.tickets.targets import Pace

log = structlog.get_logger()
POLL_S = 0.5
AT_ONCE = 4
"""Deliveries side by side, so that a slow system does not hold up another."""
CLEAN_EVERY = timedelta(minutes=1)
Work = Callable[[], Awaitable[None]]


def main() -> None:
    """Run until SIGTERM; what is in hand is finished or left to the next worker."""
    set_up_logging()
    asyncio.run(_run(Settings()))


async def _run(settings: Settings) -> None:
    engine = make_engine(settings.database)
    await asyncio.to_thread(upgrade, engine)
    database = Database(engine)
    describer = Describer(Catalogue(zone=settings.time_zone), settings.desk_language or "sv")
    async with httpx.AsyncClient() as client:
        systems: dict[str, TicketSystem] = {"desk": DeskSystem(database, now=_now)}
        systems |= {name: make_system(each, client, describer) for name, each in settings.other_systems.items()}
        works = _works(settings, database, systems, nobody_there=describer.said("nobody-there"))
        tasks = [asyncio.create_task(again_and_again(work, pause_s=pause_s)) for work, pause_s in works]
        stopped = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        log.info("worker_started", systems=list(systems))
        if settings.tracker_db is None:
            log.warning(
                "tracker_left_out", reason="BOLLPLANK_TRACKER_DB is not set: what Rasa remembers is not forgotten"
            )
        await stopped.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    database.close()


def _works(
    settings: Settings, database: Database, systems: Mapping[str, TicketSystem], *, nobody_there: str
) -> tuple[tuple[Work, float], ...]:
    """What the worker does, each with the pause between two rounds in seconds."""
    lease = settings.ticket_lease
    pace = Pace(lease=lease, worst_call=lease / 3, per_s=settings.ticket_rate, look_again=settings.ticket_look_again)
    delivery = Delivery(database, systems, now=_now, pace=pace)

    async def deliver() -> None:
        while await delivery.deliver_next():
            pass

    async def clean() -> None:
        await database.write(lambda session: _forget(session, settings))
        if settings.tracker_db:
            await _forget_trackers(database, settings.tracker_db)

    # Each system's news by itself: one that hangs keeps no other's answers waiting.
    news = [NewsDesk(database, system, now=_now, nobody_there=nobody_there) for system in systems.values()]
    return (
        *((deliver, POLL_S) for _ in range(AT_ONCE)),
        *((each.read_when_due, POLL_S) for each in news),
        (clean, CLEAN_EVERY.total_seconds()),
    )


def _forget(session: Session, settings: Settings) -> None:
    now = _now()
    forget_seen(session, now=now)
    conversations = forget_old(session, now=now, keep=settings.keep_conversations)
    for conversation in conversations:
        unlink(session, conversation)
    questions = forget_old_questions(session, now=now, keep=settings.keep_questions)
    tickets = forget_old_tickets(session, now=now, keep=settings.keep_tickets)
    if conversations or questions or tickets:
        counted = {"conversations": len(conversations), "questions": questions, "tickets": len(tickets)}
        log.info("old_data_forgotten", **counted)


async def _forget_trackers(database: Database, tracker_db: Path) -> None:
    gone = await forget_trackers(database, tracker_db)
    if gone:
        log.info("trackers_forgotten", events=gone)


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
