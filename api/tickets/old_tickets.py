"""Tickets that were closed long ago are forgotten with everything in them. Pure statements."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, or_, select
from sqlalchemy.orm import Session, aliased

from api.db.tables import Attachment, DeskTicket, Outbox, Ticket
from api.tickets.desk_queue import OPEN_STATUSES, erase_ticket
from api.tickets.ports import WITHOUT_STATUS

MOST_AT_ONCE = 200


def forget_old_tickets(session: Session, *, now: datetime, keep: timedelta) -> tuple[str, ...]:
    """Erase tickets with which nothing has happened for `keep` since they were closed.

    In a system that never tells a status, those with which nothing has happened for `keep`. At the built-in desk
    the ticket goes whole; of one in another system our own record does. Open tickets, those with a call still
    waiting, and those merged with one that stays, stay. So does the question log, which the statistics are made
    of, and what others may see of an idea.
    """
    limit = now - keep
    numbers = {number for old in (_at_the_desk, _elsewhere, _never_arrived) for number in session.scalars(old(limit))}
    if not numbers:
        return ()
    ids = select(Ticket.id).where(Ticket.number.in_(numbers))
    session.execute(delete(Attachment).where(Attachment.ticket_id.in_(ids)))
    for number in sorted(numbers):
        erase_ticket(session, number)
    session.execute(delete(Ticket).where(Ticket.number.in_(numbers)))
    return tuple(sorted(numbers))


def fell_silent(limit: datetime) -> ColumnElement[bool]:
    """Whether a ticket counts as done because its system never tells when it is: neither side has said more since."""
    newer = select(Outbox.id).where(
        Outbox.ticket_id == Ticket.id, or_(Outbox.state == "pending", Outbox.created_at >= limit)
    )
    arrived = Ticket.system.in_(WITHOUT_STATUS) & Ticket.external_id.is_not(None)
    return arrived & (Ticket.updated_at < limit) & ~newer.exists()


def _at_the_desk(limit: datetime) -> Select[str]:
    other = aliased(DeskTicket)
    together = or_(
        other.merged_into == DeskTicket.id,
        other.id == DeskTicket.merged_into,
        other.merged_into == DeskTicket.merged_into,
    )
    kept = select(other.id).where(together, or_(other.status.in_(OPEN_STATUSES), other.updated_at >= limit))
    waits = select(Ticket.id).where(Ticket.number == DeskTicket.number, _is_called("pending"))
    is_old = DeskTicket.status.not_in(OPEN_STATUSES) & (DeskTicket.updated_at < limit)
    old = select(DeskTicket.number).where(is_old, ~kept.exists(), ~waits.exists())
    return old.order_by(DeskTicket.id).limit(MOST_AT_ONCE)


def _elsewhere(limit: datetime) -> Select[str]:
    at_the_desk = select(DeskTicket.id).where(DeskTicket.number == Ticket.number)
    is_old = Ticket.status.not_in(OPEN_STATUSES) & (Ticket.updated_at < limit)
    old = select(Ticket.number).where(is_old | fell_silent(limit), ~at_the_desk.exists(), ~_is_called("pending"))
    return old.order_by(Ticket.id).limit(MOST_AT_ONCE)


def _never_arrived(limit: datetime) -> Select[str]:
    """Open in name only: no system took it, and the person has asked to be forgotten."""
    is_old = Ticket.conversation_id.is_(None) & Ticket.external_id.is_(None) & (Ticket.updated_at < limit)
    return select(Ticket.number).where(is_old, _is_called("dead", "open_ticket")).limit(MOST_AT_ONCE)


def _is_called(state: str, *actions: str) -> ColumnElement[bool]:
    """Whether the ticket has a call in this state."""
    calls = select(Outbox.id).where(Outbox.ticket_id == Ticket.id, Outbox.state == state)
    return (calls.where(Outbox.action.in_(actions)) if actions else calls).exists()
