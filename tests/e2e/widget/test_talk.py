"""What the chat shows for every kind of reply, and what a keyboard and a screen reader meet."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.talk import ask, press, shown_steps
from tests.e2e.widget.conftest import OpenChat
from tests.fakes.gateway_app import GatewayApp

pytestmark = pytest.mark.e2e


def focused(page: Page) -> str:
    return str(page.evaluate("document.querySelector('bollplank-chat').shadowRoot.activeElement?.id"))


def test_the_first_screen_says_what_this_is_and_offers_four_questions_and_a_person(chat: Page) -> None:
    expect(chat.get_by_role("heading", name="Vad behöver du hjälp med?")).to_be_visible()
    expect(chat.locator(".popular button")).to_have_count(4)
    expect(chat.get_by_role("button", name="Fråga en människa")).to_be_visible()
    expect(chat.get_by_role("button", name="Börja om")).to_be_hidden()
    chat.locator(".popular button").first.click()
    expect(chat.locator(".card.bollplank")).to_have_count(1)
    expect(chat.locator(".welcome")).to_have_count(0)


def test_an_answer_has_title_steps_and_a_folded_source(chat: Page) -> None:
    card = ask(chat, "hur når jag G: hemma")
    expect(card.get_by_role("heading", name="VPN hemifrån: Första gången")).to_be_visible()
    assert card.locator("ol.steps > li").count() == 3
    expect(card.locator("strong").first).to_have_text("Cisco Secure Client")
    expect(card.locator("code")).to_have_text("vpn.example.ax")
    expect(card.get_by_text("Granskad")).to_be_hidden()
    card.locator("summary").click()
    expect(card.get_by_text("Ansvarig: it-kansliet · Granskad 12 september 2026")).to_be_visible()


def test_links_lead_over_https_or_to_our_own_guides(chat: Page, gateway: GatewayApp) -> None:
    card = ask(chat, "hur når jag G: hemma")
    hrefs = [link.get_attribute("href") for link in card.locator("ol.steps a").all()]
    assert hrefs == ["https://losenord.example.ax", f"{gateway.base}/guides/glomt-losenord#nytt"]


def test_a_long_answer_shows_five_steps_and_then_the_rest(chat: Page) -> None:
    card = ask(chat, "skrivarn funkar int")
    expect(card).to_contain_text("Guiden har inte granskats i tid")
    expect(card.locator("ol.steps > li")).to_have_count(5)
    expect(card.locator("ol.steps > li").nth(1).locator("ul > li")).to_have_count(2)
    assert shown_steps(card)[5] == "Starta om datorn."
    expect(card.locator("ol.steps > li")).to_have_count(8)
    assert card.evaluate("() => document.querySelector('bollplank-chat').shadowRoot.activeElement.innerText") == (
        "Starta om datorn."
    )


def test_one_step_at_a_time_keeps_the_steps_number(chat: Page) -> None:
    ask(chat, "skrivarn funkar int")
    press(chat, "Ett steg i taget")
    card = press(chat, "Nästa steg")
    expect(card).to_contain_text("Steg 2 av 8")
    assert card.locator("ol.steps").get_attribute("start") == "2"


def test_a_guide_without_steps_is_shown_as_text(chat: Page) -> None:
    card = ask(chat, "regler för egna program")
    expect(card.locator("ul > li")).to_have_count(2)
    expect(card.locator("ol")).to_have_count(0)


def test_a_used_button_is_replaced_by_what_was_chosen(chat: Page) -> None:
    first = ask(chat, "vilken")
    expect(first.locator(".choices button")).to_have_count(3)
    press(chat, "VPN hemifrån – Första gången")
    expect(first.locator("button")).to_have_count(0)
    expect(first.locator(".chosen")).to_have_text("Du valde: VPN hemifrån – Första gången")
    expect(chat.locator(".card.person")).to_have_count(1)
    assert focused(chat) == "box"


def test_only_the_newest_reply_can_be_pressed(chat: Page) -> None:
    first = ask(chat, "hur når jag G: hemma")
    ask(chat, "skrivarn funkar int")
    expect(first.locator(".actions")).to_have_count(0)


def test_the_form_asks_one_thing_at_a_time_and_ends_with_a_number(chat: Page) -> None:
    ask(chat, "när kommer lönen")
    card = press(chat, "Fråga en människa")
    expect(card).to_contain_text("Fråga 1 av 4")
    expect(chat.get_by_role("textbox", name="Skriv ditt svar")).to_be_visible()
    expect(chat.get_by_text("Står det ett felmeddelande på skärmen")).to_be_visible()
    ask(chat, "Skrivaren blinkar")
    expect(chat.get_by_text("skrivarens nummer eller rummet")).to_be_visible()
    ask(chat, "Rum 214")
    press(chat, "Jag kan inte jobba")
    summary = press(chat, "Svara här i chatten")
    expect(summary).to_contain_text("Rum 214")
    created = press(chat, "Ja, skicka")
    expect(created).to_contain_text(re.compile(r"BP-\d{4}"))
    expect(chat.get_by_role("textbox", name="Skriv din fråga")).to_be_visible()


def test_a_desk_reply_and_a_new_status_arrive_without_reloading(chat: Page, gateway: GatewayApp) -> None:
    ask(chat, "hej")
    conversation = chat.evaluate("JSON.parse(localStorage['bollplank.conversation'])")
    gateway.push(conversation, "desk_reply", name="Anna Holm", text="Jag kommer kl. 14.", ticket="BP-1001")
    gateway.push(conversation, "ticket_status", status="open", ticket="BP-1001")
    desk = chat.locator(".card.desk")
    expect(desk).to_contain_text("Anna Holm, it-stödet")
    expect(desk).to_contain_text(re.compile(r"i dag \d\d\.\d\d"))
    expect(chat.get_by_text("Ärende BP-1001: it-stödet arbetar med det.")).to_be_visible()


def test_the_language_changes_at_once_and_for_what_was_said(chat: Page) -> None:
    card = ask(chat, "hur når jag G: hemma")
    chat.get_by_role("button", name="Suomi").click()
    expect(chat.get_by_role("button", name="Lähetä")).to_be_visible()
    expect(chat.locator(".card.bollplank")).to_have_count(2)
    expect(card.get_by_text("Lähde: VPN hemifrån")).to_be_visible()
    expect(chat.get_by_text("lang:fi")).to_have_count(0)
    assert chat.evaluate("document.documentElement.lang") == "fi"
    chat.reload()
    expect(chat.get_by_role("button", name="Lähetä")).to_be_visible()
    expect(chat.get_by_text("lang:fi")).to_have_count(0)


def test_enter_sends_and_shift_enter_gives_a_new_line(chat: Page) -> None:
    box = chat.get_by_role("textbox")
    box.focus()
    chat.keyboard.type("hej")
    chat.keyboard.press("Shift+Enter")
    chat.keyboard.type("där")
    chat.keyboard.press("Enter")
    expect(chat.locator(".card.person")).to_have_text("Du: hej\ndär")
    expect(box).to_have_value("")


def test_the_limit_is_told_before_sending(chat: Page, gateway: GatewayApp) -> None:
    box = chat.get_by_role("textbox")
    box.fill("ä" * 1900)
    expect(chat.locator("#hint")).to_have_text("100 tecken kvar")
    box.fill("ä" * 2012)
    expect(chat.locator("#hint")).to_contain_text("12 tecken för mycket")
    chat.keyboard.press("Enter")
    expect(box).to_have_value("ä" * 2012)
    assert gateway.trouble.posts == []


def test_an_empty_message_is_not_sent_and_says_why(chat: Page, gateway: GatewayApp) -> None:
    chat.get_by_role("textbox").focus()
    chat.keyboard.press("Enter")
    expect(chat.locator("#hint")).to_have_text("Skriv något först.")
    assert gateway.trouble.posts == []


def test_whatever_guides_and_people_write_is_shown_as_text(chat: Page) -> None:
    card = ask(chat, "ont i sinnet <img src=x onerror=document.title='hacked'>")
    expect(card.locator("img, script, svg, b, i, u")).to_have_count(0)
    expect(card).to_contain_text("<img src=x onerror=document.title='hacked'>")
    expect(card).to_contain_text("[klicka](javascript:document.title='hacked')")
    hrefs = [link.get_attribute("href") or "" for link in card.locator("a").all()]
    assert all(href.startswith(("https://", "http://127.0.0.1")) for href in hrefs)
    assert "hacked" not in chat.title()


def test_new_things_are_announced_once_and_old_ones_not_at_all(chat: Page, gateway: GatewayApp) -> None:
    ask(chat, "hej")
    chat.reload()
    log = chat.get_by_role("log")
    expect(log.locator(".card")).to_have_count(2)
    expect(log).to_have_attribute("aria-live", "polite")
    chat.evaluate(
        """() => {
            const log = document.querySelector('bollplank-chat').shadowRoot.querySelector('[role=log]');
            window.announced = [];
            const heard = (node) => log.getAttribute('aria-live') === 'polite' && announced.push(node.textContent);
            new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(heard)))
              .observe(log, { childList: true, subtree: true });
        }"""
    )
    conversation = chat.evaluate("JSON.parse(localStorage['bollplank.conversation'])")
    gateway.push(conversation, "desk_reply", name="Anna", text="Hej från it-stödet", ticket="BP-1001")
    expect(chat.locator(".card.desk")).to_be_visible()
    gateway.kick_streams()
    chat.get_by_role("button", name="English").click()
    expect(chat.get_by_role("button", name="Send")).to_be_visible()
    chat.wait_for_timeout(300)
    assert len([said for said in chat.evaluate("window.announced") if "Hej från it-stödet" in said]) == 1


def test_starting_over_asks_first_and_forgets_the_talk(chat: Page) -> None:
    ask(chat, "hej")
    chat.get_by_role("button", name="Börja om").click()
    chat.keyboard.press("Escape")
    expect(chat.locator(".card.bollplank")).to_have_count(1)
    chat.get_by_role("button", name="Börja om").click()
    chat.get_by_role("dialog").get_by_role("button", name="Börja om").click()
    expect(chat.locator(".card")).to_have_count(0)
    expect(chat.get_by_role("heading", name="Vad behöver du hjälp med?")).to_be_visible()
    chat.reload()
    expect(chat.get_by_role("heading", name="Vad behöver du hjälp med?")).to_be_visible()


def test_a_guide_page_leads_into_the_chat_with_its_title(open_chat: OpenChat, gateway: GatewayApp) -> None:
    page = open_chat(language="en-GB")
    page.goto(f"{gateway.base}/guides/vpn-hemifran.en")
    page.get_by_role("link", name="Ask about this").click()
    expect(page.get_by_role("textbox")).to_have_value("VPN from home: ")
    assert page.url == f"{gateway.base}/"
