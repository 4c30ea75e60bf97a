"""What a person does in the chat, as functions on the page."""

import re

from playwright.sync_api import Locator, Page, expect

REPLY_MS = 20_000


def ask(page: Page, text: str) -> Locator:
    """Write, press Enter, and return the card that answers."""
    before = page.locator(".card.bollplank").count()
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")
    return _new_card(page, before)


def press(page: Page, label: str) -> Locator:
    """Press a button of the newest reply and return the card that answers."""
    before = page.locator(".card.bollplank").count()
    page.get_by_role("button", name=label, exact=True).last.click()
    return _new_card(page, before)


def _new_card(page: Page, before: int) -> Locator:
    card = page.locator(".card.bollplank").nth(before)
    expect(card).to_be_visible(timeout=REPLY_MS)
    return card


def shown_steps(card: Locator) -> list[str]:
    """The steps a card shows, in order, the folded ones unfolded."""
    more = card.get_by_role("button", name="Visa resten")
    if more.count():
        more.click()
    steps = card.locator("ol.steps > li").all_inner_texts()
    return [" ".join(re.sub(r"\s*\(öppnas i en ny flik\)", "", step).split()) for step in steps]
