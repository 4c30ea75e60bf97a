"""One script tag on somebody else's page, under a strict policy of its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.talk import ask
from tests.e2e.widget.conftest import OpenChat
from tests.e2e.widget.site import a_site
from tests.e2e.widget.test_access import violations
from tests.fakes.gateway_app import GatewayApp

pytestmark = pytest.mark.e2e


@pytest.fixture
def intranet(gateway: GatewayApp) -> Iterator[str]:
    """An intranet's page on an origin of its own: odd root size, own colour, the policy of the README."""
    page = f"""<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Intranät</title>
        <link rel="stylesheet" href="/style.css"></head><body><main><h1>Välkommen</h1><p>Nyheter</p></main>
        <script src="{gateway.base}/widget.js" defer></script></body></html>"""
    style = "html { font-size: 62.5% } bollplank-chat { --bp-accent: #7a1f5c }"
    policy = (
        f"default-src 'none'; script-src {gateway.base}; connect-src {gateway.base}; style-src 'self'; "
        "require-trusted-types-for 'script'"
    )

    with a_site(page, policy=policy, style=style) as address:
        yield address


def focused(page: Page) -> str:
    return str(page.evaluate("document.querySelector('bollplank-chat').shadowRoot.activeElement?.textContent ?? ''"))


def test_it_works_under_a_strict_policy_and_asks_nobody_else(
    open_chat: OpenChat, gateway: GatewayApp, intranet: str
) -> None:
    page = open_chat(url=intranet)
    asked: set[str] = set()
    page.on("request", lambda request: asked.add("/".join(request.url.split("/")[:3])))
    page.reload()
    page.get_by_role("button", name="Fråga it-stödet").click()
    card = ask(page, "hur når jag G: hemma")
    expect(card.get_by_role("heading", name="VPN hemifrån")).to_be_visible()
    assert asked <= {gateway.base, intranet.rstrip("/")}


def test_enter_opens_it_and_escape_closes_it_and_gives_the_focus_back(open_chat: OpenChat, intranet: str) -> None:
    page = open_chat(url=intranet)
    page.keyboard.press("Tab")
    assert focused(page) == "Fråga it-stödet"
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("textbox")).to_be_hidden()
    assert focused(page) == "Fråga it-stödet"


def test_a_reply_that_comes_while_it_is_closed_is_counted(
    open_chat: OpenChat, gateway: GatewayApp, intranet: str
) -> None:
    page = open_chat(url=intranet)
    page.get_by_role("button", name="Fråga it-stödet").click()
    ask(page, "hej")
    page.keyboard.press("Escape")
    conversation = page.evaluate("JSON.parse(localStorage['bollplank.conversation'])")
    gateway.push(conversation, "desk_reply", name="Anna", text="Jag kommer.", ticket="BP-1001")
    expect(page.locator(".badge")).to_contain_text("1")
    expect(page.get_by_role("status").filter(has_text="Nya svar: 1")).to_have_count(1)
    page.get_by_role("button", name="Fråga it-stödet").click()
    expect(page.locator(".card.desk")).to_be_in_viewport()
    expect(page.locator(".badge")).to_have_count(0)


def test_the_towns_colour_and_not_its_root_size_reaches_the_chat(open_chat: OpenChat, intranet: str) -> None:
    page = open_chat(url=intranet)
    opener = page.get_by_role("button", name="Fråga it-stödet")
    colour, size = opener.evaluate("each => [getComputedStyle(each).backgroundColor, getComputedStyle(each).fontSize]")
    assert (colour, size) == ("rgb(122, 31, 92)", "16px")


@pytest.mark.parametrize("width", [360, 1280])
def test_closed_and_open_have_no_faults(open_chat: OpenChat, intranet: str, width: int) -> None:
    page = open_chat(url=intranet, width=width)
    assert violations(page) == []
    page.get_by_role("button", name="Fråga it-stödet").click()
    ask(page, "skrivarn funkar int")
    assert violations(page) == []
