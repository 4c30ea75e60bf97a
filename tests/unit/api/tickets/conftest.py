"""Databases for the tickets' statements: with tickets waiting for the fake system, and in memory for the desk's."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from api.db.engine import Database, make_engine
from api.db.migrate import upgrade
from api.db.tables import Base
from tests.fakes.clock import Clock
from tests.fakes.shop import Shop
from tests.fakes.tickets import FakeTickets


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    engine = make_engine(f"sqlite:///{tmp_path / 'tickets.db'}")
    upgrade(engine)
    opened = Database(engine)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fake(clock: Clock) -> FakeTickets:
    return FakeTickets(now=clock)


@pytest.fixture
def shop(database: Database, clock: Clock, fake: FakeTickets) -> Shop:
    return Shop(database, clock, fake)
