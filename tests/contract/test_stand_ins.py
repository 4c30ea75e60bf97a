"""The contract for systems that cannot be had here, on stand-ins written from their documentation."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.tickets.ports import ExternalId, Place, TicketRejectedError, TicketSystemClosedError
from api.tickets.systems.sweep import PAGE
from tests.builders import a_new_ticket
from tests.contract.ticket_system import MANY, Bench, TicketSystemContract, a_key, poll, read_all
from tests.stand_ins import zammad
from tests.stand_ins.benches import NAMES, a_bench, a_system, running
from tests.stand_ins.running import Running

pytestmark = pytest.mark.server


@pytest.fixture(scope="module", params=NAMES)
def stand_in(request: pytest.FixtureRequest) -> Iterator[tuple[str, Running]]:
    with running(request.param) as started:
        yield request.param, started


@pytest.fixture
async def bench(stand_in: tuple[str, Running]) -> AsyncIterator[Bench]:
    name, started = stand_in
    async with httpx.AsyncClient(trust_env=False) as client:
        yield a_bench(name, a_system(name, started.url, client), started.store)


class TestStandIns(TicketSystemContract):
    """Zammad, ServiceNow, Jira Service Management, and any receiver of signed JSON."""

    async def test_what_is_no_ticket_number_is_never_put_into_an_address(self, bench: Bench) -> None:
        if bench.system.name == "webhook":
            pytest.skip("ids are the receiver's own and go into the query, encoded")
        with pytest.raises(TicketRejectedError):
            await bench.system.add_message(ExternalId("1/../../users"), a_key(), "hallå")


@pytest.mark.parametrize("name", NAMES)
async def test_a_wrong_token_is_told_apart_from_a_refusal(name: str) -> None:
    with running(name) as started:
        async with httpx.AsyncClient(trust_env=False) as client:
            system = a_system(name, started.url, client)
            if name == "webhook":
                system._secret = "wrong"
            else:
                system._http.headers["Authorization"] = "wrong"
            with pytest.raises(TicketSystemClosedError):
                await system.open(a_key(), a_new_ticket())


@pytest.mark.parametrize("name", NAMES)
async def test_a_poll_after_a_bulk_change_asks_for_each_ticket_once(name: str) -> None:
    with running(name) as started:
        async with httpx.AsyncClient(trust_env=False) as client:
            system = a_system(name, started.url, client)
            bench, place = a_bench(name, system, started.store), await system.start()
            assert bench.desk_changes_many
            await bench.desk_changes_many(MANY)
            for _ in range(2):
                before = started.manners.calls
                items, place = await poll(system, place)
                assert started.manners.calls - before <= MANY + 20
                assert name == "webhook" or len({n.ticket for n in items}) == MANY


@pytest.mark.parametrize("one_moment", [False, True])
@pytest.mark.parametrize("name", ["zammad", "servicenow", "jira"])
async def test_a_ticket_changed_between_two_pages_hides_no_other(name: str, *, one_moment: bool) -> None:
    with running(name) as started:
        async with httpx.AsyncClient(trust_env=False) as client:
            system = a_system(name, started.url, client)
            bench, place = a_bench(name, system, started.store), await system.start()
            assert bench.desk_changes_many
            await bench.desk_changes_many(MANY)
            if not one_moment:
                started.store.change_in_turn(timedelta(seconds=10))
            changed: list[str] = []

            def change(said: Any) -> Any:
                """What stands first on the first full page."""
                rows = said if isinstance(said, list) else said.get("result") or said.get("issues") or []
                if len(rows) == PAGE and not changed and ("state" in rows[0] or "fields" in rows[0]):
                    row = started.store.by_sys_id(rows[0].get("sys_id")) or started.store.ticket(int(rows[0]["id"]))
                    changed.append(row.id)
                    started.store.set_status(row.id, row.status)
                return said

            started.manners.spoil = change
            before = started.manners.calls
            items, _place = await poll(system, place)
            assert changed
            assert len({n.ticket for n in items if n.kind == "status"}) == MANY
            assert started.manners.calls - before <= MANY + 25


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("zammad", "2026-11-23T12:00:00.000Z"),
        ("zammad", "2026-11-23T12:00:00.000Z|2026-11-22T12:00:00.000Z"),
        ("jira", "2026-11-23T12:00:00.000+0000|2026-11-22T12:00:00.000+0000"),
        ("servicenow", "2026-11-23 12:00:00|2026-11-23 11:00:00|2026-11-22 12:00:00"),
    ],
)
async def test_a_place_of_an_earlier_version_is_read_on_from(name: str, place: str) -> None:
    with running(name) as started:
        async with httpx.AsyncClient(trust_env=False) as client:
            system = a_system(name, started.url, client)
            page = await system.news(after=Place(place), limit=100)
            assert page.items == ()
            assert (await system.news(after=page.place, limit=100)).place == page.place


async def test_html_and_internal_articles() -> None:
    with running("zammad") as started:
        async with httpx.AsyncClient(trust_env=False) as client:
            system = a_system("zammad", started.url, client)
            place = await system.start()
            ticket = await system.open(a_key(), a_new_ticket())
            store = started.store
            zammad.anna_writes(store, int(ticket), "Igen han!", internal=True)
            zammad.anna_writes(
                store,
                int(ticket),
                '<div>Hej &amp; hå<img src=x onerror="alert(1)"></div><ul><li>a</li></ul>',
                content_type="text/html",
            )
            told, _place = await read_all(a_bench("zammad", system, store), place, ticket)
            assert [(n.author, n.text) for n in told if n.kind == "message"] == [("Anna Åkerlund", "Hej & hå\n– a")]
