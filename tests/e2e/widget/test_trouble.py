"""A bad network and a broken server: nothing typed is lost, nothing is sent twice, and it is said."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.talk import ask
from tests.e2e.widget.conftest import OpenChat
from tests.fakes.gateway_app import GatewayApp

pytestmark = pytest.mark.e2e


def write(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")


def conversation_of(page: Page) -> str:
    return str(page.evaluate("JSON.parse(localStorage['bollplank.conversation'])"))


def heard(gateway: GatewayApp, text: str) -> int:
    return sum(message.text == text for message in gateway.bot.heard)


def test_reloading_keeps_the_talk_and_the_newest_buttons(chat: Page) -> None:
    ask(chat, "vilken")
    chat.get_by_role("button", name="VPN hemifrån – Första gången").click()
    expect(chat.locator(".card.bollplank")).to_have_count(2)
    before = chat.locator(".card").all_inner_texts()
    chat.reload()
    expect(chat.locator(".card")).to_have_count(len(before))
    assert chat.locator(".card").all_inner_texts() == before
    expect(chat.get_by_role("button", name="Det löste sig")).to_be_visible()


def test_what_is_typed_and_not_sent_survives_a_reload(chat: Page) -> None:
    chat.get_by_role("textbox").fill("en halv fråga")
    chat.reload()
    expect(chat.get_by_role("textbox")).to_have_value("en halv fråga")


def test_offline_is_said_and_the_message_is_sent_once_later(chat: Page, gateway: GatewayApp) -> None:
    ask(chat, "hej")
    chat.context.set_offline(True)
    write(chat, "skriven utan nät")
    expect(chat.get_by_role("status").filter(has_text="Du är offline")).to_be_visible()
    expect(chat.locator(".card.person").last).to_contain_text("Inte skickat än")
    chat.context.set_offline(False)
    expect(chat.locator(".card.bollplank")).to_have_count(2)
    expect(chat.get_by_text("Inte skickat än")).to_have_count(0)
    expect(chat.get_by_text("Du är offline")).to_have_count(0)
    assert heard(gateway, "skriven utan nät") == 1


def test_an_unsent_message_survives_a_reload_and_is_sent_once(chat: Page, gateway: GatewayApp) -> None:
    ask(chat, "hej")
    gateway.trouble.refuse = 503
    write(chat, "kvar efter omladdning")
    expect(chat.get_by_role("status").filter(has_text="svarar inte just nu")).to_be_visible()
    chat.reload()
    expect(chat.locator(".card.person").last).to_contain_text("kvar efter omladdning")
    expect(chat.get_by_role("button", name="Försök nu")).to_be_visible()
    gateway.trouble.refuse = None
    chat.get_by_role("button", name="Försök nu").click()
    expect(chat.locator(".card.bollplank")).to_have_count(2)
    assert heard(gateway, "kvar efter omladdning") == 1
    expect(chat.locator(".card.person")).to_have_count(2)


def test_an_answer_lost_on_the_way_is_fetched_and_nothing_is_doubled(chat: Page, gateway: GatewayApp) -> None:
    ask(chat, "hej")
    gateway.trouble.lose_replies = 1
    write(chat, "svaret försvann")
    expect(chat.locator(".card.bollplank")).to_have_count(2)
    assert len(gateway.trouble.posts) == 3
    assert heard(gateway, "svaret försvann") == 1
    chat.reload()
    expect(chat.locator(".card")).to_have_count(4)


def test_messages_written_in_a_row_keep_their_order(chat: Page, gateway: GatewayApp) -> None:
    ask(chat, "hej")
    gateway.trouble.slow_s = 0.3
    for text in ("ett", "två", "tre"):
        write(chat, text)
    expect(chat.locator(".card.bollplank")).to_have_count(4)
    assert [message.text for message in gateway.bot.heard][-3:] == ["ett", "två", "tre"]


def test_thinking_is_shown_only_when_it_takes_a_while(chat: Page, gateway: GatewayApp) -> None:
    chat.evaluate(
        """() => {
            window.seen = [];
            const status = document.querySelector('bollplank-chat').shadowRoot.querySelector('.status');
            new MutationObserver(() => window.seen.push(status.dataset.state)).observe(status, { attributes: true });
        }"""
    )
    ask(chat, "hej")
    assert "thinking" not in chat.evaluate("window.seen")
    gateway.trouble.slow_s = 1.0
    write(chat, "hej igen")
    expect(chat.get_by_role("status").filter(has_text="Söker svar")).to_be_visible()
    expect(chat.locator(".card.bollplank")).to_have_count(2)
    expect(chat.get_by_text("Söker svar")).to_have_count(0)


def test_a_conversation_the_server_has_forgotten_starts_anew_with_the_text(chat: Page) -> None:
    chat.evaluate("localStorage['bollplank.conversation'] = JSON.stringify('finns-inte')")
    card = ask(chat, "hur når jag G: hemma")
    expect(chat.get_by_text("Den tidigare konversationen finns inte längre")).to_be_visible()
    expect(card).to_contain_text("VPN hemifrån")
    assert conversation_of(chat) != "finns-inte"


def test_opening_a_forgotten_conversation_gives_the_first_screen(chat: Page) -> None:
    chat.evaluate("localStorage['bollplank.conversation'] = JSON.stringify('finns-inte')")
    chat.reload()
    expect(chat.get_by_role("heading", name="Vad behöver du hjälp med?")).to_be_visible()


def test_a_refused_message_comes_back_into_the_box_with_the_servers_sentence(chat: Page, gateway: GatewayApp) -> None:
    ask(chat, "hej")
    gateway.trouble.refuse = 422
    write(chat, "något konstigt")
    expect(chat.get_by_role("textbox")).to_have_value("något konstigt")
    expect(chat.get_by_text("Meddelandet gick inte att skicka")).to_be_visible()


def test_what_came_while_the_stream_was_away_is_told_once(chat: Page, gateway: GatewayApp) -> None:
    ask(chat, "hej")
    conversation = conversation_of(chat)
    gateway.push(conversation, "desk_reply", name="Anna", text="före avbrottet", ticket="BP-1001")
    expect(chat.locator(".card.desk")).to_have_count(1)
    gateway.kick_streams()
    gateway.push(conversation, "desk_reply", name="Anna", text="under avbrottet", ticket="BP-1001")
    expect(chat.locator(".card.desk")).to_have_count(2, timeout=15_000)
    gateway.push(conversation, "desk_reply", name="Anna", text="efter avbrottet", ticket="BP-1001")
    expect(chat.locator(".card.desk")).to_have_count(3)
    chat.wait_for_timeout(500)
    texts = chat.locator(".card.desk .words").all_inner_texts()
    assert texts == ["före avbrottet", "under avbrottet", "efter avbrottet"]


def test_a_stream_that_was_refused_is_tried_again(open_chat: OpenChat, gateway: GatewayApp) -> None:
    page = open_chat()
    gateway.trouble.silent_streams = True
    ask(page, "hej")
    conversation = conversation_of(page)
    gateway.push(conversation, "desk_reply", name="Anna", text="medan strömmen var nere", ticket="BP-1001")
    gateway.trouble.silent_streams = False
    expect(page.locator(".card.desk")).to_have_count(1, timeout=15_000)


def test_when_the_dialogue_is_down_there_is_still_a_reply(chat: Page, gateway: GatewayApp) -> None:
    gateway.bot.down = True
    card = ask(chat, "hur når jag G: hemma")
    expect(card.get_by_role("button", name="Fråga en människa")).to_be_visible()


def test_a_page_whose_chat_does_not_come_says_what_to_do(browser: Browser, gateway: GatewayApp) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.route("**/widget.js", lambda route: route.abort())
    page.goto(gateway.base)
    expect(page.get_by_text("The chat could not be loaded. Reload the page, call IT support on 018")).to_be_visible(
        timeout=8_000
    )
    assert "The chat needs JavaScript" in page.locator("noscript").inner_text()
    context.close()
