"""No person's words in any log of the running product, when a part fails under a conversation."""

import uuid

import httpx
import pytest

from tests.product import Product

pytestmark = [pytest.mark.e2e, pytest.mark.alone]


def say(product: Product, text: str) -> None:
    body = {"text": text, "language": "sv", "message_id": str(uuid.uuid4())}
    answer = httpx.post(f"{product.base}/v1/messages", json=body, timeout=30).json()
    assert len(answer["replies"]) == 1


def test_a_message_that_the_dialogue_loses_stands_in_no_log(product: Product) -> None:
    product.running()["actions"].suspend()
    try:
        say(product, "zebrafinken i kopiatorn låter inte bra")  # Rasa waits for its actions, the gateway hangs up
    finally:
        product.running()["actions"].resume()
    product.wait_for_part("rasa", up=True)
    try:
        product.control("stop", "actions")
        say(product, "zebrafinken i kopiatorn tiger nu")
    finally:
        product.control("start", "actions")
    logs = {path.name: path.read_text("utf-8", errors="replace") for path in (product.var / "logs").glob("*.log")}
    assert "rest.message.received.timeout" in logs["rasa.log"]
    assert "bot_unavailable" in logs["gateway.log"]
    assert "bot_reply_unusable" in logs["gateway.log"]
    assert not [name for name, text in logs.items() if "zebrafinken" in text]
