"""The desk takes the personal data out of a ticket; that there was one, and who did it, stays. Pure statements."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from api.db.people_tables import PersonTicket
from api.db.tables import Attachment, Cursor, DeskChange, DeskMessage, DeskTicket, Outbox, Ticket
from api.tickets import outbox
from api.tickets.desk_queue import OPEN_STATUSES, UnknownTicketError

NEWS_PLACE = "news:desk"
NOTE_KEY = "erased-"
"""Notes of earlier erasings stay."""


def erase_data(session: Session, number: str, *, subject: str, note: str, author: str, now: datetime) -> bool:
    """Take out what was said, filled in, sent along and noted, here and in our own record; cut the way to the person.

    Args:
        session: a transaction.
        number: the ticket's.
        subject: put in place of the person's words.
        note: what the ticket's history says of it.
        author: who does it.
        now: the time.

    Returns:
        False when the ticket is not done with, or something is still on its way to or from the person.

    Raises:
        UnknownTicketError: there is no such ticket.
    """
    row = session.scalar(select(DeskTicket).where(DeskTicket.number == number).with_for_update())
    if row is None:
        raise UnknownTicketError(f"There is no ticket {number}.")
    ticket = session.scalar(select(Ticket).where(Ticket.number == number).with_for_update())
    if row.status in OPEN_STATUSES or _is_on_its_way(session, row, ticket):
        return False
    row.subject, row.fields, row.conversation, row.tried, row.updated_at = subject, {}, [], [], now
    session.execute(delete(DeskChange).where(DeskChange.desk_ticket_id == row.id))
    kept = _one_message_left(session, row.id) or DeskMessage(desk_ticket_id=row.id)
    kept.key, kept.author, kept.author_kind = f"{NOTE_KEY}{uuid4().hex[:28]}", author, "note"
    kept.text, kept.created_at = note, now
    session.add(kept)
    if ticket:
        _erase_our_record(session, ticket)
    return True


def _one_message_left(session: Session, ticket: int) -> DeskMessage | None:
    """Take all away but the newest.

    SQLite gives the number of the last row again when that is gone, and open pages would take what comes for read.
    """
    words = (DeskMessage.desk_ticket_id == ticket, DeskMessage.key.not_like(f"{NOTE_KEY}%"))
    newest = session.scalar(select(DeskMessage).where(*words).order_by(DeskMessage.id.desc()).limit(1))
    if newest:
        session.execute(delete(DeskMessage).where(*words, DeskMessage.id != newest.id))
    return newest


def _erase_our_record(session: Session, ticket: Ticket) -> None:
    ticket.conversation_id = None
    outbox.scrub(session, ticket.id)
    session.execute(delete(Outbox).where(Outbox.ticket_id == ticket.id, Outbox.state == "dead"))
    session.execute(delete(Attachment).where(Attachment.ticket_id == ticket.id))
    session.execute(delete(PersonTicket).where(PersonTicket.ticket_id == ticket.id))


def _is_on_its_way(session: Session, row: DeskTicket, ticket: Ticket | None) -> bool:
    waits = select(Outbox.id).where(Outbox.ticket_id == ticket.id, Outbox.state == "pending") if ticket else None
    if waits is not None and session.scalar(waits.limit(1)):
        return True
    newest = session.scalar(select(func.max(DeskChange.id)).where(DeskChange.desk_ticket_id == row.id)) or 0
    place = session.scalar(select(Cursor.place).where(Cursor.name == NEWS_PLACE)) or "0"
    return newest > int(place)
