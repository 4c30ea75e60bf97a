"""The staff pages in a real browser against the real gateway, with a queue of any length."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from api.staff.accounts import create_first_admin
from tests.fakes.full_desk import fill_desk
from tests.fakes.gateway_app import ROOT, GatewayApp
from tests.product import free_ports

OpenDesk = Callable[..., Page]


@pytest.fixture(params=[0, 1, 1000], ids=lambda count: f"{count} tickets", scope="module")
def tickets(request: pytest.FixtureRequest) -> int:
    count: int = request.param
    return count


@pytest.fixture(scope="module")
def desk_house(tickets: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[GatewayApp, str]]:
    """A gateway whose desk holds so many tickets, and its administrator's password."""
    folder: Path = tmp_path_factory.mktemp(f"desk-{tickets}")
    guides = folder / "guides"
    shutil.copytree(ROOT / "knowledge/guides", guides)
    with GatewayApp(folder / "var", port=free_ports(1)[0], guides=guides) as app:
        password = app.write(lambda session: create_first_admin(session, now=app.now()))
        app.write(lambda session: fill_desk(session, count=tickets, now=app.now()))
        assert password
        yield app, password


@pytest.fixture
def open_desk(browser: Browser, desk_house: tuple[GatewayApp, str]) -> Iterator[OpenDesk]:
    """The desk, signed in, in a new profile; a script error or a refused resource fails the test."""
    app, password = desk_house
    contexts, problems = [], []

    def open_page(
        path: str = "/desk", *, language: str = "sv-FI", width: int = 1280, scheme: str = "light", scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            locale=language,
            color_scheme=scheme,
            viewport={"width": width, "height": 860},
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if "Content Security" in said.text else None)
        page.goto(f"{app.base}{path}")
        page.locator("#name").fill("admin")
        page.locator("#password").fill(password)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/login" not in url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []
