"""How long a ticket takes to its system, and how 1,000 that waited an hour are delivered (`make bench-tickets`)."""

import asyncio
import logging
import os
import signal
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy import select

from api.db.engine import Database, make_engine
from api.db.migrate import upgrade
from api.db.tables import Outbox
from api.tickets.delivery import Delivery
from tests.fakes.clock import Clock
from tests.fakes.shop import Shop
from tests.fakes.tickets import FakeTickets
from tests.stand_ins import zammad
from tests.stand_ins.benches import running

HEALTHY = 120
QUEUED = 1000
OUTAGE = timedelta(hours=1)
TICK_S = 0.5


class Named:
    """Only a name: the worker holds the system."""

    name = "zammad"


async def healthy(folder: Path) -> list[float]:
    """Seconds from the turn's commit to the ticket, with a real worker and one ticket every quarter second."""
    url = f"sqlite:///{folder / 'healthy.db'}"
    engine = make_engine(url)
    upgrade(engine)
    database = Database(engine)
    shop = Shop(database, lambda: datetime.now(UTC), Named())
    with running("zammad") as system:
        worker = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "api.worker", env=_settings(folder, url, system.url), stdout=subprocess.DEVNULL
        )
        try:
            await asyncio.sleep(8)
            for number in range(HEALTHY):
                await shop.escalate(f"BP-{1001 + number}")
                await asyncio.sleep(0.25)
            async with asyncio.timeout(60):
                while len(system.store.tickets()) < HEALTHY:  # noqa: ASYNC110 - another process works
                    await asyncio.sleep(0.2)
        finally:
            worker.send_signal(signal.SIGTERM)
            await worker.wait()
        opened = {row.key: row.created for row in system.store.tickets()}
    rows = await database.read(lambda s: list(s.execute(select(Outbox.id, Outbox.created_at))))
    database.close()
    return [(opened[key] - created).total_seconds() for key, created in rows]


def _settings(folder: Path, database: str, url: str) -> dict[str, str]:
    mine = {
        "BOLLPLANK_VAR_DIR": str(folder),
        "BOLLPLANK_DATABASE_URL": database,
        "BOLLPLANK_ZAMMAD__URL": url,
        "BOLLPLANK_ZAMMAD__TOKEN": zammad.TOKEN,
        "BOLLPLANK_ZAMMAD__CUSTOMER": "a@example.ax",
        "BOLLPLANK_ZAMMAD__AGENT_ID": str(zammad.BRIDGE),
        "NO_PROXY": "127.0.0.1",
    }
    return {**os.environ, **mine}


class Outage(FakeTickets):
    """Down until a time; counts every reach for it."""

    def __init__(self, clock: Clock, until: datetime) -> None:
        super().__init__(now=clock)
        self.clock = clock
        self.until = until
        self.reached: Counter[datetime] = Counter()

    async def open(self, key, ticket):
        self.reached[self.clock().replace(microsecond=0)] += 1
        if self.clock() < self.until:
            raise ConnectionRefusedError("down")
        return await super().open(key, ticket)


async def drain(folder: Path) -> tuple[Outage, timedelta]:
    """Simulated time, the real outbox and delivery."""
    engine = make_engine(f"sqlite:///{folder / 'drain.db'}")
    upgrade(engine)
    database, clock = Database(engine), Clock()
    system = Outage(clock, clock() + OUTAGE)
    delivery = Delivery(database, {"fake": system}, now=clock)
    shop = Shop(database, clock, system)
    for number in range(QUEUED):
        await shop.escalate(f"BP-{1001 + number}")
    while len(system.opened) < QUEUED:
        while await delivery.deliver_next():
            pass
        clock.forward(seconds=TICK_S)
    database.close()
    return system, clock() - system.until


async def main() -> None:
    # A line a delivery would bury the figures.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        times = sorted(await healthy(folder))
        p95 = times[int(len(times) * 0.95)]
        print(
            f"healthy: {len(times)} tickets, p50 {statistics.median(times):.2f} s, "
            f"p95 {p95:.2f} s, max {times[-1]:.2f} s"
        )
        system, took = await drain(folder)
    before = sum(calls for at, calls in system.reached.items() if at < system.until)
    after = {at: calls for at, calls in system.reached.items() if at >= system.until}
    print(f"outage of {OUTAGE} with {QUEUED} queued: {before} calls while it was down")
    print(
        f"drained in {took.total_seconds():.0f} s, {QUEUED / took.total_seconds():.1f} a second, "
        f"at most {max(after.values())} in one second; {len(system.opened)} tickets for {QUEUED} escalations"
    )


if __name__ == "__main__":
    asyncio.run(main())
