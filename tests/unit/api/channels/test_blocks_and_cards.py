"""Whatever is told, Slack and Teams take it: checked against their published schemas and limits."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from api.channels.slack.blocks import shown
from api.channels.slack.mrkdwn import mrkdwn, plain_words
from api.channels.slack.views import Behind, home, ticket_form
from api.channels.teams import cards
from api.channels.teams.inbound import plain_words as teams_words
from api.chat.messages import Address, Button, Choice, Reply, TicketLink
from api.chat.pushed import Outgoing
from api.texts.catalogue import Catalogue
from tests.stand_ins import adaptive, block_kit

CATALOGUE = Catalogue()
LANGUAGES = ("sv", "en", "fi")
texts = st.text(max_size=6000) | st.text(alphabet="ab *`[]()<>&\n-1.|:/https", max_size=4000)
titles = st.text(min_size=1, max_size=400)
buttons = st.lists(
    st.builds(Button, st.sampled_from(("solved", "unsolved", "human", "send")), titles),
    max_size=4,
    unique_by=lambda b: b.id,
)
choices = st.lists(
    st.builds(Choice, st.sampled_from(("choice:1", "choice:2", "choice:3")), titles, st.just("vpn")),
    max_size=3,
    unique_by=lambda c: c.id,
)
replies = st.builds(
    Reply,
    st.sampled_from(("answer", "clarify", "refuse", "ticket_created", "summary")),
    texts,
    st.sampled_from(LANGUAGES),
    title=st.none() | titles,
    section=st.none() | titles,
    steps=st.lists(st.text(min_size=1, max_size=4000), max_size=60).map(tuple),
    source_url=st.none() | st.just("/guides/vpn#a") | st.just("https://bollplank.example.ax/guides/vpn#a"),
    owner=st.none() | titles,
    reviewed=st.none() | st.just("2026-09-12"),
    buttons=buttons.map(tuple),
    choices=choices.map(tuple),
    ticket=st.none() | st.just(TicketLink("BP-1001", "/")),
)
messages = st.builds(
    Outgoing,
    st.just("k"),
    st.integers(1, 10**9),
    st.sampled_from(LANGUAGES),
    st.just("reply"),
    st.just(""),
    reply=replies,
    used=st.none() | titles,
    unfolded=st.booleans(),
) | st.builds(
    Outgoing,
    st.just("k"),
    st.integers(1, 10**9),
    st.sampled_from(LANGUAGES),
    st.sampled_from(("desk_reply", "ticket_status")),
    st.text(min_size=1, max_size=9000),
    name=titles,
    ticket=st.just("BP-1001"),
)  # fmt: skip


@given(messages)
@settings(max_examples=40, deadline=None)
def test_slack_takes_every_message(message: Outgoing) -> None:
    assert block_kit.mistakes(shown(message, CATALOGUE).blocks) == []


@given(messages)
@settings(max_examples=40, deadline=None)
def test_teams_takes_every_card(message: Outgoing) -> None:
    assert adaptive.mistakes(cards.card(message, CATALOGUE)) == []


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
