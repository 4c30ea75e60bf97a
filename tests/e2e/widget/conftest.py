"""The chat in a real browser against the real gateway, with a scripted dialogue: every state in seconds."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.fakes.gateway_app import GatewayApp
from tests.product import free_ports

OpenChat = Callable[..., Page]


@pytest.fixture(scope="session")
def running_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayApp]:
    with GatewayApp(tmp_path_factory.mktemp("gateway"), port=free_ports(1)[0]) as app:
        yield app


@pytest.fixture
def gateway(running_gateway: GatewayApp) -> Iterator[GatewayApp]:
    running_gateway.calm()
    yield running_gateway
    running_gateway.calm()


class Problems:
    """Script errors and refused resources of the pages a test opens; none is all right."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def watch(self, page: Page) -> Page:
        page.on("pageerror", lambda error: self.found.append(str(error)))
        page.on("console", lambda said: self.found.append(said.text) if "Content Security" in said.text else None)
        return page


@pytest.fixture
def problems() -> Iterator[Problems]:
    seen = Problems()
    yield seen
    assert seen.found == []


@pytest.fixture
def open_chat(browser: Browser, gateway: GatewayApp, problems: Problems) -> Iterator[OpenChat]:
    """The chat page, or another one that has the chat, in a new browser profile."""
    contexts = []

    def open_page(*, language: str = "sv-FI", url: str | None = None, width: int = 1100, **options: object) -> Page:
        context = browser.new_context(locale=language, viewport={"width": width, "height": 860}, **options)
        contexts.append(context)
        page = problems.watch(context.new_page())
        page.goto(url or f"{gateway.base}/")
        return wait_for_chat(page)

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """One profile for all tests that need no other: its cache saves most of the loading."""
    context = browser.new_context(locale="sv-FI", viewport={"width": 1100, "height": 860})
    yield context
    context.close()


@pytest.fixture
def chat(profile: BrowserContext, gateway: GatewayApp, problems: Problems) -> Iterator[Page]:
    """The chat page in Swedish, as someone sees it for the first time."""
    page = problems.watch(profile.new_page())
    page.goto(f"{gateway.base}/")
    yield wait_for_chat(page)
    profile.set_offline(False)
    page.evaluate("localStorage.clear()")
    page.close()
    profile.clear_cookies()


def wait_for_chat(page: Page) -> Page:
    page.wait_for_selector("bollplank-chat[ready]", state="attached")
    return page
