"""What a person does in the Playground's page, as functions on the page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, Route, expect

REPLY_MS = 20_000
CARD = ".ac-adaptiveCard"
MESSAGE = ".fai-OutputCard"
"""Of ours: words, or a card."""
LOG_BUTTON = 5
HEIGHT = 900


class Window:
    """One person in front of the Playground."""

    def __init__(self, page: Page, folder: Path) -> None:
        self._page = page
        self._folder = folder

    @property
    def cards(self) -> Locator:
        return self._page.locator(CARD)

    def say(self, text: str) -> Locator:
        """Write in the chat; returns the message that answers, first with the words of waiting."""
        before = self.messages.count()
        self._box.fill(text)
        self._page.get_by_role("button", name="Send Message").click()
        return self.message(before)

    @property
    def messages(self) -> Locator:
        return self._page.locator(MESSAGE)

    def post(self, text: str, *, mention: bool) -> None:
        """Write in a channel, with or without a mention of us."""
        self._box.click()
        if mention:
            self._page.keyboard.type("@")
            self._page.get_by_role("menuitem", name="Bollplank").click()
        self._page.keyboard.type(f" {text}")
        self._page.get_by_role("button", name="Post").click()

    def press(self, label: str) -> None:
        """Press a card's button, of the newest card that has it."""
        self._page.get_by_role("button", name=label, exact=True).last.click()

    def unfold(self) -> None:
        """Show the rest of a long answer, if there is one; its button goes."""
        more = self.cards.last.get_by_role("button", name=re.compile(r"\(\d"))
        if more.count():
            more.click()
            expect(more).to_be_hidden()

    def fill(self, label: str, text: str) -> None:
        """Fill in a field of the form."""
        field = self._page.get_by_label(label)
        expect(field).to_be_visible(timeout=REPLY_MS)
        # It draws the card a second time with this line below, and forgets what was written before.
        expect(self._page.get_by_text("Your response was sent to the app")).to_be_visible(timeout=REPLY_MS)
        field.fill(text)
        expect(field).to_have_value(text)

    def ask_about(self, number: int) -> Locator:
        """The message extension on the message with this number; returns the dialog."""
        self._page.get_by_role("button", name="Show more information").nth(number).click()
        self._page.get_by_role("menuitem", name="Action Command").click()
        self._page.get_by_placeholder("Input command id or leave blanks").fill("askAbout")
        self._page.get_by_role("button", name="Create").click()
        return self._page.get_by_role("dialog")

    def close_dialog(self) -> None:
        self._page.get_by_role("dialog").get_by_role("button", name="Close").click()

    def go_to(self, place: str) -> None:
        self._toggle_places()
        self._page.get_by_role("treeitem", name=place).click()
        self._toggle_places()

    def message(self, number: int) -> Locator:
        """The message with this number, once it stands there."""
        found = self.messages.nth(number)
        expect(found).to_be_visible(timeout=REPLY_MS)
        return found

    def card(self, number: int) -> Locator:
        """The card with this number, once it stands there."""
        found = self.cards.nth(number)
        expect(found).to_be_visible(timeout=REPLY_MS)
        return found

    def shoot(self, name: str, *, pause_ms: int = 500) -> None:
        self._page.wait_for_timeout(pause_ms)
        if self.messages.count():
            self.messages.last.scroll_into_view_if_needed()
        self._page.screenshot(path=self._folder / f"teams-{name}.png")

    @property
    def errors(self) -> list[str]:
        """What the Playground's own log finds wrong with us."""
        self._page.get_by_role("button").nth(LOG_BUTTON).click()
        expect(self._page.get_by_text("conversationUpdate").first).to_be_visible()
        return self._page.get_by_text(re.compile("Error:|Warning:")).all_inner_texts()

    @property
    def _box(self) -> Locator:
        return self._page.locator("[contenteditable=true]").first

    def _toggle_places(self) -> None:
        self._page.get_by_role("button").first.click()
        self._page.wait_for_timeout(500)


@contextmanager
def window(browser: Browser, url: str, folder: Path, *, width: int) -> Iterator[Window]:
    """The page, which may load nothing from outside this machine. Its width stays: it forgets forms when it changes."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT})
    page = context.new_page()
    page.route("**/*", _only_this_machine)
    page.goto(url)
    expect(page.locator("[contenteditable=true]").first).to_be_visible(timeout=REPLY_MS)
    expect(page.get_by_text("conversationUpdate")).to_be_visible(timeout=REPLY_MS)
    page.get_by_role("button", name="Hide log panel").click()
    yield Window(page, folder)
    context.close()


def _only_this_machine(route: Route) -> None:
    local = urlsplit(route.request.url).hostname in {"127.0.0.1", "localhost"}
    route.continue_() if local else route.abort()
