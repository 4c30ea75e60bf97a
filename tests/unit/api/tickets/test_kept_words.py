"""What people wrote is kept in the outbox only until it has arrived."""

from sqlalchemy import update

from api.db.tables import Outbox, Ticket
from api.tickets import outbox
from api.tickets.delivery import Delivery
from api.tickets.payloads import ticket_to_json
from api.tickets.ports import Attachment, TicketRejectedError
from tests.builders import a_new_ticket
from tests.fakes.shop import deliver_all, deliver_for
from tests.fakes.tickets import FakeTickets


async def payloads(shop) -> list[tuple[str, object]]:
    return [(row.action, row.payload) for row in sorted(await shop.all(Outbox), key=lambda row: row.seq)]


async def test_of_what_was_delivered_only_the_subject_is_kept(database, clock, fake, shop) -> None:
    ticket = await shop.escalate(conversation="c1")
    await shop.put(ticket, "add_message", text="mitt lösenord är ...")
    await shop.put(ticket, "add_note", text="ring 0457 123")
    await shop.put(ticket, "add_attachment", name="a.png", media_type="image/png", content="aGVq")
    await shop.put(ticket, "set_status", status="solved")
    await deliver_all(Delivery(database, {"fake": fake}, now=clock))
    assert [text for _ticket, _key, text in fake.messages] == ["mitt lösenord är ..."]
    assert fake.files[0][2] == Attachment("a.png", "image/png", b"hej")
    assert await payloads(shop) == [
        ("open_ticket", {"subject": "skrivaren skriver inte"}),
        ("add_message", {}),
        ("add_note", {}),
        ("add_attachment", {}),
        ("set_status", {"status": "solved"}),
    ]
    assert await database.read(lambda s: outbox.subject_of(s, ticket)) == "skrivaren skriver inte"


async def test_of_an_idea_what_it_is_about_is_kept_and_not_how_to_reach_the_person(database, clock, fake, shop) -> None:
    fields = (("problem", "för många möten"), ("contact", "0457 123"))
    idea = a_new_ticket(kind="idea", subject="färre möten", fields=fields)
    ticket = await shop.escalate(conversation="c1")
    await database.write(lambda s: s.execute(update(Outbox).values(payload=ticket_to_json(idea))))
    await deliver_all(Delivery(database, {"fake": fake}, now=clock))
    assert dict(fake.opened[0][1].fields)["contact"] == "0457 123"
    [row] = await shop.all(Outbox)
    assert (row.ticket_id, row.payload) == (
        ticket,
        {"subject": "färre möten", "fields": {"problem": "för många möten"}},
    )


async def test_a_call_under_way_when_the_person_is_forgotten_leaves_nothing(database, clock, shop) -> None:
    class Slow(FakeTickets):
        async def open(self, key, ticket):
            await database.write(lambda s: s.execute(update(Ticket).values(conversation_id=None)))
            await database.write(lambda s: outbox.scrub(s, 1))
            return await super().open(key, ticket)

    slow = Slow(now=clock)
    await shop.escalate(conversation="c1")
    await deliver_all(Delivery(database, {"fake": slow}, now=clock))
    assert slow.opened[0][1].subject == "skrivaren skriver inte", "the desk still gets it"
    assert await payloads(shop) == [("open_ticket", {})]


async def test_what_was_refused_is_kept_whole_for_another_try(database, clock, fake, shop) -> None:
    fake.before_open = [TicketRejectedError("no such queue")]
    await shop.escalate(conversation="c1")
    delivery = Delivery(database, {"fake": fake}, now=clock)
    await deliver_all(delivery)
    [dead] = await shop.all(Outbox)
    assert (dead.state, dead.payload["fields"]["where"]) == ("dead", "rum 12")
    await database.write(lambda s: outbox.try_again(s, key=dead.id, now=clock()))
    await deliver_for(delivery, clock, minutes=1)
    assert fake.opened[0][1] == a_new_ticket()
