"""The way back: what the desk wrote or decided becomes an event in the person's conversation."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.engine import Database
from api.db.tables import Conversation, Cursor, Event, Outbox, Ticket
from api.tickets.ports import News, TicketSystem

BATCH = 100


async def fetch_news(database: Database, system: TicketSystem, *, now: Callable[[], datetime]) -> int:
    """Read what is new at a system and store it as events; cursor and events in one transaction.

    Returns:
        How many news there were.
    """
    name = f"news:{system.name}"
    if await database.read(lambda session: _some_ticket_is_unsettled(session, system.name)):
        return 0  # a desk person may answer a ticket whose number we don't know yet; read on once we do
    after = await database.read(lambda session: session.scalar(select(Cursor.position).where(Cursor.name == name)))
    news = await system.news(after=after or 0, limit=BATCH)
    if news:
        await database.write(lambda session: _store(session, name, system.name, news, now()))
    return len(news)


def _some_ticket_is_unsettled(session: Session, system: str) -> bool:
    unsettled = select(Outbox.id).where(
        Outbox.target == system,
        Outbox.action == "open_ticket",
        Outbox.state == "pending",
        Outbox.unsure_since.is_not(None),
    )
    return session.scalar(unsettled.limit(1)) is not None


def _store(session: Session, cursor_name: str, system: str, news: tuple[News, ...], now: datetime) -> None:
    cursor = session.get(Cursor, cursor_name) or Cursor(name=cursor_name, position=0)
    session.add(cursor)
    for item in news:
        if item.position > cursor.position:
            _store_one(session, system, item, now)
            cursor.position = item.position


def _store_one(session: Session, system: str, item: News, now: datetime) -> None:
    ticket = session.scalar(select(Ticket).where(Ticket.system == system, Ticket.external_id == item.ticket))
    if ticket is None:
        return  # not ours, or opened by hand at the desk
    ticket.updated_at = now
    if item.kind == "status":
        ticket.status = item.text
    if ticket.conversation_id is None:
        return  # the person asked to be forgotten: there is no thread to tell
    payload = (
        {"status": item.text, "ticket": ticket.number}
        if item.kind == "status"
        else {"name": item.author, "text": item.text, "ticket": ticket.number}
    )
    kind = "ticket_status" if item.kind == "status" else "desk_reply"
    session.add(Event(conversation_id=ticket.conversation_id, kind=kind, payload=payload, created_at=now))
    if item.kind == "message":
        session.get_one(Conversation, ticket.conversation_id).person_answered = True
