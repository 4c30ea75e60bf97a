"""News wake every open page once, and end with the quarter of an hour."""

import asyncio
from pathlib import Path

import pytest

from api.db.engine import Database, make_engine
from api.db.migrate import upgrade
from api.staff import live
from api.staff.live import DeskNews
from api.tickets.desk_list import Newest
from tests.fakes.full_desk import fill_desk
from tests.fakes.gateway_app import GatewayApp


async def test_a_page_hears_how_much_is_new_and_nothing_when_nothing_is(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'bollplank.db'}")
    upgrade(engine)
    database = Database(engine)
    news = DeskNews(database)
    await news.look()
    counts = news.counts(after=Newest(0, 0), me="Anna")
    waiting = asyncio.ensure_future(anext(counts))
    await asyncio.sleep(0.05)
    assert not waiting.done()

    await database.write(lambda session: fill_desk(session, count=2, now=GatewayApp.now()))
    await news.look()
    assert await waiting == 3, "two tickets, one message"
    await counts.aclose()
    database.close()


async def test_a_stream_ends_so_that_who_is_signed_out_gets_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LONGEST_STREAM_S", 0.05)
    engine = make_engine(f"sqlite:///{tmp_path / 'bollplank.db'}")
    upgrade(engine)
    database = Database(engine)
    assert [count async for count in DeskNews(database).counts(after=Newest(0, 0), me="Anna")] == []
    database.close()
