import pytest

from bot.forms.correct import Correction, put_right, read_correction
from tests.unit.bot.conftest import Talk, hit

FILLED = {"what": "skrivaren blinkar", "where": "rum 204", "urgency": "low", "contact": "018 15400"}


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("nej det är rum 205", "where", "rum 205"),
        ("nä, rum 205", "where", "rum 205"),
        ("jag menade rum 205", "where", "rum 205"),
        ("no, it's room 205", "where", "room 205"),
        ("ei, huone 205", "where", "huone 205"),
        ("ändra telefon", "contact", None),
        ("ändra telefonnumret till 0457 123 456", "contact", "0457 123 456"),
        ("change the phone number to 0457 123 456", "contact", "0457 123 456"),
        ("muuta puhelin", "contact", None),
        ("jag vill ändra rummet: 301", "where", "301"),
        ("nej det är bråttom", "urgency", "det är bråttom"),
        ("nej, ring 0457 123 456", "contact", "ring 0457 123 456"),
        ("nej, skrivaren blinkar inte längre", "what", "skrivaren blinkar inte längre"),
    ],
)
def test_a_correction_is_read(text: str, field: str, value: str | None) -> None:
    read = read_correction(text, FILLED)
    assert read is not None
    assert read.field == field
    assert read.value == value or (field == "urgency" and "bråttom" in (read.value or ""))


@pytest.mark.parametrize("text", ["den blinkar rött också", "rum 206", "ja, skicka", "nej"])
def test_other_words_correct_nothing(text: str) -> None:
    assert read_correction(text, FILLED) is None


def test_a_no_with_words_that_fit_nowhere_leaves_the_field_open() -> None:
    assert read_correction("nej, det stämmer inte", FILLED) == Correction(None, "det stämmer inte")


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("kopiatorn i rum 204", "rum 205", "kopiatorn i rum 205"),
        ("rum 204, ingen brådska", "rum 205", "rum 205, ingen brådska"),
        ("kopiatorn", "rum 205", "rum 205"),
        ("rum 204", "biblioteket i stan", "biblioteket i stan"),
    ],
)
def test_only_what_was_wrong_is_replaced(old: str, new: str, right: str) -> None:
    assert put_right(old, new) == right


async def summary(person: Talk) -> None:
    person.contact = "018 15400"
    person.finds("answer", hit("skrivare"))
    await person.says("skrivaren blinkar")
    await person.presses("human")
    person.finds("refuse")
    assert (await person.says("rum 204, ingen brådska")).kind == "summary"


async def test_a_value_is_put_right_in_the_summary(person: Talk) -> None:
    await summary(person)
    reply = await person.says("nej det är rum 205", "deny")
    assert (reply.kind, reply.fields["where"], reply.messages[0].key) == (
        "summary",
        "rum 205, ingen brådska",
        "bot-form-changed",
    )
    assert (await person.says("ändra telefon")).form["field"] == "contact"
    assert (await person.says("0457 123 456")).fields["contact"] == "0457 123 456"


async def test_a_plain_no_asks_what_to_change_and_the_form_can_still_be_left(person: Talk) -> None:
    await summary(person)
    reply = await person.says("nej", "deny")
    assert reply.messages[0].key == "bot-form-which"
    assert {"change:where", "change:contact", "cancel"} <= set(reply.buttons)
    assert (await person.presses("change:where")).form["field"] == "where"
    assert (await person.says("avbryt", "small_talk", 0.2)).kind == "cancelled"


@pytest.mark.parametrize("text", ["rum 205", "018 123 456"])
async def test_a_value_is_no_yes_whatever_the_classifier_thinks(person: Talk, text: str) -> None:
    await summary(person)
    assert (await person.says(text, "affirm")).kind == "summary"


async def test_a_question_at_the_summary_is_answered_and_the_summary_waits(person: Talk) -> None:
    await summary(person)
    person.finds("answer", hit("vpn"))
    reply = await person.says("hur ansluter jag vpn?")
    assert (reply.kind, reply.hit["guide"], reply.buttons) == ("answer", "vpn", ("send", "no", "cancel"))
    assert (await person.says("ja, skicka", "affirm")).kind == "escalation"


async def test_a_form_is_closed_when_it_works_again(person: Talk) -> None:
    await summary(person)
    reply = await person.says("nu fungerar det", "report_solved")
    assert (reply.kind, reply.feedback, person.memory.form) == ("cancelled", "solved", None)


async def test_the_status_asked_in_a_form_is_told_and_the_form_goes_on(person: Talk) -> None:
    await person.says("kan nån ringa mig", "request_human")
    reply = await person.says("hur går det?", "ask_ticket_status")
    assert (reply.kind, reply.form["field"], reply.messages[0].key) == (
        "status_request",
        "what",
        "bot-form-ticket-what",
    )
