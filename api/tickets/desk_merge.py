"""Tickets of one outage worked on as one: each asker still gets every reply and every status."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.db.tables import DeskTicket
from api.tickets.desk_queue import UnknownTicketError, follow_status


def merge(session: Session, number: str, *, into: str, author: str, now: datetime) -> bool:
    """Let a ticket, and those merged into it, follow another one from now on.

    Returns:
        False when it follows that one already, or they are the same.

    Raises:
        UnknownTicketError: one of the numbers is unknown.
    """
    ticket, named = _ticket(session, number), _ticket(session, into)
    # One level only: a ticket that follows another never has followers of its own.
    root = session.get_one(DeskTicket, named.merged_into) if named.merged_into else named
    if root.id in {ticket.id, ticket.merged_into}:
        return False
    session.execute(update(DeskTicket).where(DeskTicket.merged_into == ticket.id).values(merged_into=root.id))
    ticket.merged_into = root.id
    session.flush()
    followers = session.scalars(select(DeskTicket).where(DeskTicket.merged_into == root.id)).all()
    waiting = [each.waiting_since for each in (root, *followers) if each.waiting_since]
    root.waiting_since, root.updated_at = min(waiting, default=None), now
    for each in followers:
        follow_status(session, each, status=root.status, author=author, now=now)
    return True


def separate(session: Session, number: str, *, now: datetime) -> None:
    """Let a merged ticket stand by itself again.

    Raises:
        UnknownTicketError: there is no such ticket.
    """
    ticket = _ticket(session, number)
    ticket.merged_into, ticket.updated_at = None, now


def _ticket(session: Session, number: str) -> DeskTicket:
    ticket = session.scalar(select(DeskTicket).where(DeskTicket.number == number))
    if ticket is None:
        raise UnknownTicketError(f"There is no ticket {number}.")
    return ticket
