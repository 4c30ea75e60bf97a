"""A webhook only makes us look sooner, and only a true one does."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.db.tables import SeenHook, Ticket, TicketTarget
from api.settings import Settings
from api.tickets.signature import SIGNATURE, TIMESTAMP, sign
from tests.fakes.shop import a_ticket
from tests.integration.conftest import House, open_house
from tests.stand_ins import jira, webhook, zammad

SECRET = "hook secret"
NEVER = "http://127.0.0.1:1"


@pytest.fixture
async def hooked(settings: Settings) -> AsyncIterator[House]:
    common = {"url": NEVER, "hook_secret": SECRET}
    with_systems = Settings(
        var_dir=settings.var_dir,
        guides_dir=settings.guides_dir,
        webhook={**common, "secret": webhook.SECRET},
        zammad={**common, "token": zammad.TOKEN, "customer": "a@example.ax", "agent_id": 7},
        jira={
            **common, "user": "u", "token": "t", "account_id": "a", "service_desk": "1", "request_type": "2",
            "project": "IT", "key_field": jira.KEY_FIELD, "solve_transition": "1", "reopen_transition": "2",
        },
        rt={"url": NEVER, "token": "t"},
    )  # fmt: skip
    async with open_house(with_systems) as house:
        for number, system in enumerate(("webhook", "zammad", "jira"), 1001):
            row = a_ticket(f"BP-{number}", system, house.clock(), conversation=None)
            row.external_id = "17"
            await house.services.database.write(lambda s, row=row: s.add(row))
        yield house


async def send(house: House, body: Any, *, system: str = "webhook", **changes: Any) -> httpx.Response:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    at = str(int(changes.pop("at", house.clock()).timestamp()))
    headers = {TIMESTAMP: at, SIGNATURE: sign(changes.pop("secret", SECRET), at, raw), **changes.pop("headers", {})}
    return await house.client.post(f"/v1/hooks/{system}", content=changes.pop("sent", raw), headers=headers)


async def nudged(house: House) -> list[str]:
    return [target.name for target in await house.rows(TicketTarget) if target.nudged_at]


async def test_a_true_webhook_nudges_its_system(hooked: House) -> None:
    assert (await send(hooked, {"ticket": "17"})).status_code == 202
    assert await nudged(hooked) == ["webhook"]


REFUSED = {
    "forged": (401, {"secret": "guessed"}),
    "changed on the way": (401, {"sent": b'{"ticket": "18"}'}),
    "unsigned": (401, {"headers": {SIGNATURE: ""}}),
    "signed with letters no digest has": (401, {"headers": {SIGNATURE: "sha256=\xe5".encode("latin-1")}}),
    "another time than was signed": (401, {"headers": {TIMESTAMP: "0"}}),
    "stale": (401, {"at": -timedelta(minutes=6)}),
    "from the future": (401, {"at": timedelta(minutes=6)}),
    "to no system": (404, {"system": "nobody"}),
    "to a system without a secret": (404, {"system": "rt"}),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_what_is_not_true_is_refused_and_does_nothing(hooked: House, what: str) -> None:
    status, changes = REFUSED[what]
    if "at" in changes:
        changes = {**changes, "at": hooked.clock() + changes["at"]}
    response = await send(hooked, {"ticket": "17"}, **changes)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert await nudged(hooked) == []
    assert await hooked.rows(SeenHook) == []


async def test_a_replay_is_refused(hooked: House) -> None:
    assert (await send(hooked, {"ticket": "17"})).status_code == 202
    assert (await send(hooked, {"ticket": "17"})).status_code == 409


async def test_an_unknown_ticket_is_refused(hooked: House) -> None:
    assert (await send(hooked, {"ticket": "18"})).status_code == 404
    assert await nudged(hooked) == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"other": 1}', b"\xff\xfe"])
async def test_what_cannot_be_read_is_refused(hooked: House, body: bytes) -> None:
    assert (await send(hooked, body)).status_code == 400


async def test_a_body_of_30_megabytes_is_refused(hooked: House) -> None:
    assert (await send(hooked, b"x" * 30_000_000)).status_code == 413


@pytest.mark.parametrize(("system", "algorithm"), [("zammad", "sha1"), ("jira", "sha256")])
async def test_vendors_sign_in_their_own_way(hooked: House, system: str, algorithm: str) -> None:
    now = hooked.clock()
    body = {
        "zammad": {"ticket": {"id": 17, "updated_at": now.isoformat()}},
        "jira": {"issue": {"id": "17"}, "timestamp": int(now.timestamp() * 1000)},
    }[system]
    raw = json.dumps(body).encode()
    for secret, status in (("guessed", 401), (SECRET, 202), (SECRET, 409)):
        mac = hmac.new(secret.encode(), raw, getattr(hashlib, algorithm)).hexdigest()
        headers = {"X-Hub-Signature": f"{algorithm}={mac}"}
        assert (await hooked.client.post(f"/v1/hooks/{system}", content=raw, headers=headers)).status_code == status
    hooked.clock.forward(minutes=6)
    raw = raw + b" "
    mac = hmac.new(SECRET.encode(), raw, getattr(hashlib, algorithm)).hexdigest()
    response = await hooked.client.post(
        f"/v1/hooks/{system}", content=raw, headers={"X-Hub-Signature": f"{algorithm}={mac}"}
    )
    assert response.status_code == 401
    assert len(await hooked.rows(Ticket)) == 3
