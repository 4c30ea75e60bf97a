"""Whatever is told, Slack and Teams take it: checked against their schemas and limits as far as these come with
packages for Python. What they publish elsewhere: tests/contract/test_published_schemas.py."""

import pytest
from hypothesis import given, settings

from api.channels.slack.blocks import shown
from api.channels.slack.mrkdwn import mrkdwn, plain_words
from api.channels.slack.views import Behind, home, ticket_form
from api.channels.teams import cards
from api.channels.teams.inbound import plain_words as teams_words
from api.chat.messages import Address, Button, Reply
from api.chat.pushed import Outgoing
from api.texts.catalogue import Catalogue
from tests.outgoing import LANGUAGES, messages
from tests.stand_ins import adaptive, block_kit, streams

CATALOGUE = Catalogue()


@given(messages)
@settings(max_examples=40, deadline=None)
def test_slack_takes_every_message(message: Outgoing) -> None:
    assert block_kit.mistakes(shown(message, CATALOGUE).blocks) == []


@given(messages)
@settings(max_examples=40, deadline=None)
def test_teams_takes_every_card(message: Outgoing) -> None:
    assert adaptive.mistakes(cards.card(message, CATALOGUE)) == []


@given(messages)
@settings(max_examples=40, deadline=None)
def test_a_stream_ends_with_words_and_perhaps_a_card_below(message: Outgoing) -> None:
    below = cards.card_below(message, CATALOGUE)
    assert below is None or adaptive.mistakes(below) == []
    words = cards.words_above(message, CATALOGUE)
    assert words.strip()
    assert "<" not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_waiting_are_as_short_as_teams_wants_them(language) -> None:
    for key in ("channel-working", "channel-here-comes"):
        assert len(CATALOGUE.say(language, key)) <= streams.LONGEST_WORDS


def test_nothing_is_said_twice_above_and_in_the_card() -> None:
    told = Outgoing("k", 1, "sv", "reply", "", reply=Reply("answer", "", "sv", title="VPN", steps=("Öppna.",)))
    assert cards.words_above(told, CATALOGUE) == "**VPN**"
    assert "VPN" not in str(cards.card_below(told, CATALOGUE)["body"][0])  # type: ignore[index]
    desk = Outgoing("k", 1, "sv", "desk_reply", "Hej!\nJag ringer <snart>.", name="Anna", ticket="BP-1")
    assert cards.words_above(desk, CATALOGUE) == "**Anna, it-stödet**\n\nHej!  \nJag ringer &lt;snart>."
    assert "Anna" not in str(cards.card_below(desk, CATALOGUE))
    only_words = Outgoing("k", 1, "sv", "ticket_status", "Klart.")
    assert cards.card_below(only_words, CATALOGUE) is None


def test_notifications_know_no_markdown() -> None:
    reply = Reply("ticket_created", "Ärende **BP-1** är sparat, se [guiden](https://a.ax/b).", "sv")
    told = Outgoing("k", 1, "sv", "reply", reply.text, reply=reply)
    assert cards.plain_text(told) == "Ärende BP-1 är sparat, se guiden."


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_and_the_home_are_within_the_limits(language) -> None:
    behind = Behind(1, Address("T", "C1:1.1:U1", "p", {"channel": "C1", "thread": "1.1"}))
    form = ticket_form(behind, language, CATALOGUE)
    assert block_kit.mistakes(form["blocks"], most=100) == []
    assert max(len(form[part]["text"]) for part in ("title", "submit", "close")) <= 24
    tickets = tuple((f"BP-{n}", "ämne " * 100, "open") for n in range(10))
    view = home(language, CATALOGUE, outage="Mejlen är nere.", tickets=tickets, popular=("a" * 300, "b"))
    assert block_kit.mistakes(view["blocks"], most=100) == []
    assert adaptive.mistakes(cards.ticket_form(1, language, CATALOGUE)) == []


def test_a_form_comes_back_as_it_was_and_says_nothing_of_who_sends_it() -> None:
    behind = Behind(7, Address("T", "C1:1.1:U1", "p", {"channel": "C1", "thread": "1.1"}))
    assert Behind.from_text(behind.to_text(), tenant="T", person="p") == behind
    assert '"p"' not in behind.to_text()


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**Fet** och `kod`", "*Fet* och `kod`"),
        ("[guiden](https://a.ax/b?c=1&d=2)", "<https://a.ax/b?c=1&amp;d=2|guiden>"),
        ("[guiden](glomt.md#nytt) [x](javascript:alert(1))", "guiden x)"),
        ("<script> & <@U1> <!channel>", "&lt;script&gt; &amp; &lt;@U1&gt; &lt;!channel&gt;"),
        ("- ett\n- två", "• ett\n• två"),
    ],
)
def test_markdown_becomes_slack_s_own_and_nothing_of_a_person_s_becomes_markup(markdown, expected) -> None:
    assert mrkdwn(markdown) == expected


def test_slack_s_text_becomes_plain_words() -> None:
    text = "<@U0BOT> jag &amp; <@U1|anna> kommer inte åt <https://a.ax|a.ax> i <#C1|allmänt>"
    assert plain_words(text, bot_user="U0BOT") == "jag & anna kommer inte åt a.ax i allmänt"


def test_teams_html_becomes_plain_words() -> None:
    assert teams_words("<p>rad ett<br/>rad <b>två</b>&nbsp;&amp; tre</p>") == "rad ett\nrad två\xa0& tre"


def test_only_https_links_stay_links_in_cards() -> None:
    reply = Reply("answer", "[a](http://x) [b](javascript:x) [c](https://c.ax)", "sv")
    card = cards.card(Outgoing("k", 1, "sv", "reply", "", reply=reply), CATALOGUE)
    assert card["body"][0]["text"] == "a b [c](https://c.ax)"


def test_the_checks_themselves_find_mistakes() -> None:
    long = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}
    button = {"type": "button", "text": {"type": "plain_text", "text": "x"}, "action_id": "a", "value": "1"}
    twice = {"type": "actions", "elements": [button, button]}
    assert block_kit.mistakes([long]) == ["header"]
    assert block_kit.mistakes([twice]) == ["action_id twice"]
    assert block_kit.mistakes([{"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "colour": "red"}])
    assert block_kit.mistakes([{"type": "no_such"}])
    card = cards.card(Outgoing("k", 1, "sv", "ticket_status", "x"), CATALOGUE)
    assert adaptive.mistakes(card | {"body": [{"type": "TextBlock"}]})
    assert adaptive.mistakes(card | {"body": [{"type": "NoSuch", "text": "x"}]})
    assert adaptive.mistakes({**card, "version": None})
    assert adaptive.mistakes(card | {"body": [{"type": "TextBlock", "text": "x" * 50_000}]}) == ["too large"]


def test_a_folded_answer_shows_its_rest_and_takes_the_button_away() -> None:
    reply = Reply("answer", "", "sv", title="VPN", steps=tuple(f"steg {n}" for n in range(1, 9)))
    body = cards.card(Outgoing("k", 1, "sv", "reply", "", reply=reply), CATALOGUE)["body"]
    rest = next(each for each in body if each.get("id") == cards.REST)
    [more] = next(each for each in body if each.get("id") == cards.MORE)["actions"]
    assert [each["text"] for each in rest["items"]] == ["5. steg 5", "6. steg 6", "7. steg 7", "8. steg 8"]
    assert {each["elementId"]: each["isVisible"] for each in more["targetElements"]} == {"rest": True, "more": False}


def test_an_endless_text_is_cut_and_the_buttons_stay() -> None:
    buttons = (Button("solved", "Det löste sig"),)
    reply = Reply("answer", "ord " * 20_000, "sv", title="VPN", steps=("steg",) * 9, buttons=buttons)
    card = cards.card(Outgoing("k", 1, "sv", "reply", "", reply=reply), CATALOGUE)
    assert adaptive.mistakes(card) == []
    assert "Det löste sig" in str(card["body"][-1])
