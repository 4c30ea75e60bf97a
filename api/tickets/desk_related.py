"""Tickets that may be about the same thing: the same guide, or the same rare words."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.tables import DeskTicket
from api.tickets.desk_list import describe
from api.tickets.desk_queue import QueueRow, UnknownTicketError

LOOK_BACK = timedelta(days=60)
LOOK_AT = 400
"""Newest tickets compared; about 10 ms."""
MOST = 6
LONG_ENOUGH = 4
"""Letters; shorter words are mostly glue."""
STEM = 6
"""Letters compared, so that `skrivaren` meets `skrivarna`; Finnish and Swedish both inflect at the end."""
ENOUGH = 0.3
"""Share of the words' weight that two tickets have in common."""
SAME_GUIDE = 0.35
"""What one guide shown in both adds."""


@dataclass(frozen=True, slots=True)
class _Ticket:
    row: DeskTicket
    words: frozenset[str]
    guides: frozenset[str]


def related(session: Session, number: str, *, now: datetime, me: str) -> tuple[QueueRow, ...]:
    """The most alike first, at most six; those merged with the ticket are left out.

    Raises:
        UnknownTicketError: there is no such ticket.
    """
    row = session.scalar(select(DeskTicket).where(DeskTicket.number == number))
    if row is None:
        raise UnknownTicketError(f"There is no ticket {number}.")
    recent = select(DeskTicket).where(
        DeskTicket.id != row.id, DeskTicket.merged_into.is_(None), DeskTicket.created_at > now - LOOK_BACK
    )
    others = [_read(each) for each in session.scalars(recent.order_by(DeskTicket.id.desc()).limit(LOOK_AT))]
    mine = _read(row)
    weights = _weights([mine, *others])
    scored = [(_likeness(mine, other, weights), other.row) for other in others if other.row.id != row.merged_into]
    best = sorted((each for each in scored if each[0] >= ENOUGH), key=lambda each: (-each[0], -each[1].id))
    return describe(session, [each for _, each in best[:MOST]], me=me)


def _read(row: DeskTicket) -> _Ticket:
    is_erased = not row.fields and not row.conversation
    told = "" if is_erased else f"{row.subject} {dict(row.fields).get('what', '')}".casefold()
    words = frozenset(word[:STEM] for word in re.findall(r"\w+", told) if len(word) >= LONG_ENOUGH)
    return _Ticket(row, words, frozenset(str(each.get("guide", "")) for each in row.tried) - {""})


def _weights(tickets: Iterable[_Ticket]) -> dict[str, float]:
    """Rare words weigh more: log(1 + tickets / tickets with the word)."""
    known = list(tickets)
    counts = Counter(word for ticket in known for word in ticket.words)
    return {word: math.log(1 + len(known) / count) for word, count in counts.items()}


def _likeness(one: _Ticket, other: _Ticket, weights: dict[str, float]) -> float:
    """From 0 to about 1.4: the weight of common words over that of all, and the guides in common."""
    both = sum(weights[word] for word in one.words & other.words)
    either = sum(weights[word] for word in one.words | other.words)
    shared = SAME_GUIDE if one.guides & other.guides else 0.0
    return (both / either if either else 0.0) + shared
