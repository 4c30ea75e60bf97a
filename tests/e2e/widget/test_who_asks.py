"""The intranet's page says who asks: by a token in the script tag, or by a function that gives one."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import time

import jwt
import pytest
from playwright.sync_api import Browser, Page, expect

from api.db.people_tables import Person
from api.settings import IdentitySettings
from tests.e2e.talk import ask
from tests.fakes.gateway_app import GatewayApp
from tests.product import free_ports

pytestmark = pytest.mark.e2e
SECRET = "i" * 32


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayApp]:
    identity = IdentitySettings(secret=SECRET)
    with GatewayApp(tmp_path_factory.mktemp("town"), port=free_ports(1)[0], identity=identity) as app:
        yield app


def token(email: str, *, age_s: int = 0) -> str:
    now = int(time()) - age_s
    return jwt.encode({"email": email, "aud": "bollplank", "iat": now, "exp": now + 300}, SECRET, "HS256")


def open_intranet(browser: Browser, town: GatewayApp, attributes: str, script: str = "") -> Page:
    page = browser.new_context(locale="sv-FI").new_page()
    body = f"""<!doctype html><html lang="sv"><title>Intranät</title><script>{script}</script>
        <script src="{town.base}/widget.js" {attributes} defer></script></html>"""
    with ThreadingHTTPServer(("127.0.0.1", 0), _page_server(body)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.wait_for_selector("bollplank-chat[ready]", state="attached")
        server.shutdown()
    page.get_by_role("button", name="Fråga it-stödet").click()
    return page


def _page_server(body: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    return Handler


def emails(town: GatewayApp) -> set[str]:
    return town.write(lambda session: {person.email for person in session.query(Person)})


def test_a_token_in_the_tag_says_who_asks(browser: Browser, town: GatewayApp) -> None:
    page = open_intranet(browser, town, f'data-identity="{token("anna@example.ax")}"')
    ask(page, "hej")
    assert "anna@example.ax" in emails(town)
    page.context.close()


def test_an_old_token_is_renewed_by_the_pages_function_and_nothing_is_lost(browser: Browser, town: GatewayApp) -> None:
    old, new = token("bertil@example.ax", age_s=900), token("bertil@example.ax")
    script = f"const tokens = ['{old}', '{new}']; window.whoAsks = async () => tokens.shift();"
    page = open_intranet(browser, town, 'data-identity-callback="whoAsks"', script)
    ask(page, "hej")
    expect(page.locator(".card.person")).to_have_count(1)
    assert "bertil@example.ax" in emails(town)
    page.context.close()


def test_a_forged_token_is_told_and_the_text_comes_back(browser: Browser, town: GatewayApp) -> None:
    page = open_intranet(browser, town, 'data-identity="a.b.c"')
    page.get_by_role("textbox").fill("hej")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Jag kunde inte se vem du är.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("hej")
    page.context.close()


def test_without_a_token_people_ask_anonymously(browser: Browser, town: GatewayApp) -> None:
    before = emails(town)
    page = open_intranet(browser, town, "")
    ask(page, "hej")
    assert emails(town) == before
    page.context.close()
