"""A database with tickets waiting for a ticket system, with short ways to what tests do with them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.engine import Database
from api.db.tables import Conversation, Event, Outbox, Ticket
from api.tickets import outbox
from api.tickets.delivery import Delivery
from api.tickets.payloads import ticket_to_json
from api.tickets.ports import ExternalId, TicketSystem
from tests.builders import a_new_ticket
from tests.fakes.clock import Clock


@dataclass
class Shop:
    """A database, a clock and a ticket system."""

    database: Database
    clock: Callable[[], datetime]
    system: TicketSystem

    async def escalate(self, number: str = "BP-1001", *, conversation: str | None = None) -> int:
        def work(session: Session) -> int:
            now = self.clock()
            if conversation and session.get(Conversation, conversation) is None:
                session.add(a_conversation(conversation, now))
                session.flush()
            row = a_ticket(number, self.system.name, now, conversation=conversation)
            session.add(row)
            session.flush()
            self._put(session, row.id, "open_ticket", ticket_to_json(a_new_ticket(number)))
            return row.id

        return await self.database.write(work)

    async def put(self, ticket: int, action: outbox.Action, **payload: Any) -> None:
        await self.database.write(lambda s: self._put(s, ticket, action, payload))

    def _put(self, session: Session, ticket: int, action: outbox.Action, payload: dict[str, Any]) -> None:
        target = self.system.name
        outbox.put(session, ticket_id=ticket, target=target, action=action, payload=payload, now=self.clock())

    async def all(self, table: Any) -> list[Any]:
        return await self.database.read(lambda s: list(s.scalars(select(table))))

    async def external(self, ticket: int) -> ExternalId:
        return ExternalId(await self.database.read(lambda s: s.get_one(Ticket, ticket).external_id) or "")

    async def events(self) -> list[tuple[str, str]]:
        return [(e.kind, e.payload.get("text") or e.payload["status"]) for e in await self.all(Event)]

    async def calls(self) -> list[tuple[str, str]]:
        rows = await self.database.read(lambda s: list(s.scalars(select(Outbox).order_by(Outbox.seq))))
        return [(row.action, row.state) for row in rows]


async def deliver_all(delivery: Delivery) -> int:
    calls = 0
    while await delivery.deliver_next():
        calls += 1
    return calls


async def deliver_for(delivery: Delivery, clock: Clock, *, minutes: int) -> None:
    for _ in range(minutes * 2):
        await deliver_all(delivery)
        clock.forward(seconds=30)


def a_ticket(number: str, system: str, now: datetime, *, conversation: str | None) -> Ticket:
    return Ticket(
        number=number,
        turn_id=f"turn {number}",
        conversation_id=conversation,
        kind="ticket",
        language="sv",
        status="new",
        system=system,
        external_id=None,
        created_at=now,
        updated_at=now,
    )


def a_conversation(name: str, now: datetime) -> Conversation:
    return Conversation(
        id=name,
        bot_sender=name,
        channel="web",
        language="sv",
        language_chosen=False,
        client_language=None,
        person_answered=False,
        created_at=now,
        last_at=now,
    )
