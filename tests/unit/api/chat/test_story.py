"""The end of a conversation, as its stored replies tell it."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from api.chat.conversations import Thread, answer, open_thread, receive
from api.chat.messages import Button, FormStep, Inbound, Reply
from api.chat.story import Story, tell_story
from tests.fakes.clock import Clock


class Teller:
    """Stores turns as the gateway does."""

    def __init__(self, session: Session) -> None:
        self.session, self.clock, self.count = session, Clock(), 0
        first = Inbound(conversation=None, message_id="open", channel="web", text="hej")
        self.thread: Thread = open_thread(session, first, language="sv", now=self.clock())

    def turn(self, reply: Reply, *, text: str | None = None, button: str | None = None, route: str = "rasa") -> None:
        self.count += 1
        inbound = Inbound(self.thread.id, f"m{self.count}", "web", text=text, button=button)
        turn = receive(self.session, self.thread, inbound, text=text, now=self.clock())
        answer(self.session, turn.id, [reply.to_json()], route=route, now=self.clock())

    @property
    def story(self) -> Story:
        return tell_story(self.session, self.thread.id)


@pytest.fixture
def teller(session: Session) -> Teller:
    return Teller(session)


def a_reply(kind: str, **more: Any) -> Reply:
    return Reply(kind=kind, text="", language="sv", **more)


def a_question(field: str) -> Reply:
    return a_reply("form", form=FormStep("ticket", field))


def test_a_new_conversation_has_no_story(teller: Teller) -> None:
    assert teller.story == Story()
    assert not teller.story.in_form


def test_the_last_question_is_what_was_asked_not_what_was_filled_in(teller: Teller) -> None:
    teller.turn(a_reply("answer", guide="vpn"), text="vpn hemifrån")
    teller.turn(a_question("where"), button="human")
    teller.turn(a_question("urgency"), text="rum 12")
    teller.turn(a_reply("small_talk"), text="tack")
    assert teller.story.last_question == "vpn hemifrån"


def test_form_answers_are_known_by_their_fields(teller: Teller) -> None:
    teller.turn(a_question("what"), button="human")
    teller.turn(a_question("where"), text="skrivaren tuggar papper")
    teller.turn(a_question("urgency"), text="rum 12")
    teller.turn(a_question("contact"), button="urgency:high")
    teller.turn(a_reply("summary"), button="contact:chat")
    story = teller.story
    assert story.answers == {
        "what": "skrivaren tuggar papper",
        "where": "rum 12",
        "urgency": "high",
        "contact": "chat",
    }
    assert (story.form, story.in_form) == ("ticket", True)


def test_a_question_answered_in_the_middle_leaves_the_form_open(teller: Teller) -> None:
    teller.turn(a_question("where"), button="human")
    teller.turn(a_reply("answer", guide="vpn", form=FormStep("ticket", "where")), text="hur hittar jag numret?")
    assert teller.story.in_form
    assert teller.story.answers == {}


@pytest.mark.parametrize("end", ["ticket_created", "idea_receipt", "cancelled"])
def test_an_ended_form_leaves_nothing_behind(teller: Teller, end: str) -> None:
    teller.turn(a_question("where"), button="human")
    teller.turn(a_question("urgency"), text="rum 12")
    teller.turn(a_reply(end), button="send")
    assert (teller.story.form, teller.story.answers, teller.story.in_form) == (None, {}, False)


def test_guides_are_told_with_what_came_of_them(teller: Teller) -> None:
    teller.turn(a_reply("answer", guide="vpn", title="VPN", section="Hemma"), text="vpn")
    teller.turn(a_reply("answer", guide="wifi", title="Wifi", section="Rum"), button="unsolved")
    teller.turn(a_reply("refuse"), text="nä")
    assert teller.story.tried == (
        {"guide": "vpn", "title": "VPN", "section": "Hemma", "outcome": "unsolved"},
        {"guide": "wifi", "title": "Wifi", "section": "Rum", "outcome": "shown"},
    )


@pytest.mark.parametrize(
    ("kind", "buttons", "offers"),
    [
        ("refuse", ("human",), True),
        ("data_answer", ("human",), True),
        ("data_answer", (), False),
        ("ticket_note", ("ask_bot",), False),
        ("answer", ("solved", "unsolved", "human"), False),
    ],
)
def test_a_yes_means_a_person_only_where_that_was_the_question(
    teller: Teller, kind: str, buttons: tuple[str, ...], *, offers: bool
) -> None:
    teller.turn(a_reply(kind, buttons=tuple(Button(each, each) for each in buttons)), text="hur går det")
    assert teller.story.offers_a_person is offers


def test_nobody_is_offered_a_person_before_anything_was_said(teller: Teller) -> None:
    assert not teller.story.offers_a_person
