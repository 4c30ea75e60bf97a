"""WCAG 2.2 AA by axe, in every state, language, colour scheme and width; and what axe does not check."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from api.chat.outages import end_outage, start_outage
from tests.e2e.talk import ask, press
from tests.e2e.widget.conftest import OpenChat
from tests.fakes.gateway_app import GatewayApp

pytestmark = pytest.mark.e2e

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK = 360, 1280


def violations(page: Page) -> list[str]:
    """What axe finds, one line a fault. Evaluated, as the page's policy lets no script in."""
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run({ runOnly: tags })", TAGS)
    return [
        f"{each['id']}: {each['help']}: {node['target']} {node.get('failureSummary', '')[:200]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def is_as_wide_as_the_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("language", ["sv-FI", "en-GB", "fi-FI"])
def test_the_chat_has_no_faults(open_chat: OpenChat, gateway: GatewayApp, language: str) -> None:
    page = open_chat(language=language, width=PHONE, reduced_motion="reduce")
    assert violations(page) == []
    card = ask(page, "skrivarn funkar int")
    card.locator("summary").click()
    ask(page, "vilken")
    ask(page, "är det nere")
    conversation = page.evaluate("JSON.parse(localStorage['bollplank.conversation'])")
    gateway.push(conversation, "desk_reply", name="Anna", text="Jag kommer.", ticket="BP-1001")
    gateway.push(conversation, "ticket_status", status="open", ticket="BP-1001")
    expect(page.locator(".card.desk")).to_be_visible()
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        assert is_as_wide_as_the_window(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == []


def test_form_limit_trouble_and_dialog_have_no_faults(open_chat: OpenChat, gateway: GatewayApp) -> None:
    page = open_chat(width=PHONE, reduced_motion="reduce")
    ask(page, "lön")
    press(page, "Fråga en människa")
    gateway.trouble.refuse = 503
    page.get_by_role("textbox").fill("skrivaren blinkar")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Försök nu")).to_be_visible()
    page.get_by_role("textbox").fill("ä" * 2100)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    page.get_by_role("button", name="Börja om").click()
    assert violations(page) == []


@pytest.mark.parametrize(
    ("path", "scheme", "width"),
    [
        ("/guides", "light", DESK),
        ("/guides?words=vpn&lang=fi", "dark", PHONE),
        ("/guides/vpn-hemifran", "light", PHONE),
        ("/guides/vpn-hemifran.en?lang=sv", "dark", DESK),
        ("/guides/finns-inte", "light", PHONE),
    ],
)
def test_the_guide_pages_have_no_faults(
    open_chat: OpenChat, gateway: GatewayApp, path: str, scheme: str, width: int
) -> None:
    page = open_chat(color_scheme=scheme, width=width)
    page.goto(gateway.base + path)
    assert violations(page) == []
    assert is_as_wide_as_the_window(page)


def test_zoomed_to_200_and_400_percent_nothing_is_cut_off(open_chat: OpenChat) -> None:
    page = open_chat(language="fi-FI")
    for width, height in ((640, 400), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        ask(page, "skrivarn funkar int")
        assert is_as_wide_as_the_window(page)
        page.get_by_role("button", name="Lähetä").scroll_into_view_if_needed()
        expect(page.get_by_role("button", name="Lähetä")).to_be_in_viewport()


def test_the_keyboard_reaches_everything_in_reading_order(chat: Page) -> None:
    ask(chat, "hur når jag G: hemma")
    chat.get_by_role("heading", name="Bollplank").click()  # the Tab key goes on from here
    reached = []
    for _ in range(16):
        chat.keyboard.press("Tab")
        reached.append(
            chat.evaluate(
                """() => {
                    const element = document.querySelector('bollplank-chat').shadowRoot.activeElement;
                    return element?.ariaLabel ?? element?.textContent ?? '';
                }"""
            )
        )
    order = ["Alla guider", "Börja om", "Svenska", "Konversation", "Källa: VPN hemifrån", "Det löste sig", "Skicka"]
    places = [reached.index(name) for name in order]
    assert places == sorted(places)


def test_the_focus_ring_stands_outside_the_control(chat: Page) -> None:
    chat.get_by_role("textbox").focus()
    width, offset = chat.evaluate(
        """() => {
            const style = getComputedStyle(document.querySelector('bollplank-chat').shadowRoot.activeElement);
            return [style.outlineWidth, style.outlineOffset];
        }"""
    )
    assert (width, offset) == ("3px", "2px")


def test_reduced_motion_stands_still(open_chat: OpenChat, gateway: GatewayApp) -> None:
    page = open_chat(reduced_motion="reduce")
    gateway.trouble.slow_s = 1.5
    page.get_by_role("textbox").fill("hej")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Söker svar")).to_be_visible()
    moving = page.evaluate("document.getAnimations().filter((each) => each.playState === 'running').length")
    assert moving == 0


def test_a_known_outage_is_told_before_anything_is_asked(open_chat: OpenChat, gateway: GatewayApp) -> None:
    gateway.write(lambda session: start_outage(session, "Mejlen är nere, vi jobbar på det.", now=gateway.now()))
    page = open_chat(width=PHONE, reduced_motion="reduce")
    expect(page.locator(".outage")).to_have_text("Driftstörning: Mejlen är nere, vi jobbar på det.")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    gateway.write(lambda session: end_outage(session, now=gateway.now()))
    page.reload()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".outage")).to_be_hidden()


def test_an_outage_that_begins_and_ends_is_told_on_the_open_page(open_chat: OpenChat, gateway: GatewayApp) -> None:
    page = open_chat(width=PHONE, reduced_motion="reduce")
    expect(page.locator(".welcome")).to_be_visible()
    gateway.write(lambda session: start_outage(session, "Mejlen är nere.", now=gateway.now()))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".outage")).to_have_text("Driftstörning: Mejlen är nere.")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".outage")).to_have_text("Outage: Mejlen är nere.")
    page.get_by_role("button", name="Svenska").click()
    ask(page, "hur kommer ja åt vpn")
    gateway.write(lambda session: end_outage(session, now=gateway.now()))
    expect(page.locator(".outage")).to_have_count(0)
    expect(page.get_by_text("Driftstörningen är över.")).to_have_count(1)
