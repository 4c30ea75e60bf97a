"""What an employee meets: real browser, real Rasa, real retrieval, real guides."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import guide_steps
from tests.e2e.talk import REPLY_MS, ask, press, shown_steps
from tests.product import Product

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("language", "question", "stem"),
    [
        ("sv", "kan int öppna bilagan i mejlet", "epost-bilaga-oppnas-inte"),
        ("en", "I forgot my password", "glomt-losenord.en"),
        ("fi", "tulostin ei tulosta", "skrivare-skriver-inte.fi"),
    ],
)
def test_a_question_gets_the_guides_own_steps_in_order(
    page: Page, product: Product, language: str, question: str, stem: str
) -> None:
    card = ask(page, question)
    title = card.locator(".guide-title")
    expect(title).to_be_visible()
    assert shown_steps(card) == guide_steps(product.guides, stem, title.inner_text())
    assert card.get_attribute("lang") == language


def test_the_source_says_owner_and_review_date(page: Page) -> None:
    card = ask(page, "kan int öppna bilagan i mejlet")
    card.locator("summary").click()
    expect(card.locator(".source")).to_contain_text("it-kansliet")
    expect(card.locator(".source")).to_contain_text("2026")


def test_what_no_guide_covers_is_refused_with_an_offer(page: Page) -> None:
    card = ask(page, "när betalas lönen ut?")
    expect(card.locator("ol.steps")).to_have_count(0)
    expect(card).to_contain_text("människa")
    expect(card.get_by_role("button", name="Fråga en människa")).to_be_visible()


def test_when_it_did_not_help_something_else_follows(page: Page) -> None:
    first = ask(page, "brevlådan är full och ja kan int skicka mejl")
    title = first.locator(".guide-title").inner_text()
    second = press(page, "Det hjälpte inte")
    shown = second.locator(".guide-title")
    assert shown.count() == 0 or shown.inner_text() != title
    expect(second).to_contain_text("hjälpte")


def test_solved_gets_a_warm_word_and_is_counted(page: Page, product: Product) -> None:
    ask(page, "kan int öppna bilagan i mejlet")
    card = press(page, "Det löste sig")
    expect(card).to_contain_text("Vad bra")


def test_reloading_keeps_the_conversation(page: Page) -> None:
    ask(page, "kan int öppna bilagan i mejlet")
    before = page.locator(".card").all_inner_texts()
    page.reload()
    page.wait_for_selector("bollplank-chat[ready]")
    expect(page.locator(".card")).to_have_count(len(before))
    assert "bilagan" in page.locator(".card.person").first.inner_text()
    follow_up = press(page, "Det löste sig")
    expect(follow_up).to_contain_text("Vad bra")


def test_the_language_can_be_switched(page: Page) -> None:
    ask(page, "hej")
    page.get_by_role("button", name="Suomi").click()
    expect(page.locator(".card.bollplank").last).to_contain_text("suomeksi", timeout=REPLY_MS)
    expect(page.get_by_role("button", name="Lähetä")).to_be_visible()


def test_script_in_a_message_is_shown_as_text(page: Page) -> None:
    ask(page, "<img src=x onerror=document.title='hacked'> <script>document.title='hacked'</script>")
    assert page.title() != "hacked"
    expect(page.locator(".card.person").last).to_contain_text("<img src=x")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.get_by_role("textbox").focus()
    page.keyboard.type("kan int öppna bilagan i mejlet")
    page.keyboard.press("Enter")
    expect(page.locator(".guide-title").last).to_be_visible(timeout=REPLY_MS)
    page.keyboard.press("Shift+Tab")
    focused = page.evaluate("document.querySelector('bollplank-chat').shadowRoot.activeElement?.textContent")
    assert focused == "Fråga en människa"


def test_a_phone_in_the_dark_shows_no_sideways_scrolling(browser: Browser, product: Product) -> None:
    context = browser.new_context(
        locale="fi-FI", viewport={"width": 360, "height": 740}, color_scheme="dark", reduced_motion="reduce"
    )
    phone = context.new_page()
    phone.goto(f"{product.base}/")
    phone.wait_for_selector("bollplank-chat[ready]")
    ask(phone, "kone on hidas")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


@pytest.fixture
def intranet(product: Product) -> Iterator[str]:
    """Another site's page with the one script tag, served from an origin of its own."""
    script = f'<script src="{product.base}/widget.js" defer></script>'
    body = f"<!doctype html><html lang=sv><title>Intranät</title><h1>Välkommen</h1>{script}".encode()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header(
                "Content-Security-Policy",
                f"default-src 'none'; script-src {product.base}; connect-src {product.base}; style-src 'none'; "
                "require-trusted-types-for 'script'",
            )
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_the_widget_works_on_another_page_with_one_script_and_a_strict_policy(browser: Browser, intranet: str) -> None:
    context = browser.new_context(locale="sv-FI")
    other = context.new_page()
    violations: list[str] = []
    other.on("console", lambda message: violations.append(message.text) if message.type == "error" else None)
    other.goto(intranet)
    other.get_by_role("button", name="Fråga it-stödet").click()
    card = ask(other, "kan int öppna bilagan i mejlet")
    expect(card.locator(".guide-title")).to_be_visible()
    other.keyboard.press("Escape")
    expect(other.get_by_role("textbox")).to_be_hidden()
    assert not [each for each in violations if "favicon" not in each]
    context.close()
