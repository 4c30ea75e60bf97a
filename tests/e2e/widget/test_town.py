"""The town's own name, logo and colour in the chat: readable in light and dark, also at the edge of what is let in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.talk import ask
from tests.e2e.widget.conftest import OpenChat
from tests.e2e.widget.site import a_site
from tests.e2e.widget.test_access import is_as_wide_as_the_window, violations
from tests.fakes.gateway_app import GatewayApp
from tests.product import free_ports

pytestmark = pytest.mark.e2e

NAME = "Brändö-Kumlinge-Sottunga samkommun"
FAINTEST = "#4c689d"
"""Just lets itself be read on the palest surface."""
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 32"><path d="M0 0h24v18L12 32 0 18z"/></svg>'


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayApp]:
    folder = tmp_path_factory.mktemp("town")
    logo = folder / "vapen.svg"
    logo.write_text(DRAWN)
    more = {"town_name": NAME, "logo": logo, "accent": FAINTEST}
    with GatewayApp(folder, port=free_ports(1)[0], **more) as app:
        yield app


def logo_is_drawn(page: Page) -> bool:
    return bool(page.locator("img.logo").evaluate("each => each.complete && each.naturalWidth > 0"))


@pytest.mark.parametrize("width", [360, 1280])
def test_the_chat_page_bears_the_town_and_has_no_faults(open_chat: OpenChat, town: GatewayApp, width: int) -> None:
    page = open_chat(url=f"{town.base}/", width=width)
    expect(page.get_by_role("heading", level=1)).to_have_accessible_name(f"Bollplank {NAME}")
    expect(page).to_have_title(f"Bollplank: fråga it-stödet – {NAME}")
    ask(page, "skrivarn funkar int")
    assert logo_is_drawn(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
        assert is_as_wide_as_the_window(page)


@pytest.mark.parametrize("path", ["/guides", "/login"])
def test_other_pages_bear_it_too(open_chat: OpenChat, town: GatewayApp, path: str) -> None:
    page = open_chat(url=f"{town.base}/", width=360)
    page.goto(f"{town.base}{path}")
    expect(page.locator(".brand")).to_contain_text(NAME)
    assert logo_is_drawn(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
        assert is_as_wide_as_the_window(page)


@pytest.mark.parametrize("asks_for_it", [False, True], ids=["name", "name and logo"])
def test_on_another_page_the_logo_stands_where_that_page_asks_for_it(
    open_chat: OpenChat, town: GatewayApp, asks_for_it
) -> None:
    policy = f"default-src 'none'; script-src {town.base}; connect-src {town.base}"
    policy += f"; img-src {town.base}" if asks_for_it else ""
    script = f'<script src="{town.base}/widget.js"{" data-logo" if asks_for_it else ""} defer></script>'
    body = (
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>Intranät</title><main>Hej</main>{script}</html>'
    )
    with a_site(body, policy=policy) as address:
        page = open_chat(url=address)
        page.get_by_role("button", name="Fråga it-stödet").click()
        expect(page.get_by_role("heading", name=f"Bollplank {NAME}")).to_be_visible()
        expect(page.locator("img.logo")).to_have_count(int(asks_for_it))
        if asks_for_it:
            expect(page.locator("img.logo")).to_have_js_property("complete", True)
            assert logo_is_drawn(page)
