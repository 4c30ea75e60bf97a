"""The desk takes the personal data out of a solved ticket, once it is sure."""

from sqlalchemy import update

from api.chat.bot_reply import BotReply
from api.db.tables import Attachment, DeskChange, DeskMessage, DeskTicket, Outbox, Ticket
from api.tickets import desk_list
from tests.integration.conftest import House
from tests.integration.test_attachments import attach
from tests.integration.test_desk_pages import Desk, desk  # noqa: F401 - a fixture
from tests.integration.test_tickets_come_back import ESCALATION, desk_says, escalate

TICKET = "/desk/tickets/BP-1001"


async def solved(house: House, desk: Desk) -> None:  # noqa: F811
    await escalate(house)
    await attach(house)
    await house.work()
    await desk_says(house, "Byt patron, Kalle.")
    await desk.get(TICKET)
    await desk.submit(f"{TICKET}/note", text="Kalle igen!")
    await desk.submit(f"{TICKET}/status", status="solved")
    await desk.get(TICKET)


async def test_what_stays_is_that_there_was_a_ticket_and_who_erased_it(house: House, desk: Desk) -> None:  # noqa: F811
    await solved(house, desk)
    assert "Radera uppgifterna" in desk.page
    assert "Ja, radera för alltid" in desk.page
    back = await desk.submit(f"{TICKET}/erase", view="?status=solved")
    assert back.headers["location"] == f"{TICKET}?status=solved"

    page = await desk.get(TICKET)
    for words in ("Uppgifterna är raderade", "admin, intern anteckning", "Uppgifterna i ärendet raderades.", "Löst"):
        assert words in page, words
    [ticket], [note] = await house.rows(DeskTicket), await house.rows(DeskMessage)
    assert (ticket.fields, ticket.conversation, ticket.tried, ticket.status) == ({}, [], [], "solved")
    assert (note.author, note.created_at) == ("admin", house.clock())
    assert await house.rows(DeskChange) == await house.rows(Attachment) == []
    kept = str([row.payload for row in await house.rows(Outbox)]) + page
    for words in ("papper", "rum 12", "Kalle", "skärm.png"):
        assert words not in kept, words
    [ours] = await house.rows(Ticket)
    assert ours.conversation_id is None

    await desk.submit(f"{TICKET}/erase")
    assert len(await house.rows(DeskMessage)) == 2, "the note of the first time stays"


async def test_open_pages_do_not_take_what_comes_after_it_for_read(house: House, desk: Desk) -> None:  # noqa: F811
    await solved(house, desk)
    before = await house.services.database.read(desk_list.newest)
    await desk.submit(f"{TICKET}/erase")
    assert await house.services.database.read(desk_list.newest) == before


async def test_an_open_ticket_is_not_erased(house: House, desk: Desk) -> None:  # noqa: F811
    await escalate(house)
    assert "Radera uppgifterna" not in await desk.get(TICKET)
    back = await desk.submit(f"{TICKET}/erase")
    assert back.headers["location"] == f"{TICKET}?problem=erase-not-yet"
    assert "Inget raderades." in await desk.get(back.headers["location"])
    [ticket] = await house.rows(DeskTicket)
    assert ticket.fields["where"] == "rum 12"


async def test_nothing_is_erased_while_something_is_on_its_way(house: House, desk: Desk) -> None:  # noqa: F811
    await solved(house, desk)
    waiting = update(Outbox).where(Outbox.action == "add_message")
    await house.services.database.write(lambda s: s.execute(waiting.values(state="pending")))
    assert "problem" in (await desk.submit(f"{TICKET}/erase")).headers["location"]
    token = {"csrf": desk.page.split('name="csrf" value="')[1].split('"')[0]}
    await house.client.post(f"{TICKET}/reply", data={**token, "text": "En sak till.", "key": "k9"})
    back = await house.client.post(f"{TICKET}/erase", data=token)
    assert "problem" in back.headers["location"], "the person has not been told yet"
    assert "En sak till." in [message.text for message in await house.rows(DeskMessage)]


async def test_a_stranger_erases_nothing(house: House, desk: Desk) -> None:  # noqa: F811
    await solved(house, desk)
    assert (await desk.submit(f"{TICKET}/erase", csrf="made up")).status_code == 403
    assert (await desk.submit("/desk/tickets/BP-1002/erase")).status_code == 404
    house.client.cookies.clear()
    assert (await desk.submit(f"{TICKET}/erase")).status_code in {303, 401, 403}
    [ticket] = await house.rows(DeskTicket)
    assert ticket.fields


async def test_who_is_forgotten_while_the_call_waits_is_forgotten_once_it_arrived(house: House) -> None:
    house.bot.will_say(ESCALATION, BotReply("data_request", request="delete"))
    await house.say("skrivarn tuggar papper")
    await house.press("yes")
    await house.work()
    [ticket] = await house.rows(DeskTicket)
    assert ticket.fields["where"] == "rum 12", "the desk still helps"
    assert [row.payload for row in await house.rows(Outbox)] == [{}, {}]


async def test_people_are_told_how_long_tickets_are_kept(house: House) -> None:
    house.bot.will_say(ESCALATION, BotReply("data_request"))
    await house.say("skrivarn tuggar papper")
    told = (await house.press("yes"))["text"]
    assert "ärenden och idéer: 1 (finns kvar hos it-stödet, tas bort 365 dagar efter att de avslutats)" in told
