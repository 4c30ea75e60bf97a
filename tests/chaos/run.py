"""One chaos run: blows under load, then peace until everything is delivered, then the verdict."""

import asyncio
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from api.db.engine import make_engine
from api.db.tables import Outbox
from tests.chaos.people import People
from tests.chaos.plan import Round, make_plan
from tests.chaos.town import Town, is_alive
from tests.chaos.verdict import Verdict, judge
from tests.stand_ins.store import Store

CROWD = 4
DELIVERED_WITHIN_S = 240
SERVES_WITHIN_S = 60


@dataclass
class Blows:
    """Who is down or frozen now."""

    town: Town
    tell: Callable[[str], None]
    mending: dict[str, "asyncio.Task[None]"] = field(default_factory=dict)

    async def strike(self, blow: Round) -> None:
        await asyncio.sleep(blow.after_s)
        if blow.target in self.mending:
            await self.mending[blow.target]
        self.mending[blow.target] = asyncio.create_task(self._one(blow))

    async def supervise(self) -> None:
        """As systemd does: what ended by itself (the database was away when it started) is started again."""
        while True:
            await asyncio.sleep(0.5)
            for name, part in self.town.parts.items():
                busy = name in self.mending and not self.mending[name].done()
                if not busy and not is_alive(part):
                    await asyncio.to_thread(part.start)

    async def peace(self) -> None:
        await asyncio.gather(*self.mending.values())

    async def _one(self, blow: Round) -> None:
        part = self.town.parts[blow.target]
        if blow.action == "kill":
            await asyncio.to_thread(part.kill)
            await asyncio.sleep(blow.lasts_s)
            await asyncio.to_thread(part.start)
            if blow.target == "gateway":
                await self._serving()
            await asyncio.sleep(0.7)
        else:
            part.signal(signal.SIGSTOP)
            await asyncio.sleep(blow.lasts_s)
            part.signal(signal.SIGCONT)
            # What waited in sockets is worked off before the next blow, so that freezes do not add up.
            await asyncio.sleep(1.5)

    async def _serving(self) -> None:
        """A busy machine takes long to start it; killing it meanwhile again and again would prove nothing."""
        end = time.monotonic() + SERVES_WITHIN_S
        while time.monotonic() < end and not await asyncio.to_thread(self.town.serves):
            await asyncio.sleep(0.3)
            if not is_alive(self.town.parts["gateway"]):
                await asyncio.to_thread(self.town.parts["gateway"].start)


async def run(
    folder: Path, *, rounds: int, seed: int, tell: Callable[[str], None], only_sqlite: bool = False
) -> Verdict:
    town = Town(folder, seed, only_sqlite)
    supervisor: asyncio.Task[None] | None = None
    try:
        await asyncio.to_thread(town.start)
        tell(f"database {town.database_kind}; two workers; a misbehaving ticket system")
        people, blows = People(town.url, seed), Blows(town, tell)
        crowd = asyncio.create_task(people.crowd(CROWD))
        supervisor = asyncio.create_task(blows.supervise())
        begun = time.monotonic()
        for number, blow in enumerate(make_plan(rounds, seed), 1):
            await blows.strike(blow)
            if number % 20 == 0:
                tell(f"round {number} after {time.monotonic() - begun:.0f} s, {len(people.said)} escalations")
            if crowd.done():
                await crowd
        await blows.peace()
        people.stopping = True
        await crowd
        took = await asyncio.to_thread(_wait_until_delivered, town.database_url)
        tell(f"all delivered {took:.0f} s after the last blow; people sent again {people.retries} times")
        return judge(people.said, Store(town.store))
    finally:
        if supervisor:
            supervisor.cancel()
        await asyncio.to_thread(town.stop)


def _wait_until_delivered(url: str) -> float:
    engine, begun = make_engine(url), time.monotonic()
    waiting = select(func.count()).select_from(Outbox).where(Outbox.state != "done")
    left = -1
    while time.monotonic() - begun < DELIVERED_WITHIN_S:
        with suppress(SQLAlchemyError), engine.connect() as connection:
            left = connection.scalar(waiting) or 0
        if left == 0:
            break
        time.sleep(0.5)
    engine.dispose()
    if left:
        raise RuntimeError(f"{left} calls were not delivered within {DELIVERED_WITHIN_S} s")
    return time.monotonic() - begun
