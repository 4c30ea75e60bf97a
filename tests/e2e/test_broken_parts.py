"""Never silent: processes are killed and stopped under a running conversation."""

import time
import uuid

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.talk import ask, press
from tests.product import Product

pytestmark = [pytest.mark.e2e, pytest.mark.alone]


def say(product: Product, text: str, conversation: str | None = None) -> dict:
    body = {"conversation": conversation, "text": text, "language": "sv", "message_id": str(uuid.uuid4())}
    response = httpx.post(f"{product.base}/v1/messages", json=body, timeout=30)
    assert response.status_code == 200, response.text
    answer = response.json()
    assert len(answer["replies"]) == 1
    return answer


def test_a_killed_rasa_is_noticed_by_nobody_for_long(page: Page, product: Product) -> None:
    ask(page, "hej")
    product.kill("rasa")
    card = ask(page, "kan int öppna bilagan i mejlet")
    expect(card).to_contain_text("bara delvis")
    expect(card.locator(".guide-title, .choices").first).to_be_visible()
    product.wait_for_part("rasa", up=True)
    deadline = time.monotonic() + 30
    while "bara delvis" in (text := ask(page, "kan int öppna bilagan i mejlet").inner_text()):
        assert time.monotonic() < deadline, text
    press(page, "Det löste sig")


def test_with_everything_behind_it_down_a_person_is_offered_and_reached(product: Product) -> None:
    try:
        product.control("stop", "rasa", "retrieval")
        answer = say(product, "skrivarn vill int skriva ut")
        reply = answer["replies"][0]
        assert "human" in [button["id"] for button in reply["buttons"]]
        body = {"conversation": answer["conversation"], "button": "human", "message_id": str(uuid.uuid4())}
        ticket = httpx.post(f"{product.base}/v1/messages", json=body, timeout=30).json()["replies"][0]
        assert ticket["kind"] == "ticket_created"
        assert ticket["ticket"]["id"].startswith("BP-")
    finally:
        product.control("start", "retrieval", "rasa")
        product.wait_for_part("retrieval", up=True)
        product.wait_for_part("rasa", up=True)


def test_a_half_filled_form_survives_a_killed_rasa(product: Product) -> None:
    conversation = say(product, "kan jag få prata med nån på it")["conversation"]
    asked = say(product, "programmet för scheman öppnas inte alls på min dator", conversation)["replies"][0]
    assert asked["form"]["field"] == "where"
    product.kill("rasa")
    product.wait_for_part("rasa", up=True)
    deadline = time.monotonic() + 120
    # Until the gateway trusts Rasa again it keeps the words and offers to send what there is: said, not lost.
    while (after := say(product, "rum 204, stationär dator", conversation)["replies"][0])["form"] is None:
        assert time.monotonic() < deadline, after
        time.sleep(2)
    assert after["form"]["field"] == "urgency"


def test_a_restarted_gateway_has_lost_nothing(product: Product) -> None:
    conversation = say(product, "kan int öppna bilagan i mejlet")["conversation"]
    product.kill("gateway")
    time.sleep(1)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            history = httpx.get(f"{product.base}/v1/conversations/{conversation}", timeout=5).json()
            break
        except httpx.HTTPError:
            time.sleep(0.3)
    assert [item["who"] for item in history["items"]] == ["person", "bollplank"]


def test_a_guide_saved_while_running_is_found_within_five_seconds(product: Product) -> None:
    guide = product.guides / "kaffemaskin-koppla.md"
    guide.write_text(
        "---\nid: kaffemaskin-koppla\ntitle: Koppla flygsimulatorn till nätet\nlanguage: sv\nowner: it-kansliet\n"
        "reviewed: 2026-11-01\nreview_every: 180d\naudience: [alla]\nsystems: []\ntags: []\nquestions:\n"
        "  - hur kopplar man flygsimulatorn till nätet\n  - flygsimulatorn får int kontakt\n  - simulatorn e offline\n"
        "  - flygsimulator nätverk\nstatus: published\n---\n\n# Koppla flygsimulatorn till nätet\n\nKort.\n\n"
        "## Koppla\n\n1. Slå på flygsimulatorn.\n2. Välj **Nät**.\n3. Skriv koden.\n4. Vänta.\n",
        encoding="utf-8",
    )
    saved = time.monotonic()
    try:
        while True:
            reply = say(product, "hur kopplar man flygsimulatorn till nätet")["replies"][0]
            if reply["guide"] == "kaffemaskin-koppla":
                break
            assert time.monotonic() - saved < 5, reply
            time.sleep(0.2)
        assert reply["steps"][0] == "Slå på flygsimulatorn."
    finally:
        guide.unlink()
