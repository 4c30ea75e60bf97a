"""The built-in desk's tickets: what the queue shows and what a desk person does. Pure statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, or_, select
from sqlalchemy.orm import Session

from api.db.tables import DeskChange, DeskMessage, DeskTicket

OPEN_STATUSES = ("new", "open", "waiting")
PAGE_SIZE = 50


class UnknownTicketError(Exception):
    """The desk has no ticket of that number."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue."""

    number: str
    kind: str
    subject: str
    status: str
    urgency: str
    assigned_to: str | None
    language: str
    created_at: datetime
    updated_at: datetime
    messages: int
    last_author_kind: str | None
    """Who wrote last: desk or person; None when nobody has answered yet."""


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue."""

    rows: tuple[QueueRow, ...]
    total: int
    """Tickets on all pages."""
    page: int
    """From 1."""
    pages: int


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A message on the ticket."""

    id: int
    author: str
    author_kind: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DeskView:
    """A ticket with everything about it."""

    row: QueueRow
    fields: Mapping[str, str]
    conversation: tuple[Mapping[str, Any], ...]
    tried: tuple[Mapping[str, Any], ...]
    lines: tuple[DeskLine, ...]


def list_tickets(session: Session, *, status: str | None = None, search: str = "", page: int = 1) -> QueuePage:
    """Newest activity first. `status` None means all that are not done; "all" means all.

    A page beyond the last one is the last one.
    """
    query = select(DeskTicket)
    if status is None:
        query = query.where(DeskTicket.status.in_(OPEN_STATUSES))
    elif status != "all":
        query = query.where(DeskTicket.status == status)
    query = _searched(query, search.strip())
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    shown = min(max(1, page), pages)
    ordered = query.order_by(DeskTicket.updated_at.desc(), DeskTicket.id.desc())
    tickets = session.scalars(ordered.limit(PAGE_SIZE).offset((shown - 1) * PAGE_SIZE)).all()
    authors = _authors(session, [ticket.id for ticket in tickets])
    rows = tuple(_row(ticket, authors.get(ticket.id, ())) for ticket in tickets)
    return QueuePage(rows=rows, total=total, page=shown, pages=pages)


def _searched(query: Select[DeskTicket], search: str) -> Select[DeskTicket]:
    if not search:
        return query
    return query.where(
        or_(
            DeskTicket.subject.icontains(search, autoescape=True),
            DeskTicket.number.icontains(search, autoescape=True),
            DeskTicket.id.in_(
                select(DeskMessage.desk_ticket_id).where(DeskMessage.text.icontains(search, autoescape=True))
            ),
        )
    )


def load_ticket(session: Session, number: str) -> DeskView:
    """The ticket with its messages, oldest first.

    Raises:
        UnknownTicketError: no ticket has that number.
    """
    ticket = _ticket(session, number)
    messages = session.scalars(
        select(DeskMessage).where(DeskMessage.desk_ticket_id == ticket.id).order_by(DeskMessage.id)
    )
    return DeskView(
        row=_row(ticket, _authors(session, [ticket.id]).get(ticket.id, ())),
        fields={str(k): str(v) for k, v in dict(ticket.fields).items()},
        conversation=tuple(ticket.conversation),
        tried=tuple(ticket.tried),
        lines=tuple(DeskLine(m.id, m.author, m.author_kind, m.text, m.created_at) for m in messages),
    )


def add_reply(session: Session, number: str, *, author: str, text: str, key: str, now: datetime) -> bool:
    """Write to the person; a new ticket becomes open. False when this key was used before."""
    ticket = _ticket(session, number)
    if not _add_message(session, ticket, author=author, author_kind="desk", text=text, key=key, now=now):
        return False
    session.add(DeskChange(desk_ticket_id=ticket.id, kind="message", author=author, text=text, created_at=now))
    if ticket.status == "new":
        set_status(session, number, status="open", author=author, now=now)
    return True


def add_note(session: Session, number: str, *, author: str, text: str, key: str, now: datetime) -> bool:
    """Write an internal note; it never leaves the desk. False when this key was used before."""
    return _add_message(
        session, _ticket(session, number), author=author, author_kind="note", text=text, key=key, now=now
    )


def add_from_person(session: Session, ticket_id: int, *, text: str, key: str, now: datetime) -> bool:
    """What the person adds in the chat; a solved ticket opens again. False when this key was used before."""
    ticket = session.get_one(DeskTicket, ticket_id)
    if not _add_message(session, ticket, author="", author_kind="person", text=text, key=key, now=now):
        return False
    if ticket.status in {"solved", "closed", "waiting"}:
        ticket.status = "open"
    return True


def set_status(session: Session, number: str, *, status: str, author: str, now: datetime) -> bool:
    """Change the status and tell the chat. False when it was so already."""
    ticket = _ticket(session, number)
    if ticket.status == status:
        return False
    ticket.status, ticket.updated_at = status, now
    session.add(DeskChange(desk_ticket_id=ticket.id, kind="status", author=author, text=status, created_at=now))
    return True


def assign(session: Session, number: str, *, to: str | None, now: datetime) -> None:
    """Give the ticket to somebody, or to nobody."""
    ticket = _ticket(session, number)
    ticket.assigned_to, ticket.updated_at = to, now


def erase_ticket(session: Session, number: str) -> None:
    """Take a ticket away with everything in it; one the desk never had is no error."""
    session.execute(delete(DeskTicket).where(DeskTicket.number == number))


def newest_ids(session: Session) -> tuple[int, int]:
    """The newest ticket's and the newest message's id, to notice that something arrived."""
    ticket_id = session.scalar(select(func.max(DeskTicket.id))) or 0
    message_id = session.scalar(select(func.max(DeskMessage.id))) or 0
    return ticket_id, message_id


def count_by_status(session: Session) -> dict[str, int]:
    rows = session.execute(select(DeskTicket.status, func.count()).group_by(DeskTicket.status))
    return {row[0]: row[1] for row in rows}


def _ticket(session: Session, number: str) -> DeskTicket:
    condition: ColumnElement[bool] = DeskTicket.number == number
    ticket = session.scalar(select(DeskTicket).where(condition))
    if ticket is None:
        raise UnknownTicketError(f"There is no ticket {number}.")
    return ticket


def _add_message(
    session: Session, ticket: DeskTicket, *, author: str, author_kind: str, text: str, key: str, now: datetime
) -> bool:
    if session.scalar(select(DeskMessage.id).where(DeskMessage.key == key)):
        return False
    message = DeskMessage(
        desk_ticket_id=ticket.id, key=key, author=author, author_kind=author_kind, text=text, created_at=now
    )
    session.add(message)
    ticket.updated_at = now
    session.flush()
    return True


def _authors(session: Session, tickets: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Who wrote on each ticket, oldest first; internal notes do not count."""
    written = session.execute(
        select(DeskMessage.desk_ticket_id, DeskMessage.author_kind)
        .where(DeskMessage.desk_ticket_id.in_(tickets), DeskMessage.author_kind != "note")
        .order_by(DeskMessage.id)
    )
    kinds: dict[int, tuple[str, ...]] = {}
    for ticket, kind in written:
        kinds[ticket] = (*kinds.get(ticket, ()), kind)
    return kinds


def _row(ticket: DeskTicket, authors: Sequence[str]) -> QueueRow:
    return QueueRow(
        number=ticket.number,
        kind=ticket.kind,
        subject=ticket.subject,
        status=ticket.status,
        urgency=str(dict(ticket.fields).get("urgency", "")),
        assigned_to=ticket.assigned_to,
        language=ticket.language,
        created_at=ticket.created_at,
        updated_at=ticket.updated_at,
        messages=len(authors),
        last_author_kind=authors[-1] if authors else None,
    )
