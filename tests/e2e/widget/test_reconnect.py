"""Five hundred messages over a network that comes and goes: none lost, none doubled, all in order."""

import random
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.talk import ask
from tests.e2e.widget.test_trouble import conversation_of
from tests.fakes.gateway_app import GatewayApp

pytestmark = pytest.mark.e2e

MESSAGES = 500
PUSHES = 100
TROUBLE_IN_100 = 12
DONE_S = 120
WRITE = """text => {
    const box = document.querySelector('bollplank-chat').shadowRoot.querySelector('.box');
    box.value = text;
    box.form.requestSubmit();
}"""
WAITING = "JSON.parse(localStorage['bollplank.outbox'] ?? '[]').length"
BACK = "window.dispatchEvent(new Event('online'))"


class BadNetwork:
    """One trouble at a time, ended before the next."""

    def __init__(self, page: Page, gateway: GatewayApp, seed: int) -> None:
        self._page, self._gateway = page, gateway
        self.random = random.Random(seed)
        self.had = dict.fromkeys(("offline", "refused", "lost", "kicked", "reloaded"), 0)

    def next(self) -> None:
        self.over()
        kind = self.random.choice(list(self.had))
        self.had[kind] += 1
        if kind == "offline":
            self._page.context.set_offline(True)
        elif kind == "refused":
            self._gateway.trouble.refuse = 503
        elif kind == "lost":
            self._gateway.trouble.lose_replies = self.random.randint(1, 2)
        elif kind == "kicked":
            self._gateway.kick_streams()
        else:
            self._page.reload()
            self._page.wait_for_selector("bollplank-chat[ready]", state="attached")

    def over(self) -> None:
        self._gateway.trouble.refuse = None
        self._page.context.set_offline(False)
        self._page.evaluate(BACK)


def test_500_messages_and_random_disconnects(chat: Page, gateway: GatewayApp, capsys: pytest.CaptureFixture) -> None:
    ask(chat, "hej 0")
    conversation, already = conversation_of(chat), len(gateway.bot.heard)
    network = BadNetwork(chat, gateway, seed=20261125)
    said, pushed = [f"hej {number}" for number in range(1, MESSAGES + 1)], []
    for number, text in enumerate(said):
        if network.random.randrange(100) < TROUBLE_IN_100:
            network.next()
        chat.evaluate(WRITE, text)
        if number % (MESSAGES // PUSHES) == 0:
            pushed.append(f"nyhet {number}")
            gateway.push(conversation, "desk_reply", name="Anna", text=pushed[-1], ticket="BP-1001")
    network.over()
    _wait_until_all_is_sent(chat)

    heard = [message.text for message in gateway.bot.heard[already:]]
    history = chat.evaluate(
        "id => fetch(`/v1/conversations/${id}`).then((answer) => answer.json()).then((all) => all.items)", conversation
    )
    stored = [item["text"] for item in history if item["who"] == "person"][1:]
    shown, told = _shown(chat, ".card.person .words")[1:], _shown(chat, ".card.desk .words")
    with capsys.disabled():
        print(f"\n{MESSAGES} messages, {PUSHES} pushes, troubles {network.had}:")
        for name, wanted, got in (
            ("dialogue", said, heard),
            ("stored", said, stored),
            ("shown", said, shown),
            ("pushes shown", pushed, told),
        ):
            print(f"  {name}: {_compare(wanted, got)}")
    assert heard == stored == shown == said
    assert told == pushed
    assert sum(network.had.values()) >= MESSAGES * TROUBLE_IN_100 // 200
    assert sum(item["who"] == "bollplank" for item in history) == MESSAGES + 1


def _wait_until_all_is_sent(page: Page) -> None:
    for _ in range(DONE_S * 10):  # the page's policy forbids what wait_for_function does
        if page.evaluate(WAITING) == 0:
            break
        page.wait_for_timeout(100)
    expect(page.get_by_text("Inte skickat än")).to_have_count(0)
    page.wait_for_timeout(6_000)  # the stream's own pause before it connects again


def _shown(page: Page, selector: str) -> list[str]:
    """What stands in the talk, also what is folded away."""
    earlier = page.get_by_role("button", name="Visa tidigare meddelanden")
    while earlier.count():
        earlier.click()
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def _compare(wanted: list[str], got: list[str]) -> dict[str, Any]:
    return {
        "lost": len(set(wanted) - set(got)),
        "doubled": len(got) - len(set(got)),
        "in order": got == wanted,
    }
