"""The whole loop in a real browser with a real Request Tracker: asked, escalated, answered there, solved here."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.talk import ask, press
from tests.fakes.gateway_app import GatewayApp
from tests.product import free_ports
from tests.servers.rt import NotHereError, Rt

pytestmark = [pytest.mark.e2e, pytest.mark.server]
SECRET = "hook secret"
DELIVERED_MS = 60_000
SCREENSHOTS = Path("var/screenshots")


@dataclass
class Loop:
    """Everything that takes part."""

    gateway: GatewayApp
    rt: Rt

    def rt_ticket(self) -> dict[str, str]:
        headers = {"Authorization": f"token {self.rt.token}"}
        query = {"query": "Queue='IT-support'", "fields": "Subject,Status", "orderby": "id", "order": "DESC"}
        listed = httpx.get(
            f"{self.rt.url}/REST/2.0/tickets", params=query, headers=headers, trust_env=False, timeout=60
        )
        found: list[dict[str, str]] = listed.json()["items"]
        return found[0] if found else {}


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    [port] = free_ports(1)
    hook = f"http://127.0.0.1:{port}/v1/hooks/rt"
    try:
        rt = Rt.start(tmp_path_factory.mktemp("rt"), hook_url=hook, hook_secret=SECRET)
    except NotHereError as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("gateway")
    system = {"url": rt.url, "token": rt.token, "hook_secret": SECRET}
    with GatewayApp(folder, port=port, ticket_system="rt", rt=system) as gateway:
        settings = {f"BOLLPLANK_RT__{name.upper()}": value for name, value in system.items()}
        environment = {**os.environ, **settings, "BOLLPLANK_VAR_DIR": str(folder), "BOLLPLANK_TICKET_SYSTEM": "rt"}
        # A pause so long that only the webhook can bring an answer in time.
        environment |= {"BOLLPLANK_RT__POLL": "3600", "NO_PROXY": "127.0.0.1"}
        worker = subprocess.Popen([sys.executable, "-m", "api.worker"], env=environment, stdout=subprocess.DEVNULL)
        yield Loop(gateway, rt)
        worker.send_signal(signal.SIGTERM)
        worker.wait(timeout=30)
    rt.stop()


@pytest.fixture
def chat(browser: Browser, loop: Loop) -> Iterator[Page]:
    context = browser.new_context(locale="sv-FI", viewport={"width": 1100, "height": 860})
    page = context.new_page()
    page.goto(f"{loop.gateway.base}/")
    page.wait_for_selector("bollplank-chat[ready]", state="attached")
    yield page
    context.close()


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + DELIVERED_MS / 1000
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.5)


def picture(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"rt-loop-{name}.png")


def test_asked_in_the_chat_answered_in_request_tracker_solved_in_the_chat(chat: Page, loop: Loop) -> None:
    ask(chat, "skrivarn funkar int")
    press(chat, "Fråga en människa")
    ask(chat, "skrivaren tuggar papper")
    ask(chat, "våning två")
    press(chat, "Inom ett par dagar")
    press(chat, "Svara här i chatten")
    card = press(chat, "Ja, skicka")
    expect(card).to_contain_text("BP-1001")
    wait_until(lambda: "BP-1001" in loop.rt_ticket().get("Subject", ""))
    picture(chat, "1-sent")

    ticket = loop.rt_ticket()["id"]
    anna(loop.rt.anna_writes(ticket, "Jag kommer kl 14. Går det bra?"))
    expect(chat.locator(".card.desk")).to_contain_text("Jag kommer kl 14.", timeout=DELIVERED_MS)
    picture(chat, "2-answered")

    press(chat, "Svara")
    card = ask(chat, "det går bra, rum 12")
    expect(card).to_contain_text("Skickat till BP-1001.")
    press(chat, "Fråga Bollplank i stället")
    anna(loop.rt.anna_writes(ticket, "Nytt fack är på plats."))
    expect(chat.locator(".card.desk")).to_have_count(2, timeout=DELIVERED_MS)
    card = press(chat, "Det löste sig")
    expect(card).to_contain_text("BP-1001 är märkt som löst")
    wait_until(lambda: loop.rt_ticket()["Status"] == "resolved")
    picture(chat, "3-solved")


def anna(does: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own, since the browser library keeps an event loop running in this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(asyncio.run, does).result()
