"""What comes later is pushed (server-sent events), over a real connection."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from sqlalchemy.orm import Session

from api.channels.stream import NewestEvent, stream_events
from api.chat.outages import end_outage, start_outage
from api.db.tables import Event
from tests.integration.conftest import House
from tests.integration.test_tickets_come_back import desk_says, escalate


@asynccontextmanager
async def listening(house: House) -> AsyncIterator[httpx.AsyncClient]:
    """The same app behind a real server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(
        house.app, host="127.0.0.1", port=port, lifespan="off", log_level="error", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn offers no event
        await asyncio.sleep(0.02)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        yield client
    server.should_exit = True
    await task


async def read_events(
    client: httpx.AsyncClient, house: House, *, count: int, last: str | None = None
) -> list[dict[str, Any]]:
    headers = {"Last-Event-ID": last} if last else {}
    path = f"/v1/conversations/{house.conversation}/events"
    found: list[dict[str, Any]] = []
    event: dict[str, Any] = {}
    async with asyncio.timeout(10), client.stream("GET", path, headers=headers) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        async for line in response.aiter_lines():
            name, _, value = line.partition(": ")
            if name == "data":
                event["data"] = json.loads(value)
            elif name in {"id", "event"}:
                event[name] = value
            elif not line and event:
                found.append(event)
                event = {}
                if len(found) == count:
                    return found
    return found


async def test_a_desk_reply_is_pushed_while_the_person_waits(house: House) -> None:
    await escalate(house)
    async with listening(house) as client:
        waiting = asyncio.create_task(read_events(client, house, count=2))
        await asyncio.sleep(0.3)
        await desk_says(house, "Jag kommer kl 14.")
        reply, status = await waiting

    assert reply["event"] == "desk_reply"
    assert reply["data"] | {"id": 0, "at": ""} == {
        "id": 0, "at": "", "who": "desk", "name": "Anna", "text": "Jag kommer kl 14.", "ticket": "BP-1001",
        "buttons": [
            {"id": "ticket_solved:1001", "label": "Det löste sig"}, {"id": "ticket_reply:1001", "label": "Svara"},
        ],
    }  # fmt: skip
    assert str(reply["data"]["id"]) == reply["id"]
    assert status["event"] == "ticket_status"
    assert (status["data"]["status"], status["data"]["label"]) == ("open", "it-stödet arbetar med det")
    assert (status["data"]["who"], status["data"]["ticket"]) == ("status", "BP-1001")


async def test_what_was_missed_is_told_from_the_last_event_seen(house: House) -> None:
    await escalate(house)
    await desk_says(house, "ett", key="k1")
    await desk_says(house, "två", key="k2")
    first, *_others = await house.rows(Event)
    async with listening(house) as client:
        everything = await read_events(client, house, count=3)
        missed = await read_events(client, house, count=2, last=str(first.id))

    assert [event["data"]["text"] for event in everything if event["event"] == "desk_reply"] == ["ett", "två"]
    assert missed == everything[1:]


async def test_one_persons_stream_tells_nothing_of_anothers(house: House) -> None:
    await escalate(house)
    mine = house.conversation
    house.conversation = None
    await house.say("en helt annan människa")
    async with listening(house) as client:
        other = asyncio.create_task(read_events(client, house, count=1))
        await asyncio.sleep(0.2)
        house.conversation = mine
        await desk_says(house, "hemligt")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(other, 1.5)


async def test_open_streams_do_not_keep_the_server_from_stopping(house: House) -> None:
    await escalate(house)
    async with listening(house) as client:
        streams = [asyncio.create_task(read_events(client, house, count=9)) for _ in range(20)]
        await asyncio.sleep(0.5)
        assert not any(stream.done() for stream in streams)
        started = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - started < 3
    await asyncio.gather(*streams, return_exceptions=True)


async def test_an_event_that_nothing_announced_is_shown_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.channels.stream.LOOK_ANYWAY_S", 0.05)
    await house.say("hur kommer ja åt vpn")
    unaware = NewestEvent(house.services.database)
    stream = stream_events(house.services, unaware, house.conversation, after=0)
    waiting = asyncio.create_task(anext(stream))
    await asyncio.sleep(0.1)
    told = Event(conversation_id=house.conversation, kind="reply", payload={"text": "Hej."}, created_at=house.clock())
    await house.services.database.write(lambda session: session.add(told))
    assert "Hej." in (await asyncio.wait_for(waiting, 5)).data
    await stream.aclose()


async def test_an_outage_is_told_on_open_pages_when_it_begins_and_when_it_ends(house: House) -> None:
    await house.say("hur kommer ja åt vpn")
    newest = NewestEvent(house.services.database)
    await newest.look()
    stream = stream_events(house.services, newest, house.conversation, after=0)

    async def next_after(change: Callable[[Session], None]) -> str:
        waiting = asyncio.create_task(anext(stream))
        await house.services.database.write(change)
        await asyncio.sleep(0.1)
        await newest.look()
        told = await asyncio.wait_for(waiting, 5)
        assert (told.id, told.event) == (None, "outage")
        return told.data

    began = await next_after(lambda session: start_outage(session, "Mejlen ligger nere.", now=house.clock()))
    assert json.loads(began) == {"message": "Mejlen ligger nere."}
    assert json.loads(await next_after(lambda session: end_outage(session, now=house.clock()))) == {"message": None}
    await stream.aclose()
