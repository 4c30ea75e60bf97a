"""One run: blows under load, then peace until all is shown, then the verdict."""

import asyncio
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api.db.engine import make_engine
from api.db.tables import ChannelDelivery, ChannelThread, Conversation, DeskTicket, Event, Outbox, Ticket, Turn
from api.tickets.desk_queue import add_reply
from tests.chaos.channels.gateway import KEYS_URL, SLACK_URL
from tests.chaos.channels.people import People
from tests.chaos.channels.plan import Moody, make_plan
from tests.chaos.channels.shown import NAMED, NUMBER
from tests.chaos.channels.verdict import Outage, Verdict, judge
from tests.chaos.plan import Round
from tests.chaos.run import Blows
from tests.chaos.town import Town as Processes
from tests.chaos.town import gateway_command
from tests.fakes.town import Town
from tests.integration.conftest import House
from tests.stand_ins.connector import running_teams
from tests.stand_ins.slack_api import running_slack

EACH = 4
"""Persons of each kind."""
ANSWERED_WITHIN_S = 3.0
"""Slack's patience; Teams and the browser have more."""
STREAMED_EVERY_S = 1.0
"""In one chat, as Teams has it."""
SHOWN_WITHIN_S = 240


@dataclass
class TownWithChannels(Processes):
    """The processes: gateway, worker, database. The vendors live in this one."""

    around: dict[str, str] = field(default_factory=dict)

    def modules(self, port: int) -> dict[str, list[str]]:
        return {"gateway": gateway_command("tests.chaos.channels.gateway:create", port), "worker1": ["api.worker"]}

    def settings(self) -> dict[str, str]:
        # Looking again for a second ticket comes ten minutes later by default: longer than a run waits.
        kept = ("VAR_DIR", "DATABASE_URL", "TICKET_LEASE", "TICKET_LOOK_AGAIN")
        all_of_them = super().settings()
        return {f"BOLLPLANK_{name}": all_of_them[f"BOLLPLANK_{name}"] for name in kept} | self.around


@dataclass
class NotedBlows(Blows):
    """Blows, with the times when a part was not there."""

    outages: list[Outage] = field(default_factory=list)

    async def _one(self, blow: Round) -> None:
        begun = time.monotonic()
        await super()._one(blow)
        self.outages.append(Outage(blow.target, begun, time.monotonic()))


async def run(
    folder: Path, *, rounds: int, seed: int, tell: Callable[[str], None], only_sqlite: bool = False
) -> Verdict:
    processes = TownWithChannels(folder, seed, only_sqlite)
    moods = (Moody(chance=random.Random(seed)), Moody(chance=random.Random(seed + 1)))
    async with running_slack() as slack, running_teams() as teams:
        slack.faults, teams.faults = moods
        teams.streams.least_s = STREAMED_EVERY_S
        processes.around = {
            SLACK_URL: slack.base_url,
            KEYS_URL: f"{teams.service_url}keys",
            "BOLLPLANK_RATE_PAGE": "off",
        }
        try:
            await asyncio.to_thread(processes.start)
            tell(f"database {processes.database_kind}; Slack and Teams misbehave")
            async with httpx.AsyncClient(base_url=processes.url, trust_env=False, timeout=ANSWERED_WITHIN_S) as client:
                house: Any = House(app=None, client=client, bot=None, search=None, clock=None)  # type: ignore[arg-type]
                people = People(Town(house, slack, teams), seed)
                verdict = await _in_chaos(processes, people, make_plan(rounds, seed), moods, tell)
        finally:
            await asyncio.to_thread(processes.stop)
    tell(f"people and Slack sent again {people.repeats} times; calls met in Slack {moods[0].met}, Teams {moods[1].met}")
    return verdict


async def _in_chaos(
    processes: TownWithChannels,
    people: People,
    plan: list[Round],
    moods: tuple[Moody, ...],
    tell: Callable[[str], None],
) -> Verdict:
    engine, blows = make_engine(processes.database_url), NotedBlows(processes, tell)
    beside = [asyncio.create_task(blows.supervise()), asyncio.create_task(_desk(engine))]
    crowd = asyncio.create_task(people.crowd(EACH))
    try:
        for number, blow in enumerate(plan, 1):
            await blows.strike(blow)
            if number % 20 == 0:
                tell(f"round {number}, {len(people.threads)} threads")
            if crowd.done():
                await crowd
        await blows.peace()
        people.stopping = True
        await crowd
        for each in moods:
            each.calm = True
        tell(f"all shown {await asyncio.to_thread(_wait_until_shown, engine):.0f} s after the last blow")
        tickets, replies = await asyncio.to_thread(_read, engine)
    finally:
        crowd.cancel()
        for task in beside:
            task.cancel()
        engine.dispose()
    return judge(people.town, people.threads, tickets=tickets, replies=replies, outages=blows.outages)


async def _desk(engine: Engine) -> None:
    """Somebody at the desk answers every ticket once."""
    while True:
        await asyncio.sleep(0.5)
        with suppress(SQLAlchemyError):
            await asyncio.to_thread(_answer_new, engine)


def _answer_new(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        for number in session.scalars(select(DeskTicket.number).where(DeskTicket.status == "new")).all():
            text, now = f"«hälsning {number}»", datetime.now(UTC)
            add_reply(session, number, author="Anna", text=text, key=f"hej-{number}", now=now)


def _wait_until_shown(engine: Engine) -> float:
    begun, left = time.monotonic(), -1
    while time.monotonic() - begun < SHOWN_WITHIN_S:
        with suppress(SQLAlchemyError), Session(engine) as session:
            left = _left(session)
        if left == 0:
            return time.monotonic() - begun
        time.sleep(0.5)
    raise RuntimeError(f"{left} things were not done within {SHOWN_WITHIN_S} s")


def _left(session: Session) -> int:
    """What is not answered, not at the desk, not told, not shown."""
    open_rows = (
        select(func.count()).select_from(Turn).where(Turn.state == "received"),
        select(func.count()).select_from(Outbox).where(Outbox.state != "done"),
        select(func.count()).select_from(DeskTicket).where(DeskTicket.status == "new"),
        select(func.count()).select_from(Ticket).where(Ticket.status == "new"),
        select(func.count())
        .select_from(Event)
        .join(ChannelThread, ChannelThread.conversation_id == Event.conversation_id)
        .where(~select(ChannelDelivery.id).where(ChannelDelivery.event_id == Event.id).exists()),
        select(func.count()).select_from(ChannelDelivery).where(ChannelDelivery.state == "pending"),
    )
    return sum(session.scalar(each) or 0 for each in open_rows)


def _read(engine: Engine) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The tickets' numbers by what was said, and what each web conversation shows."""
    with Session(engine) as session:
        tickets = {str(each.fields["what"]): each.number for each in session.scalars(select(DeskTicket))}
        replies: dict[str, list[str]] = {}
        turns = select(Turn).join(Conversation).where(Conversation.channel == "web").order_by(Turn.seq)
        for turn in session.scalars(turns):
            replies.setdefault(turn.conversation_id, []).extend(_named(str(reply)) for reply in turn.replies or ())
        for event in session.scalars(select(Event).where(Event.kind != "reply").order_by(Event.id)):
            said = event.payload.get("text") or f"«ny status {event.payload['ticket']}»"
            replies.setdefault(event.conversation_id, []).append(_named(said))
    return tickets, replies


def _named(text: str) -> str:
    named, number = NAMED.search(text), NUMBER.search(text)
    return named.group(1) if named else f"öppnat {number.group()}" if number else text
