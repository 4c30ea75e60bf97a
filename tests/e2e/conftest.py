"""A page of the real product in the real browser."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from knowledge.collection import load_collection
from knowledge.guide import GuideId
from tests.product import Product
from tests.started import product as product  # noqa: PLC0414 - a fixture for all tests here

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: sudo apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, product: Product) -> Iterator[Page]:
    """The chat page in Swedish, ready; a script error or a refused resource fails the test."""
    context = browser.new_context(locale="sv-FI", viewport={"width": 1100, "height": 900})
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda message: problems.append(message.text) if "Content Security" in message.text else None)
    opened.goto(f"{product.base}/")
    opened.wait_for_selector("bollplank-chat[ready]")
    yield opened
    context.close()
    assert not problems


def guide_steps(folder: Path, stem: str, shown_title: str) -> list[str]:
    """The steps of the section a card shows, as their author wrote them: variables filled in, Markdown taken off."""
    guide = load_collection(folder).guides[GuideId(stem)]
    section = shown_title.removeprefix(f"{guide.title}: ")
    found = next(each for each in guide.sections if each.title == section)
    unlinked = [re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", step) for step in found.steps]
    return [" ".join(re.sub(r"[*`]", "", step).split()) for step in unlinked]
