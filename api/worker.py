"""The worker: deliver tickets, fetch the desk's news, forget what is old. `python -m api.worker`."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

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
from api.tickets.delivery import Delivery
from api.tickets.news import NewsDesk
from api.tickets.ports import TicketSystem
from api.tickets.systems.desk import DeskSystem

log = structlog.get_logger()
POLL_S = 0.5
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
    systems: Mapping[str, TicketSystem] = {"desk": DeskSystem(database, now=_now)}
    tasks = [
        asyncio.create_task(again_and_again(work, pause_s=pause_s))
        for work, pause_s in _works(settings, database, systems)
    ]
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    log.info("worker_started", systems=list(systems))
    await stopped.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    database.close()


def _works(
    settings: Settings, database: Database, systems: Mapping[str, TicketSystem]
) -> tuple[tuple[Work, float], ...]:
    """What the worker does, each with the pause between two rounds in seconds."""
    delivery = Delivery(database, systems, now=_now)

    async def deliver() -> None:
        while await delivery.deliver_next():
            pass

    async def news() -> None:
        for system in systems.values():
            await NewsDesk(database, system, now=_now).read_when_due()

    async def clean() -> None:
        await database.write(lambda session: _forget(session, settings))
        if settings.tracker_db:
            await _forget_trackers(database, settings.tracker_db)

    return ((deliver, POLL_S), (news, POLL_S), (clean, CLEAN_EVERY.total_seconds()))


def _forget(session: Session, settings: Settings) -> None:
    now = _now()
    conversations = forget_old(session, now=now, keep=settings.keep_conversations)
    for conversation in conversations:
        unlink(session, conversation)
    questions = forget_old_questions(session, now=now, keep=settings.keep_questions)
    if conversations or questions:
        log.info("old_data_forgotten", conversations=len(conversations), questions=questions)


async def _forget_trackers(database: Database, tracker_db: Path) -> None:
    gone = await forget_trackers(database, tracker_db)
    if gone:
        log.info("trackers_forgotten", events=gone)


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
