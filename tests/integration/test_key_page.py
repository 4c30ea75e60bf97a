"""Keys made, watched and revoked at the desk, by administrators alone."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from api.db.people_tables import ApiKey
from api.db.staff_tables import StaffUser
from tests.integration.conftest import House
from tests.integration.test_api_keys import ask
from tests.integration.test_desk_pages import Desk

NEW = {"name": "Intranätet", "scope-ask": "1", "audience": "it, IT chefer", "days": "90"}


@pytest.fixture
async def desk(house: House) -> Desk:
    opened = Desk(house)
    await opened.sign_in()
    await opened.get("/desk/keys")
    return opened


async def test_a_key_is_shown_once_works_and_tells_when_it_was_used(house: House, desk: Desk) -> None:
    made = await desk.submit("/desk/keys", **NEW)
    assert made.headers["cache-control"] == "no-store"
    [key] = re.findall(r"bp_[0-9a-f]{10}_[\w-]{40,}", made.text)
    [row] = await house.rows(ApiKey)
    assert (row.name, row.scopes, row.audience) == ("Intranätet", "ask", "alla it chefer")
    assert row.expires_at - row.created_at == timedelta(days=90)
    page = await desk.get("/desk/keys")
    assert key not in page
    assert f"bp_{row.id}_…" in page
    assert "inte använd" in page
    assert "gäller till 21 februari 2027" in page

    bearer = {"Authorization": f"Bearer {key}"}
    assert (await ask(house, bearer)).status_code == 200
    assert house.bot.heard[-1].audience == ("alla", "it", "chefer")
    assert (await house.client.post("/v1/escalate", json={"what": "hej"}, headers=bearer)).status_code == 403
    assert "senast använd" in await desk.get("/desk/keys")
    first = (await house.rows(ApiKey))[0].last_used_at
    for minutes, moved in ((1, False), (10, True)):
        house.clock.forward(minutes=minutes)
        await ask(house, bearer)
        assert ((await house.rows(ApiKey))[0].last_used_at > first) is moved

    await desk.get("/desk/keys")
    await desk.submit("/desk/keys/revoke", which=row.id)
    assert (await ask(house, bearer)).status_code == 401
    page = await desk.get("/desk/keys")
    assert "återkallad" in page
    assert "/desk/keys/revoke" not in page


async def test_the_same_form_twice_is_one_key(house: House, desk: Desk) -> None:
    first, second = [await desk.submit("/desk/keys", **NEW) for _ in range(2)]
    assert (first.status_code, second.status_code) == (200, 303)
    assert len(await house.rows(ApiKey)) == 1


@pytest.mark.parametrize("lacks", ["name", "scope-ask"])
async def test_what_is_missing_is_said_and_nothing_is_made(house: House, desk: Desk, lacks: str) -> None:
    answer = await desk.submit("/desk/keys", **{name: value for name, value in NEW.items() if name != lacks})
    assert (answer.status_code, "välj minst en sak" in answer.text) == (400, True)
    assert not await house.rows(ApiKey)


async def test_a_form_that_is_not_ours_makes_nothing(house: House, desk: Desk) -> None:
    refused = await house.client.post("/desk/keys", data={**NEW, "key": "0" * 30, "csrf": "x"})
    assert refused.status_code == 403
    foreign = await desk.submit("/desk/keys", **NEW, key="../../x")
    assert foreign.status_code == 303
    assert not await house.rows(ApiKey)


@pytest.mark.parametrize("role", ["desk", "editor", "trainer"])
async def test_nobody_but_an_administrator_sees_or_makes_keys(house: House, desk: Desk, role: str) -> None:
    await house.services.database.write(lambda s: s.execute(update(StaffUser).values(role=role)))
    seen = await house.client.get("/desk/keys", headers={"Accept-Language": "sv"})
    assert (seen.status_code, "Den här sidan är inte för din roll" in seen.text) == (403, True)
    for path in ("/desk/keys", "/desk/keys/revoke"):
        assert (await desk.submit(path, **NEW, which="x")).status_code == 403
    assert not await house.rows(ApiKey)
    assert "/desk/keys" not in (await house.client.get("/desk")).text


async def test_who_is_not_signed_in_is_asked_to(house: House) -> None:
    assert (await house.client.get("/desk/keys")).status_code == 303
