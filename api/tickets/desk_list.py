"""The built-in desk's queue: which tickets are shown, in which order, and what is new. Only reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from api.db.tables import DeskMessage, DeskRead, DeskTicket
from api.tickets.desk_queue import OPEN_STATUSES, REOPENED, QueueRow, UnknownTicketError, home_of
from api.tickets.desk_search import holds

PAGE_SIZE = 50
Order = Literal["newest", "waiting"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tickets; each part narrows."""

    status: str | None = None
    """None: all that are not done; "all": all, also those merged into another."""
    mine: bool = False
    nobodys: bool = False
    urgent: bool = False
    kind: str | None = None
    """ticket or idea."""
    order: Order = "newest"
    """newest activity first, or waiting longest first."""
    search: str = ""
    page: int = 1


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
class Newest:
    """The newest ticket's and message's id, to notice that something arrived."""

    ticket: int
    message: int


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said on a ticket, and on those merged into it."""

    authors: tuple[str, ...] = ()
    """desk or person, oldest first."""
    newest_from_person: int = 0


def list_tickets(session: Session, wanted: Wanted, *, me: str) -> QueuePage:
    """One page, for one desk person. A page beyond the last one is the last one."""
    # The numbers of all that fit come in one look: a search goes through what people wrote, once and not twice.
    fitting = _narrowed(select(DeskTicket.id), wanted, me)
    search = wanted.search.strip()
    if search:
        fitting = fitting.where(holds(search, dialect=session.get_bind().dialect.name))
    ids = session.scalars(fitting.order_by(*_order(wanted.order))).all()
    pages = max(1, -(-len(ids) // PAGE_SIZE))
    shown = min(max(1, wanted.page), pages)
    on_page = ids[(shown - 1) * PAGE_SIZE : shown * PAGE_SIZE]
    tickets = session.scalars(select(DeskTicket).where(DeskTicket.id.in_(on_page)).order_by(*_order(wanted.order)))
    return QueuePage(rows=describe(session, tickets.all(), me=me), total=len(ids), page=shown, pages=pages)


def _narrowed(query: Select[int], wanted: Wanted, me: str) -> Select[int]:
    conditions: tuple[tuple[bool, ColumnElement[bool]], ...] = (
        (wanted.status is None, DeskTicket.status.in_(OPEN_STATUSES)),
        (wanted.status not in {None, "all"}, DeskTicket.status == wanted.status),
        (wanted.status != "all", DeskTicket.merged_into.is_(None)),
        (wanted.mine, DeskTicket.assigned_to == me),
        (wanted.nobodys, DeskTicket.assigned_to.is_(None)),
        (wanted.urgent, DeskTicket.fields["urgency"].as_string() == "high"),
        (wanted.kind is not None, DeskTicket.kind == wanted.kind),
    )
    return query.where(*(condition for applies, condition in conditions if applies))


def _order(order: Order) -> tuple[Any, ...]:
    newest = (DeskTicket.updated_at.desc(), DeskTicket.id.desc())
    if order == "newest":
        return newest
    return (DeskTicket.waiting_since.is_(None), DeskTicket.waiting_since, *newest)


def describe(session: Session, tickets: Sequence[DeskTicket], *, me: str) -> tuple[QueueRow, ...]:
    """The tickets as lines of the queue, in the order given."""
    ids = [ticket.id for ticket in tickets]
    said = _said(session, ids)
    reads = session.execute(
        select(DeskRead.desk_ticket_id, DeskRead.message_id).where(
            DeskRead.staff == me, DeskRead.desk_ticket_id.in_(ids)
        )
    )
    seen = {row[0]: row[1] for row in reads}
    into = _numbers(session, [ticket.merged_into for ticket in tickets if ticket.merged_into])
    merged = session.execute(
        select(DeskTicket.merged_into, func.count())
        .where(DeskTicket.merged_into.in_(ids))
        .group_by(DeskTicket.merged_into)
    )
    followers: dict[int, int] = {int(ticket): count for ticket, count in merged if ticket}
    return tuple(
        _row(
            ticket,
            said.get(ticket.id, _Said()),
            seen=seen.get(ticket.id),
            merged_into=into.get(ticket.merged_into or 0),
            followers=followers.get(ticket.id, 0),
        )
        for ticket in tickets
    )


def _row(ticket: DeskTicket, said: _Said, *, seen: int | None, merged_into: str | None, followers: int) -> QueueRow:
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
        waiting_since=ticket.waiting_since,
        messages=len(said.authors),
        last_author_kind=said.authors[-1] if said.authors else None,
        unread=seen is None or said.newest_from_person > seen,
        merged_into=merged_into,
        followers=followers,
    )


def _said(session: Session, tickets: Sequence[int]) -> dict[int, _Said]:
    """Messages on each ticket and on those merged into it; internal notes do not count."""
    home = home_of(DeskTicket)
    written = session.execute(
        select(home, DeskMessage.author_kind, DeskMessage.id)
        .join(DeskTicket, DeskMessage.desk_ticket_id == DeskTicket.id)
        .where(home.in_(tickets), DeskMessage.author_kind != "note")
        .order_by(DeskMessage.id)
    )
    found: dict[int, _Said] = {}
    for ticket, kind, message in written:
        before = found.get(ticket, _Said())
        who = "person" if kind == REOPENED else kind
        newest = message if who == "person" else before.newest_from_person
        found[ticket] = _Said((*before.authors, who), newest)
    return found


def _numbers(session: Session, ids: Sequence[int]) -> dict[int, str]:
    if not ids:
        return {}
    rows = session.execute(select(DeskTicket.id, DeskTicket.number).where(DeskTicket.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def one_row(session: Session, number: str, *, me: str) -> QueueRow:
    """One ticket's line.

    Raises:
        UnknownTicketError: no ticket has that number.
    """
    ticket = session.scalar(select(DeskTicket).where(DeskTicket.number == number))
    if ticket is None:
        raise UnknownTicketError(f"There is no ticket {number}.")
    [row] = describe(session, [ticket], me=me)
    return row


def merged_into(session: Session, number: str, *, me: str) -> tuple[QueueRow, ...]:
    """The tickets that were merged into this one, oldest first."""
    root = select(DeskTicket.id).where(DeskTicket.number == number).scalar_subquery()
    found = session.scalars(select(DeskTicket).where(DeskTicket.merged_into == root).order_by(DeskTicket.id)).all()
    return describe(session, found, me=me)


def count_tickets(session: Session, *, me: str) -> Mapping[str, int]:
    """How many there are to do: by status, and of those not done `active`, `mine`, `nobodys`, `urgent`, `idea`."""
    whole = select(func.count()).select_from(DeskTicket).where(DeskTicket.merged_into.is_(None))
    by_status = select(DeskTicket.status, func.count()).where(DeskTicket.merged_into.is_(None))
    counts = {row[0]: row[1] for row in session.execute(by_status.group_by(DeskTicket.status))}
    active = whole.where(DeskTicket.status.in_(OPEN_STATUSES))
    for name, condition in (
        ("mine", DeskTicket.assigned_to == me),
        ("nobodys", DeskTicket.assigned_to.is_(None)),
        ("urgent", DeskTicket.fields["urgency"].as_string() == "high"),
        ("idea", DeskTicket.kind == "idea"),
    ):
        counts[name] = session.scalar(active.where(condition)) or 0
    counts["active"] = session.scalar(active) or 0
    return counts


def newest(session: Session) -> Newest:
    return Newest(
        ticket=session.scalar(select(func.max(DeskTicket.id))) or 0,
        message=session.scalar(select(func.max(DeskMessage.id))) or 0,
    )


def count_news(session: Session, *, after: Newest, me: str) -> int:
    """How much came after what a page shows: tickets, and messages that are not one's own."""
    tickets = select(func.count()).select_from(DeskTicket).where(DeskTicket.id > after.ticket)
    messages = select(func.count()).select_from(DeskMessage)
    others = messages.where(DeskMessage.id > after.message, DeskMessage.author != me)
    return (session.scalar(tickets) or 0) + (session.scalar(others) or 0)
