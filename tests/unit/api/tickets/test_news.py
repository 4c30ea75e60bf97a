"""What the desk does is told once, to the one who asked, and nothing is told to nobody."""

from sqlalchemy import update

from api.db.tables import Conversation, Cursor, Outbox
from api.tickets.delivery import Delivery
from api.tickets.news import NewsDesk
from api.tickets.ports import ExternalId, NewsPage, Place, TicketRejectedError
from tests.fakes.shop import deliver_all, deliver_for

NOBODY = "Personen har bett att bli glömd."


def reader(database, system, clock) -> NewsDesk:
    return NewsDesk(database, system, now=clock, nobody_there=NOBODY)


async def open_ticket(shop, database, fake, clock, **more) -> int:
    ticket = await shop.escalate(**more)
    await deliver_all(Delivery(database, {"fake": fake}, now=clock))
    return ticket


async def test_news_that_are_told_again_reach_the_person_once(database, clock, fake, shop) -> None:
    class Repeating(type(fake)):
        async def news(self, *, after, limit):
            return NewsPage(tuple(self.changes), Place("0"))

    system = Repeating(now=clock)
    await reader(database, system, clock).read()
    await open_ticket(shop, database, system, clock, conversation="c1")
    await system.desk_writes(ExternalId("1"), "Vilket rum?")
    for _ in range(3):
        await reader(database, system, clock).read()
    assert await shop.events() == [("desk_reply", "Vilket rum?")]
    [thread] = await shop.all(Conversation)
    assert thread.person_answered


async def test_an_answer_to_a_ticket_we_do_not_know_yet_waits_and_the_others_do_not(
    database, clock, fake, shop
) -> None:
    news = reader(database, fake, clock)
    await news.read()
    await open_ticket(shop, database, fake, clock, number="BP-1001", conversation="c1")
    fake.after_open = [TimeoutError("late")]
    await open_ticket(shop, database, fake, clock, number="BP-1002", conversation="c2")
    await fake.desk_writes(ExternalId("2"), "till den andra")
    await fake.desk_writes(ExternalId("1"), "till den första")
    await news.read()
    assert await shop.events() == [("desk_reply", "till den första")]

    await deliver_for(Delivery(database, {"fake": fake}, now=clock), clock, minutes=3)
    await news.read()
    assert await shop.events() == [("desk_reply", "till den första"), ("desk_reply", "till den andra")]


async def test_an_answer_to_a_forgotten_person_is_dropped_and_noted_on_the_ticket_once(
    database, clock, fake, shop
) -> None:
    news = reader(database, fake, clock)
    await news.read()
    await open_ticket(shop, database, fake, clock)
    for text in ("Hej Kalle!", "Hallå?"):
        await fake.desk_writes(ExternalId("1"), text)
        await news.read()
    await deliver_all(Delivery(database, {"fake": fake}, now=clock))
    assert await shop.events() == []
    assert [(ticket, text) for ticket, _key, text in fake.notes] == [("1", NOBODY)]


async def test_a_status_the_person_has_just_changed_is_not_told_back(database, clock, fake, shop) -> None:
    news = reader(database, fake, clock)
    await news.read()
    ticket = await open_ticket(shop, database, fake, clock, conversation="c1")
    await shop.put(ticket, "set_status", status="solved")
    await fake.desk_sets(ExternalId("1"), "open")
    await news.read()
    assert await shop.events() == []
    await deliver_all(Delivery(database, {"fake": fake}, now=clock))
    assert await fake.status(ExternalId("1")) == "solved"


async def test_what_happened_before_we_were_connected_is_not_read(database, clock, fake, shop) -> None:
    await fake.desk_writes(ExternalId("1"), "gammalt")
    await reader(database, fake, clock).read()
    await open_ticket(shop, database, fake, clock, conversation="c1")
    await reader(database, fake, clock).read()
    assert await shop.events() == []


async def test_a_dead_call_holds_nothing_back(database, clock, fake, shop) -> None:
    news = reader(database, fake, clock)
    await news.read()
    fake.before_open = [TimeoutError("late"), TicketRejectedError("422")]
    await shop.escalate("BP-1001", conversation="c1")
    await deliver_for(Delivery(database, {"fake": fake}, now=clock), clock, minutes=3)
    [dead] = await shop.all(Outbox)
    assert (dead.state, dead.unsure_since) == ("dead", None), "the search had found nothing"

    await database.write(lambda s: s.execute(update(Outbox).values(unsure_since=clock())))
    await fake.desk_writes(ExternalId("77"), "till någon annans ärende")
    await news.read()
    assert [row.place for row in await shop.all(Cursor)] == ["1"]


async def unsettled(database, clock, fake, shop) -> None:
    """One ticket is known; another's number is still being looked for, for as long as the test lasts."""
    await open_ticket(shop, database, fake, clock, number="BP-1001", conversation="c1")
    fake.after_open = [TimeoutError("late")]
    await open_ticket(shop, database, fake, clock, number="BP-1002", conversation="c2")


async def test_one_unknown_item_keeps_no_page_beyond_it_waiting(database, clock, fake, shop, monkeypatch) -> None:
    monkeypatch.setattr("api.tickets.news.BATCH", 2)
    news = reader(database, fake, clock)
    await news.read_when_due()
    await unsettled(database, clock, fake, shop)
    await fake.desk_writes(ExternalId("2"), "till den andra")
    for number in range(5):
        await fake.desk_writes(ExternalId("1"), f"{number}")
    for _ in range(2):
        await news.read_when_due()
        assert [text for _kind, text in await shop.events()] == ["0", "1", "2", "3", "4"]
    assert [row.place for row in await shop.all(Cursor)] == ["0"]

    await deliver_for(Delivery(database, {"fake": fake}, now=clock), clock, minutes=3)
    await news.read_when_due()
    assert [text for _kind, text in await shop.events()] == ["0", "1", "2", "3", "4", "till den andra"]
    assert [row.place for row in await shop.all(Cursor)] == ["6"]


async def test_an_unknown_item_is_let_go_after_an_hour(database, clock, fake, shop) -> None:
    news = reader(database, fake, clock)
    await news.read()
    await unsettled(database, clock, fake, shop)
    await fake.desk_writes(ExternalId("77"), "till någon annans ärende")
    await news.read()
    clock.forward(minutes=59)
    await news.read()
    assert [row.place for row in await shop.all(Cursor)] == ["0"]
    clock.forward(minutes=2)
    await reader(database, fake, clock).read()  # after a restart too
    assert [row.place for row in await shop.all(Cursor)] == ["1"]
