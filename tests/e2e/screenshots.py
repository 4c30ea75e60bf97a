"""`make screenshots`: every page in light and dark, wide and narrow, in three languages, into var/screenshots."""

import tempfile
from datetime import UTC, datetime
from itertools import product as every
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy.orm import Session

from api.db.engine import make_engine
from tests.e2e.conftest import ARGUMENTS, CHROMIUM
from tests.e2e.talk import ask
from tests.fakes.full_desk import fill_desk
from tests.product import PREPARED, Product

QUESTIONS = {"sv": "kan int öppna bilagan i mejlet", "en": "I forgot my password", "fi": "tulostin ei tulosta"}
LOCALES = {"sv": "sv-FI", "en": "en-GB", "fi": "fi-FI"}
STAFF_PAGES = {"desk": "/desk", "keys": "/desk/keys", "staff": "/desk/staff", "trainers": "/trainers"}
TICKETS = 12
FOLDER = PREPARED / "screenshots"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bollplank-screenshots-") as name, sync_playwright() as playwright:
        product = Product(folder=Path(name))
        product.start()
        _fill_desk(product)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            for language, scheme, width in every(LOCALES, ("light", "dark"), (360, 1280)):
                take(browser, product, language, scheme, width)
        finally:
            browser.close()
            product.stop()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")


def take(browser: Browser, product: Product, language: str, scheme: str, width: int) -> None:
    """The chat's first screen and an answer, a guide, the desk and the trainers' page."""
    context = browser.new_context(
        locale=LOCALES[language], color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    label = f"{language}-{scheme}-{width}"
    page.goto(f"{product.base}/")
    page.wait_for_selector("bollplank-chat[ready]")
    _shoot(page, f"chat-first-{label}")
    ask(page, QUESTIONS[language])
    _shoot(page, f"chat-answer-{label}")
    page.goto(f"{product.base}/guides/vpn-hemifran?lang={language}")
    _shoot(page, f"guide-{label}")
    page.goto(f"{product.base}/login?lang={language}")
    page.locator("#name").fill("admin")
    page.locator("#password").fill(product.admin_password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")
    for name, path in STAFF_PAGES.items():
        page.goto(f"{product.base}{path}")
        _shoot(page, f"{name}-{label}")
    page.goto(f"{product.base}/desk/tickets/BP-1001?status=all")
    _shoot(page, f"ticket-{label}")
    context.close()


def _fill_desk(product: Product) -> None:
    engine = make_engine(f"sqlite:///{product.var / 'bollplank.db'}")
    with Session(engine) as session, session.begin():
        fill_desk(session, count=TICKETS, now=datetime.now(UTC))
    engine.dispose()


def _shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(400)
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
