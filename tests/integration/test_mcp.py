"""Another assistant talks to us over MCP, with the official client over real HTTP."""

from collections.abc import Awaitable, Callable
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from pydantic import SecretStr

from api.chat.bot_reply import BotReply
from api.db.tables import Ticket
from api.keys.store import create
from api.settings import IdentitySettings, Settings
from tests.builders import a_hit
from tests.guide_builders import write_guide
from tests.integration.conftest import House, open_house
from tests.integration.test_identity import SECRET, token


def with_mcp(test: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Open the house inside the test: the server must be stopped by the task that started it."""

    @wraps(test)
    async def opened(settings: Settings, **given: Any) -> None:
        identity = IdentitySettings(secret=SecretStr(SECRET))
        async with open_house(settings.model_copy(update={"mcp": True, "identity": identity})) as house:
            await test(house, **given)

    kept = [each for name, each in signature(test).parameters.items() if name != "house"]
    first = Parameter("settings", Parameter.POSITIONAL_OR_KEYWORD)
    opened.__signature__ = Signature([first, *kept])  # type: ignore[attr-defined]
    return opened


async def a_key(house: House, *scopes: Any, **more: Any) -> str:
    return await house.services.database.write(
        lambda s: create(s, name="assistent", scopes=scopes, now=house.clock(), **more)
    )


class Assistant:
    """The official client, in the gateway's own process."""

    def __init__(self, house: House, bearer: str) -> None:
        self._house, self._bearer = house, bearer

    async def call(self, tool: str, **arguments: Any) -> Any:
        async with (
            self._http() as http,
            Client(streamable_http_client("http://127.0.0.1:8080/mcp", http_client=http)) as client,
        ):
            return await client.call_tool(tool, arguments)

    async def tools(self) -> set[str]:
        async with (
            self._http() as http,
            Client(streamable_http_client("http://127.0.0.1:8080/mcp", http_client=http)) as client,
        ):
            return {tool.name for tool in (await client.list_tools()).tools}

    def _http(self) -> httpx2.AsyncClient:
        transport = httpx2.ASGITransport(app=self._house.app)
        return httpx2.AsyncClient(transport=transport, headers={"Authorization": f"Bearer {self._bearer}"})


@with_mcp
async def test_the_four_tools_do_what_they_say(house: House) -> None:
    assistant = Assistant(house, await a_key(house, "ask", "read", "escalate"))
    assert await assistant.tools() == {"search_guides", "read_guide", "ask", "create_ticket"}
    house.search.will_find("answer", a_hit())
    found = await assistant.call("search_guides", question="vpn hemma", language="sv")
    assert [each["guide"] for each in found.structured_content["result"]] == ["vpn-hemifran"]
    asked = await assistant.call("ask", question="hur når jag vpn")
    assert asked.structured_content["reply"]["kind"] == "answer"
    conversation = asked.structured_content["conversation"]
    sent = await assistant.call("create_ticket", what="vpn stannar", urgency="high", conversation=conversation)
    assert sent.structured_content["reply"]["ticket"]["id"] == "BP-1001"
    assert len(await house.rows(Ticket)) == 1


@with_mcp
async def test_a_key_does_no_more_than_its_scopes(house: House) -> None:
    assistant = Assistant(house, await a_key(house, "read"))
    for tool, arguments in (("ask", {"question": "hej"}), ("create_ticket", {"what": "hej", "language": "en"})):
        refused = await assistant.call(tool, **arguments)
        assert refused.is_error
        assert refused.content[0].text.endswith(
            "The key may not do this." if "language" in arguments else "Nyckeln får inte göra det här."
        )
    assert not await house.rows(Ticket)


@with_mcp
async def test_a_persons_own_token_has_the_persons_rights(house: House) -> None:
    assistant = Assistant(house, token(groups=["chefer"]))
    assert not (await assistant.call("ask", question="hur når jag vpn")).is_error
    assert house.bot.heard[-1].audience == ("alla", "chefer")


@with_mcp
async def test_a_guide_is_read_whole_and_only_by_those_it_is_for(house: House) -> None:
    folder = house.services.shelf.folder
    write_guide(folder)
    path = write_guide(folder, "servrar", "Starta om servrarna", steps=("Logga in.", "Starta om.", "Vänta.", "Klart."))
    path.write_text(path.read_text(encoding="utf-8").replace("audience: [alla]", "audience: [it]"), encoding="utf-8")
    everyone, staff = await a_key(house, "read"), await a_key(house, "read", audience=("alla", "it"))

    found = (await Assistant(house, everyone).call("read_guide", guide="vpn-hemifran")).structured_content
    assert {name: found[name] for name in ("guide", "title", "language", "owner", "reviewed")} == {
        "guide": "vpn-hemifran",
        "title": "VPN hemifrån",
        "language": "sv",
        "owner": "it-kansliet",
        "reviewed": "2026-09-12",
    }
    assert found["markdown"].startswith("## VPN hemifrån\n\nSå här gör du.\n\n## Första gången")
    assert "2. Välj **Connect**." in found["markdown"]

    for bearer, sees in (
        (everyone, False),
        (token(), False),
        (token(groups=["chefer"]), False),
        (staff, True),
        (token(groups=["it"]), True),
    ):
        read = await Assistant(house, bearer).call("read_guide", guide="servrar")
        assert read.is_error is not sees
        assert ("Starta om" in str(read.content) + str(read.structured_content)) is sees
    hidden = await Assistant(house, everyone).call("read_guide", guide="servrar")
    missing = await Assistant(house, everyone).call("read_guide", guide="finns-inte")
    assert hidden.content == missing.content, "what is hidden looks as what is not there"
    assert (await Assistant(house, await a_key(house, "ask")).call("read_guide", guide="vpn-hemifran")).is_error


@with_mcp
async def test_a_search_asks_for_no_more_than_the_caller_may_see(house: House) -> None:
    for bearer in (await a_key(house, "read"), token(groups=["it"])):
        assert not (await Assistant(house, bearer).call("search_guides", question="starta om servern")).is_error
    assert house.search.audiences == [("alla",), ("alla", "it")]
    house.search.down = True
    failed = await Assistant(house, token()).call("search_guides", question="vpn", language="en")
    assert failed.is_error
    assert "fake is down" not in str(failed.content)


@with_mcp
async def test_a_ticket_is_the_persons_own_and_nobody_elses(house: House) -> None:
    anna, bertil = Assistant(house, token()), Assistant(house, token(email="bertil@example.ax"))
    asked = (await anna.call("ask", question="hur når jag vpn")).structured_content
    taken = await bertil.call("create_ticket", what="mitt", conversation=asked["conversation"])
    assert taken.is_error
    assert (await bertil.call("ask", question="vad sa hon", conversation=asked["conversation"])).is_error
    assert not await house.rows(Ticket)
    await anna.call("create_ticket", what="vpn stannar", conversation=asked["conversation"])
    house.bot.will_say(BotReply("status_request"))
    own, other = [
        (await assistant.call("ask", question="hur går det med mitt ärende")).structured_content["reply"]["text"]
        for assistant in (anna, bertil)
    ]
    assert "vpn stannar" in own
    assert "BP-1001" not in other


@pytest.mark.parametrize("bearer", ["", "bp_nonsens", "abc", token(aud="lön"), token(key="x" * 32)])
@with_mcp
async def test_who_is_not_known_gets_no_further_than_the_door(house: House, bearer: str) -> None:
    headers = {"Host": "127.0.0.1:8080", "Authorization": f"Bearer {bearer}"}
    refused = await house.client.post("/mcp", json={}, headers=headers)
    assert refused.status_code == 401
    assert "resource_metadata" in refused.headers["www-authenticate"]


@with_mcp
async def test_bad_arguments_unknown_tools_and_foreign_hosts_are_refused(house: House) -> None:
    key = await a_key(house, "ask")
    assistant = Assistant(house, key)
    assert (await assistant.call("ask", question="")).is_error
    assert (await assistant.call("ask", question="x" * 2001)).is_error
    gone = await assistant.call("ask", question="hej", conversation="finns-inte")
    assert gone.is_error
    headers = {"Authorization": f"Bearer {key}", "Host": "evil.example"}
    assert (await house.client.post("/mcp", json={}, headers=headers)).status_code == 421
    headers = {"Authorization": f"Bearer {key}", "Host": "127.0.0.1:8080", "Origin": "https://evil.example"}
    assert (await house.client.post("/mcp", json={}, headers=headers)).status_code == 403


async def test_switched_off_there_is_nothing(settings: Settings) -> None:
    async with open_house(settings) as off:
        assert (await off.client.post("/mcp", json={})).status_code in {404, 405}
