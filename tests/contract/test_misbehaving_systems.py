"""Whatever a system does to a call: one ticket, one message, and it is noticed what happened."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from api.db.engine import Database
from api.db.tables import Outbox
from api.tickets.delivery import Delivery
from api.tickets.ports import TicketRejectedError, TicketSystemBusyError, TicketSystemClosedError
from tests.builders import a_new_ticket
from tests.contract.ticket_system import a_key, poll
from tests.fakes.clock import Clock
from tests.fakes.shop import Shop, deliver_all
from tests.stand_ins.benches import NAMES, a_bench, a_system, running
from tests.unit.api.tickets.conftest import clock, database

__all__ = ["clock", "database"]

pytestmark = pytest.mark.server
TIMEOUT_S = 0.4
OUTCOMES = {
    "time_out_after_creating": TimeoutError,
    "create_after_the_time_out": TimeoutError,
    "fail_before": ConnectionError,
    "fail_after": ConnectionError,
    "half_body": ConnectionError,
    "odd": ConnectionError,
    "busy": TicketSystemBusyError,
    "wrong_token": TicketSystemClosedError,
    "refuse": TicketRejectedError,
}
MENDS_ITSELF = [manner for manner in OUTCOMES if manner != "refuse"] + ["slow"]


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


@pytest.mark.parametrize("manner", OUTCOMES)
@pytest.mark.parametrize("name", NAMES)
async def test_every_outcome_has_its_error(name: str, manner: str, http: httpx.AsyncClient) -> None:
    with running(name) as started:
        system = a_system(name, started.url, http, timeout_s=TIMEOUT_S)
        started.manners.next = [manner]
        with pytest.raises(OUTCOMES[manner]) as raised:
            await system.open(a_key(), a_new_ticket())
        assert not isinstance(raised.value, ConnectionRefusedError), "that would say nothing was sent"
        if isinstance(raised.value, TicketSystemBusyError):
            assert raised.value.retry_after_s == 7


@pytest.mark.parametrize("manner", MENDS_ITSELF)
@pytest.mark.parametrize("name", NAMES)
async def test_there_is_one_ticket_with_one_message_in_the_end(
    name: str, manner: str, http: httpx.AsyncClient, database: Database, clock: Clock
) -> None:
    with running(name) as started:
        system = a_system(name, started.url, http, timeout_s=TIMEOUT_S)
        delivery = Delivery(database, {name: system}, now=clock)
        shop = Shop(database, clock, system)
        ticket = await shop.escalate()
        await shop.put(ticket, "add_message", text="rum 12")
        started.manners.next = [manner, "well", manner]
        await deliver_slowly(delivery, clock, shop)

        [row] = started.store.tickets()
        assert await shop.external(ticket) in {str(row.id), row.sys_id}
        assert ["rum 12" in part.text for part in started.store.parts(row.id)] == [True]


async def deliver_slowly(delivery: Delivery, clock: Clock, shop: Shop) -> None:
    """Until all is done. The settle time passes on our clock, and what takes it on theirs."""
    for _ in range(200):
        if await deliver_all(delivery):
            await asyncio.sleep(0.05)
        late = [row for row in await shop.all(Outbox) if row.unsure_since and row.state != "done"]
        if late:
            await asyncio.sleep(0.7)
        clock.forward(seconds=30)
        states = {state for action, state in await shop.calls() if action != "look_again"}
        if states == {"done"}:
            return
    raise AssertionError(await shop.calls())


@pytest.mark.parametrize("name", NAMES)
async def test_an_answer_that_nobody_understands_leaves_the_outcome_open(name: str, http: httpx.AsyncClient) -> None:
    with running(name) as started:
        system = a_system(name, started.url, http)
        place, ticket = await system.start(), await system.open(a_key(), a_new_ticket())
        for odd in ({"error": "maintenance"}, [], [7], None, "väntar"):
            started.manners.spoil = lambda _said, odd=odd: odd
            for ask in (system.find(a_key()), system.status(ticket), system.news(after=place, limit=100)):
                if odd in ([], [7]) and name == "zammad":
                    ask.close()  # a list is what it answers with
                    continue
                with pytest.raises(ConnectionError):
                    await ask


@pytest.mark.parametrize("name", NAMES)
async def test_one_odd_item_holds_up_no_other(name: str, http: httpx.AsyncClient) -> None:
    with running(name) as started:
        system = a_system(name, started.url, http)
        bench, place = a_bench(name, system, started.store), await system.start()
        for _ in range(2):
            ticket = await system.open(a_key(), a_new_ticket())
            await bench.desk_writes(ticket, "Hallå?")
            await bench.desk_writes(ticket, "Prova nu.")
        started.manners.spoil = _without_the_first
        told, place = await poll(system, place)
        assert [n.text for n in told if n.ticket == ticket and n.kind == "message"][-1] == "Prova nu."
        started.manners.spoil = None
        await bench.desk_writes(ticket, "Och nu då?")
        told, _place = await poll(system, place)
        assert "Och nu då?" in {n.text for n in told}


def _without_the_first(said: Any) -> Any:
    """The first of every list of two or more has nothing in it."""
    if isinstance(said, dict):
        return {key: _without_the_first(value) for key, value in said.items()}
    if isinstance(said, list) and len(said) > 1:
        return [{}, *(_without_the_first(each) for each in said[1:])]
    return said


async def test_a_system_that_is_down_got_nothing(http: httpx.AsyncClient) -> None:
    system = a_system("zammad", "http://127.0.0.1:1", http)
    with pytest.raises(ConnectionRefusedError):
        await system.open(a_key(), a_new_ticket())
