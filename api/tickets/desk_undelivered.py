"""Calls to a ticket system that cannot get through by themselves. Only reads."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.tables import Outbox, Ticket

MOST = 50


@dataclass(frozen=True, slots=True)
class Undelivered:
    """One dead call."""

    key: str
    number: str
    subject: str
    target: str
    action: str
    attempts: int
    error: str
    """The ticket system's own words, or what went wrong on the way."""
    created_at: datetime


def undelivered(session: Session) -> tuple[Undelivered, ...]:
    """The oldest first, at most fifty."""
    rows = session.execute(
        select(Outbox, Ticket.number)
        .join(Ticket, Outbox.ticket_id == Ticket.id)
        .where(Outbox.state == "dead")
        .order_by(Outbox.created_at)
        .limit(MOST)
    )
    return tuple(
        Undelivered(
            key=row.id,
            number=number,
            subject=str(dict(row.payload).get("subject") or dict(row.payload).get("text") or ""),
            target=row.target,
            action=row.action,
            attempts=row.attempts,
            error=row.error or "",
            created_at=row.created_at,
        )
        for row, number in rows
    )
