"""What the person can do about the desk's answers, and when somebody will look."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.chat.bot_reply import BotReply
from api.db.tables import DeskMessage, DeskTicket, Outbox, Ticket
from api.settings import Settings
from api.tickets import desk_queue
from api.tickets.desk_list import newest
from tests.fakes.clock import Clock
from tests.integration.conftest import House, open_house
from tests.integration.test_desk_pages import Desk
from tests.integration.test_tickets_come_back import desk_says, escalate

SATURDAY_EVENING = datetime(2026, 12, 5, 20, 0, tzinfo=UTC)


async def desk_sets(house: House, status: str) -> None:
    await house.services.database.write(
        lambda session: desk_queue.set_status(session, "BP-1001", status=status, author="Anna", now=house.clock())
    )
    await house.work()


async def offered(house: House) -> list[str]:
    history = (await house.client.get(f"/v1/conversations/{house.conversation}")).json()
    return [button["id"] for button in history["items"][-1]["buttons"]]


async def statuses(house: House) -> tuple[str, str]:
    [ours], [theirs] = await house.rows(Ticket), await house.rows(DeskTicket)
    return ours.status, theirs.status


async def test_solved_by_the_person_is_solved_at_the_desk(house: House) -> None:
    await escalate(house)
    await desk_says(house, "Starta om den.")
    await desk_sets(house, "open")
    reply = await house.press("ticket_solved:1001")
    assert (reply["kind"], reply["text"]) == ("ticket_note", "Tack! **BP-1001** är märkt som löst.")
    await house.work()
    assert await statuses(house) == ("solved", "solved")
    assert (await house.say("hur kommer ja åt vpn"))["kind"] == "answer", "the bot speaks again"


async def test_solved_by_the_desk_can_be_opened_again_and_what_is_left_goes_to_the_ticket(house: House) -> None:
    await escalate(house)
    await desk_sets(house, "solved")
    assert await offered(house) == ["ticket_solved:1001", "ticket_reopen:1001"]
    await house.press("ticket_reopen:1001")
    await house.work()
    assert await statuses(house) == ("open", "open")
    await house.say("den tuggar fortfarande papper")
    await house.work()
    said = [(m.author_kind, m.text) for m in await house.rows(DeskMessage)]
    assert said == [("reopened", ""), ("person", "den tuggar fortfarande papper")]


async def test_opened_again_by_the_person_it_is_unread_waits_and_is_news_at_the_desk(house: House) -> None:
    await escalate(house)
    desk = Desk(house)
    await desk.sign_in()
    await desk.get("/desk/tickets/BP-1001")
    await desk_sets(house, "solved")
    await house.app.state.desk_news.look()
    before = await house.services.database.read(newest)
    assert "BP-1001" not in await desk.get("/desk")

    house.clock.forward(minutes=5)
    await house.press("ticket_reopen:1001")
    await house.work()
    news = house.app.state.desk_news
    await news.look()
    counts = news.counts(after=before, me="admin")
    assert await asyncio.wait_for(anext(counts), 5) == 1
    await counts.aclose()
    house.clock.forward(minutes=20)
    queue = await desk.get("/desk")
    assert "Oläst." in queue
    assert "Väntat 20 min" in queue
    assert "Personen säger att det inte är löst" in await desk.get("/desk/tickets/BP-1001")
    assert "Oläst." not in await desk.get("/desk")
    [ticket] = await house.rows(DeskTicket)
    assert ticket.waiting_since == house.clock() - timedelta(minutes=20)


async def test_answer_sends_the_next_words_to_the_ticket_until_the_bot_is_asked(house: House) -> None:
    await escalate(house)
    await desk_says(house, "Vilket rum?")
    await house.press("ask_bot")
    assert (await house.press("ticket_reply:1001"))["text"] == "Skriv ditt svar, så skickar jag det till **BP-1001**."
    assert (await house.say("rum 12"))["text"] == "Skickat till BP-1001."
    await house.work()
    assert [m.text for m in await house.rows(DeskMessage)] == ["Vilket rum?", "rum 12"]


async def test_an_answer_goes_to_the_ticket_the_desk_wrote_about_last(house: House) -> None:
    await escalate(house)
    house.bot.will_say(house.bot.replies[0])
    await escalate(house)
    await desk_says(house, "Vilket rum?")
    assert (await house.say("rum 12"))["text"] == "Skickat till BP-1001."


async def test_nobody_can_touch_anothers_ticket(house: House) -> None:
    await escalate(house)
    house.conversation = None
    reply = await house.press("ticket_solved:1001")
    assert reply["kind"] == "ticket_note"
    assert "inget öppet ärende" in reply["text"]
    assert await statuses(house) == ("new", "new")


@pytest.mark.parametrize(
    "button", ["ticket_solved", "ticket_erase:1001", "ticket_solved:x", "ticket_solved:12345678901"]
)
async def test_other_buttons_are_refused(house: House, button: str) -> None:
    await escalate(house)
    assert (await house.post(conversation=house.conversation, button=button)).status_code == 422


async def test_outside_opening_hours_people_are_told_when_somebody_looks(settings: Settings) -> None:
    """Sunday 6 December is Independence Day, Monday 7 December an ordinary day."""
    open_weekdays = settings.model_copy(update={"desk_hours": "mo-fr 08:00-16:00"})
    async with open_house(open_weekdays, clock=Clock(SATURDAY_EVENING)) as house:
        told = (await escalate(house))["text"]
        assert told.endswith("It-stödet har stängt just nu. Någon tittar på det måndag den 7 december kl. 8.00.")
    async with open_house(open_weekdays, clock=Clock(datetime(2026, 12, 7, 8, 0, tzinfo=UTC))) as house:
        assert "stängt" not in (await escalate(house))["text"]


async def test_who_is_forgotten_is_told_of_at_another_ticket_system_and_nothing_is_kept(house: House) -> None:
    await escalate(house)

    def move(session: Session) -> None:
        [ticket], calls = session.scalars(select(Ticket)).all(), session.scalars(select(Outbox)).all()
        ticket.system, ticket.status = "rt", "solved"
        for call in calls:
            call.target = "rt"

    await house.services.database.write(move)
    house.bot.will_say(BotReply("data_request", request="delete"))
    await house.press("yes")

    [ticket] = await house.rows(Ticket)
    assert ticket.conversation_id is None
    opened, note = sorted(await house.rows(Outbox), key=lambda call: call.seq)
    assert (opened.state, opened.payload) == ("done", {})
    assert note.action == "add_note"
    assert "ta bort sina uppgifter" in note.payload["text"]
