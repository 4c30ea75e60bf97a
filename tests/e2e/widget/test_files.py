"""A screenshot goes along: chosen, pasted or dropped; by keyboard, with words and progress."""

import pytest
from playwright.sync_api import Page, expect

from tests.builders import a_picture
from tests.e2e.talk import ask
from tests.e2e.widget.conftest import OpenChat
from tests.e2e.widget.test_access import violations
from tests.fakes.gateway_app import GatewayApp

pytestmark = pytest.mark.e2e

PICTURE = {"name": "skärm.png", "mimeType": "image/png", "buffer": a_picture()}
HAND_OVER = """([kind, bytes]) => {
    const box = document.querySelector('bollplank-chat').shadowRoot.querySelector('.box');
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], kind + '.png', { type: 'image/png' }));
    const how = { bubbles: true, composed: true, cancelable: true };
    box.dispatchEvent(kind === 'paste' ? new ClipboardEvent('paste', { ...how, clipboardData: data })
        : new DragEvent('drop', { ...how, dataTransfer: data }));
}"""


def choose(page: Page, *files: object) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Bifoga fil").press("Enter")
    chooser.value.set_files(list(files))


def test_a_file_chosen_before_the_first_question_waits_and_goes_along(chat: Page) -> None:
    choose(chat, PICTURE)
    expect(chat.get_by_role("status").filter(has_text="följer med när du skickar")).to_be_visible()
    expect(chat.get_by_role("button", name="Ta bort: skärm.png")).to_be_visible()
    assert violations(chat) == []
    ask(chat, "vad betyder det här")
    expect(chat.locator(".card.person").last).to_contain_text("[skärm.png]")
    expect(chat.locator(".files li")).to_have_count(0)
    chat.reload()
    expect(chat.locator(".card.person").filter(has_text="[skärm.png]")).to_have_count(1)


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_pasted_and_dropped_pictures_are_sent_once(chat: Page, kind: str) -> None:
    ask(chat, "hej")
    chat.evaluate(HAND_OVER, [kind, list(a_picture())])
    expect(chat.locator(".card.person").filter(has_text=f"[{kind}.png]")).to_have_count(1)


def test_what_cannot_be_sent_is_said_before_it_is_sent(chat: Page) -> None:
    ask(chat, "hej")
    choose(chat, {"name": "stor.png", "mimeType": "image/png", "buffer": b"x" * 10_000_001})
    expect(chat.get_by_text("stor.png är för stor. En fil får vara högst 10 MB.")).to_be_visible()
    choose(chat, {"name": "program.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"})
    expect(chat.get_by_text("program.exe går inte att skicka.")).to_be_visible()
    # Only its name says picture: the gateway looks inside.
    choose(chat, {"name": "falsk.png", "mimeType": "image/png", "buffer": b"MZ\x90\x00"})
    expect(chat.get_by_text("Den här sortens fil kan jag inte ta emot")).to_be_visible()
    expect(chat.locator(".card.person")).to_have_count(1)


def test_a_file_that_did_not_arrive_is_sent_again_and_kept_once(chat: Page) -> None:
    ask(chat, "hej")
    chat.route("**/attachments", lambda route: route.abort())
    choose(chat, PICTURE)
    again = chat.get_by_role("button", name="Försök nu: skärm.png")
    expect(again).to_be_visible()
    chat.unroute("**/attachments")
    again.press("Enter")
    expect(chat.locator(".card.person").filter(has_text="[skärm.png]")).to_have_count(1)


@pytest.mark.parametrize("language", ["sv-FI", "en-GB", "fi-FI"])
def test_at_200_percent_with_a_file_there_are_no_faults(
    open_chat: OpenChat, gateway: GatewayApp, language: str
) -> None:
    page = open_chat(language=language, reduced_motion="reduce")
    page.set_viewport_size({"width": 640, "height": 512})
    page.locator("input[type=file]").set_input_files(PICTURE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
