"""Other systems come with a key: scopes, rates, idempotency, and problems in words."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.chat.bot_reply import BotReply
from api.db.tables import Ticket, Turn
from api.keys.store import SCOPES, create, revoke
from api.settings import Settings
from tests.integration.conftest import House, open_house

ALL = SCOPES
PROBLEM = "application/problem+json"


async def a_key(house: House, *scopes: Any, **more: Any) -> dict[str, str]:
    made = await house.services.database.write(
        lambda s: create(s, name="intranet", scopes=scopes or ALL, now=house.clock(), **more)
    )
    return {"Authorization": f"Bearer {made}"}


async def ask(house: House, headers: dict[str, str], question: str = "hur når jag vpn", **more: Any) -> httpx.Response:
    return await house.client.post("/v1/ask", json={"question": question, **more}, headers=headers)


async def test_ask_feedback_escalate_and_read_with_one_key(house: House) -> None:
    headers = await a_key(house)
    asked = await ask(house, headers)
    assert (asked.status_code, asked.json()["replies"][0]["kind"]) == (200, "answer")
    conversation = asked.json()["conversation"]

    house.bot.will_say(BotReply("small_talk"))
    said = await house.client.post(
        "/v1/feedback", json={"conversation": conversation, "outcome": "unsolved"}, headers=headers
    )
    assert said.status_code == 200
    ticket = {"conversation": conversation, "what": "vpn stannar", "where": "rum 12", "urgency": "high"}
    sent = await house.client.post("/v1/escalate", json=ticket, headers=headers)
    assert (sent.status_code, sent.json()["replies"][0]["ticket"]["id"]) == (200, "BP-1001")
    history = await house.client.get(f"/v1/conversations/{conversation}", headers=headers)
    assert [item["who"] for item in history.json()["items"]].count("person") == 3


@pytest.mark.parametrize("scope", SCOPES)
async def test_a_key_opens_what_it_is_for_and_nothing_else(house: House, scope: Any) -> None:
    full, headers = await a_key(house), await a_key(house, scope)
    conversation = (await ask(house, full)).json()["conversation"]
    client = house.client
    got = {
        "ask": await ask(house, headers),
        "feedback": await client.post(
            "/v1/feedback", json={"conversation": conversation, "outcome": "solved"}, headers=headers
        ),
        "escalate": await client.post("/v1/escalate", json={"what": "skrivaren"}, headers=headers),
        "read": await client.get(f"/v1/conversations/{conversation}", headers=headers),
    }
    assert {name: answer.status_code for name, answer in got.items()} == {
        name: 200 if name == scope else 403 for name in SCOPES
    }
    assert {answer.headers["content-type"] for answer in got.values() if answer.is_error} == {PROBLEM}
    events = await client.get(f"/v1/conversations/{conversation}/events", headers=headers) if scope != "read" else None
    assert events is None or events.status_code == 403
    asked = await client.post("/v1/messages", json={"text": "hej"}, headers=headers)
    assert asked.status_code == (200 if scope == "ask" else 403)


async def test_a_key_that_is_no_key_is_refused_in_the_askers_language(house: House) -> None:
    good = (await a_key(house))["Authorization"]
    number = good.split("_")[1]
    soon = await a_key(house, "ask", expires_at=house.clock() + timedelta(days=1))
    assert (await ask(house, soon)).status_code == 200
    house.clock.forward(days=1, seconds=1)
    shown = [
        "Bearer nonsens",
        "Bearer bp_",
        "Basic abc",
        "Bearer",
        f"{good}x",
        f"Bearer bp_{number}_",
        soon["Authorization"],
    ]
    for each in shown:
        refused = await ask(house, {"Authorization": each, "Accept-Language": "fi"})
        assert (refused.status_code, refused.headers["content-type"]) == (401, PROBLEM), each
        assert refused.json()["detail"].startswith("Avain ei kelpaa")
        assert "Bearer" in refused.headers["www-authenticate"]
    assert (await house.client.post("/v1/ask", json={"question": "hej"})).status_code == 401
    await house.services.database.write(lambda s: revoke(s, number, now=house.clock()))
    assert (await ask(house, {"Authorization": good})).status_code == 401
    # A bad key never falls back to the open page.
    assert (
        await house.client.post("/v1/messages", json={"text": "hej"}, headers={"Authorization": good})
    ).status_code == 401


async def test_the_same_idempotency_key_does_a_thing_once(house: House) -> None:
    headers = await a_key(house) | {"Idempotency-Key": "en-1"}
    first, again = [
        await house.client.post("/v1/escalate", json={"what": "skrivaren"}, headers=headers) for _ in range(2)
    ]
    assert first.json() == again.json()
    other = await house.client.post("/v1/escalate", json={"what": "något annat"}, headers=headers)
    assert (other.status_code, other.json()["title"]) == (409, "Idempotency-Key reused")
    somebody = await a_key(house) | {"Idempotency-Key": "en-1"}
    assert (await house.client.post("/v1/escalate", json={"what": "annan"}, headers=somebody)).status_code == 200
    assert len(await house.rows(Ticket)) == 2
    assert len(await house.rows(Turn)) == 2


@pytest.mark.parametrize(
    "body",
    [{}, {"question": ""}, {"question": "x" * 2001}, {"question": "a", "extra": 1}, {"question": 1}, [], "hej",
     {"question": "a", "conversation": "../x"}, {"question": "a", "language": "de"}],
)  # fmt: skip
async def test_unusable_bodies_are_told_as_problems(house: House, body: Any) -> None:
    refused = await house.client.post("/v1/ask", json=body, headers=await a_key(house))
    assert (refused.status_code, refused.headers["content-type"]) == (422, PROBLEM)


async def test_a_huge_body_and_an_unknown_conversation_are_told_too(house: House) -> None:
    headers = await a_key(house)
    assert (await ask(house, headers, "x" * 2_000_000)).status_code == 413
    assert (await ask(house, headers, conversation="finns-inte")).status_code == 404


@pytest.fixture
async def strict(settings: Settings) -> AsyncIterator[House]:
    limited = settings.model_copy(update={"rate_page": "3/hour", "rate_key": "2/hour"})
    async with open_house(limited) as opened:
        yield opened


async def test_each_key_and_each_address_has_its_own_rate(strict: House) -> None:
    one, two = await a_key(strict), await a_key(strict)
    assert [(await ask(strict, one)).status_code for _ in range(3)] == [200, 200, 429]
    assert (await ask(strict, two)).status_code == 200
    answers = [await strict.post(text="hej") for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert (int(answers[-1].headers["retry-after"]) > 0, answers[-1].headers["content-type"]) == (True, PROBLEM)
    assert (await ask(strict, {"Authorization": "Bearer bp_gissning"})).status_code == 429
