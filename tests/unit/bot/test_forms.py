import pytest

from bot.forms.fields import contact_in, urgency_in
from tests.unit.bot.conftest import Talk, hit


async def asked_for(person: Talk, *said: str) -> str:
    reply = None
    for text in said:
        reply = await person.says(text)
    return reply.form["field"]


async def start(person: Talk) -> None:
    person.finds("answer", hit("skrivare"))
    await person.says("skrivarn krånglar")
    await person.presses("human")


async def test_the_question_asked_before_fills_the_first_field(person: Talk) -> None:
    person.finds("answer", hit("skrivare"))
    await person.says("skrivarn krånglar")
    reply = await person.presses("human")
    assert reply.form == {"name": "ticket", "field": "where"}


async def test_without_a_question_the_first_field_is_asked(person: Talk) -> None:
    reply = await person.says("kan nån ringa mig", "request_human")
    assert reply.form == {"name": "ticket", "field": "what"}


async def test_a_whole_form_ends_in_an_order_with_what_was_tried(person: Talk) -> None:
    await start(person)
    await person.says("rum 204")
    await person.presses("urgency:normal")
    summary = await person.says("ring 018 15 400", "request_human")
    assert summary.kind == "summary"
    order = await person.says("ja", "affirm")
    assert order.kind == "escalation"
    assert order.fields == {
        "what": "skrivarn krånglar",
        "where": "rum 204",
        "urgency": "normal",
        "contact": "ring 018 15 400",
    }
    assert order.tried[0]["guide"] == "skrivare"


async def test_what_is_said_already_is_not_asked_again(person: Talk) -> None:
    person.contact = "anna@example.ax"
    await start(person)
    reply = await person.says("rum 204, det e bråttom")
    assert reply.kind == "summary"
    assert reply.fields["urgency"] == "high"


async def test_a_question_in_the_middle_is_answered_and_the_form_goes_on(person: Talk) -> None:
    await start(person)
    reply = await person.says("hur byter man lösenord?")
    assert (reply.kind, reply.form["field"]) == ("answer", "where")
    assert (await person.says("rum 204")).form["field"] == "urgency"


@pytest.mark.parametrize("leave", ["button", "words"])
async def test_a_form_can_always_be_left(person: Talk, leave: str) -> None:
    await start(person)
    reply = await (person.presses("cancel") if leave == "button" else person.says("strunt i det", "cancel"))
    assert reply.kind == "cancelled"
    assert person.memory.form is None


async def test_a_remark_gets_its_word_and_the_form_goes_on(person: Talk) -> None:
    await start(person)
    reply = await person.says("är du en robot", "ask_bot_identity")
    assert [message.key for message in reply.messages] == ["bot-identity", "bot-form-ticket-where"]


async def test_more_words_on_the_summary_are_added_not_lost(person: Talk) -> None:
    person.contact = "anna@example.ax"
    await start(person)
    await person.says("rum 204, det e bråttom")
    reply = await person.says("den blinkar rött också")
    assert reply.fields["what"] == "skrivarn krånglar\nden blinkar rött också"


async def test_an_urgency_nobody_understands_is_asked_once_more(person: Talk) -> None:
    await start(person)
    await person.says("rum 204")
    again = await person.says("tja")
    assert again.form["field"] == "urgency"
    assert (await person.says("tja")).form["field"] == "contact"


async def test_an_idea_is_asked_about_and_sent(person: Talk) -> None:
    person.finds("refuse")
    text = "jag har en idé om bokningen så att man slipper papper"
    reply = await person.says(text, "share_idea")
    assert reply.form == {"name": "idea", "field": "for_whom"}
    await person.says("alla skolor")
    summary = await person.says("nej, inget finns")
    assert summary.kind == "summary"
    assert (await person.presses("send")).kind == "idea"


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("ingen brådska", "low"),
        ("de e int bråttom", "low"),
        ("det är bråttom", "high"),
        ("det är lite bråttom", "normal"),
        ("no hurry", "low"),
        ("urgent!", "high"),
        ("ei kiire", "low"),
        ("on kiire", "high"),
        ("i morgon går bra", "normal"),
        ("tänään", "normal"),
        ("Det kan vänta", "low"),
        ("det kan int vänta", "high"),
        ("Inom ett par dagar", "normal"),
        ("Jag kan inte jobba", "high"),
        ("It can wait", "low"),
        ("this can't wait", "high"),
        ("Within a few days", "normal"),
        ("I cannot work", "high"),
        ("i can't work", "high"),
        ("Voi odottaa", "low"),
        ("ei voi odottaa", "high"),
        ("Parin päivän sisällä", "normal"),
        ("En voi tehdä töitä", "high"),
    ],
)
def test_urgency_is_read_from_words(text: str, urgency: str) -> None:
    assert urgency_in(text) == urgency


@pytest.mark.parametrize("text", ["ring 018 15 400", "040-1234567 tack", "skriv till a.b@example.ax"])
def test_a_number_or_an_address_is_a_contact(text: str) -> None:
    assert contact_in(text)


def test_a_room_number_is_no_contact() -> None:
    assert contact_in("rum 204") is None


@pytest.mark.parametrize(
    "said",
    ["Svara här i chatten", "svara bara här", "här går bra", "i chatten", "Answer here in the chat", "just reply here",
     "Vastatkaa tänne chattiin", "here is fine",
     "Vastatkaa tässä chatissa", "Vastatkaa tässä keskustelussa", "tässä", "chatissa kiitos"],
)  # fmt: skip
async def test_here_in_the_chat_is_a_way_to_be_reached(person: Talk, said: str) -> None:
    await start(person)
    await person.says("rum 204, det e bråttom")
    reply = await person.says(said)
    assert (reply.kind, reply.fields["contact"]) == ("summary", "chat")


@pytest.mark.parametrize(
    "said", ["hos Maja Lind", "ring växeln så hittar de mej nog", "tule huoneeseen 12 alakerrassa"]
)
async def test_any_other_way_to_be_reached_is_taken_as_it_is(person: Talk, said: str) -> None:
    await start(person)
    await person.says("rum 204, det e bråttom")
    assert (await person.says(said)).fields["contact"] == said


async def test_more_about_the_matter_is_kept_where_it_belongs(person: Talk) -> None:
    await start(person)
    await person.says("rum 204, det e bråttom")
    again = await person.says("jag ser också felkoden 0x8004 ibland")
    assert (again.form["field"], again.messages[0].key) == ("contact", "bot-form-added")
    assert (await person.says("här")).fields["what"] == "skrivarn krånglar\njag ser också felkoden 0x8004 ibland"


async def test_what_no_guide_knows_is_offered_to_the_ticket_just_sent(person: Talk) -> None:
    await start(person)
    await person.says("rum 204, det e bråttom, ring 040-1234567")
    await person.presses("send")
    person.finds("refuse")
    offer = await person.says("jag ser också en gul triangel")
    assert (offer.kind, offer.messages[0].key, offer.buttons) == ("refuse", "bot-refuse-note", ("yes", "human"))
    note = await person.says("ja", "affirm")
    assert (note.kind, note.fields) == ("ticket_note", {"text": "jag ser också en gul triangel"})
    assert (await person.says("hur gör man lasagne?")).messages[0].key == "bot-refuse-offer"
