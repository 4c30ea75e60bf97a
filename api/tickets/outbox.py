"""The outbox: calls to ticket systems that wait in the database until they happened exactly once."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session, aliased

from api.db.tables import Outbox, Ticket

LEASE = timedelta(seconds=90)
"""Far above any stall of a healthy machine, and above a search and a create together."""
LONGEST_PAUSE = timedelta(minutes=15)
MOST_ATTEMPTS = 20
LOOK_AT = 20
"""Rows looked at for one claim; those that must settle first are passed over."""
Action = Literal["open_ticket", "add_message"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A row that this worker holds until the lease ends. The fence number proves it."""

    id: str
    fence: int
    ticket_id: int
    target: str
    action: str
    payload: Mapping[str, Any]
    attempts: int
    unsure: bool
    """An earlier attempt may have gone through: search before creating."""
    external_id: str | None
    """The ticket's id at the system, once it is known."""
    lease_until: datetime


def put(
    session: Session,
    *,
    ticket_id: int,
    target: str,
    action: Action,
    payload: Mapping[str, Any],
    now: datetime,
) -> str:
    """Add a call, in the caller's transaction. Returns its key."""
    key = str(uuid4())
    session.add(
        Outbox(
            id=key,
            ticket_id=ticket_id,
            target=target,
            action=action,
            payload=dict(payload),
            state="pending",
            attempts=0,
            not_before=now,
            lease_until=None,
            fence=0,
            unsure_since=None,
            external_id=None,
            error=None,
            created_at=now,
        )
    )
    return key


def claim(session: Session, *, now: datetime, settle: Mapping[str, timedelta]) -> Claim | None:
    """Take the oldest call that is due, or None.

    A ticket's calls go in order: a message waits until its ticket is open. A call whose outcome is
    unknown waits the target's settle time, so that a search can be trusted.
    """
    for row in session.scalars(_due(now)):
        ready_at = row.unsure_since + settle[row.target] if row.unsure_since else now
        if ready_at > now:
            row.not_before = ready_at
            continue
        row.lease_until, row.fence, row.attempts = now + LEASE, row.fence + 1, row.attempts + 1
        external = session.scalar(select(Ticket.external_id).where(Ticket.id == row.ticket_id))
        return Claim(
            id=row.id,
            fence=row.fence,
            ticket_id=row.ticket_id,
            target=row.target,
            action=row.action,
            payload=dict(row.payload),
            attempts=row.attempts,
            unsure=row.unsure_since is not None,
            external_id=external,
            lease_until=row.lease_until,
        )
    return None


def _due(now: datetime) -> Any:  # noqa: ANN401 - SQLAlchemy's own type is longer than the statement
    earlier = aliased(Outbox)
    # Also behind a dead call: what a person adds waits until the ticket is opened with 'try again'.
    waits = select(earlier.id).where(
        earlier.ticket_id == Outbox.ticket_id,
        earlier.state != "done",
        earlier.id != Outbox.id,
        earlier.created_at < Outbox.created_at,
    )
    return (
        select(Outbox)
        .where(
            Outbox.state == "pending",
            Outbox.not_before <= now,
            or_(Outbox.lease_until.is_(None), Outbox.lease_until < now),
            ~waits.exists(),
        )
        .order_by(Outbox.not_before, Outbox.created_at)
        .limit(LOOK_AT)
        .with_for_update(skip_locked=True)  # left out on SQLite, where BEGIN IMMEDIATE serialises
    )


def mark_unsure(session: Session, held: Claim, *, now: datetime) -> bool:
    """Note, in a commit of its own before the call, that its outcome may stay unknown. False: lease lost."""
    return _write_back(session, held, unsure_since=now)


def mark_done(session: Session, held: Claim, *, external_id: str) -> bool:
    """The call happened. False when the lease was lost meanwhile: then someone else owns the outcome."""
    if not _write_back(session, held, state="done", external_id=external_id, lease_until=None, error=None):
        return False
    if held.action == "open_ticket":
        session.execute(update(Ticket).where(Ticket.id == held.ticket_id).values(external_id=external_id))
    return True


def mark_dead(session: Session, held: Claim, *, error: str) -> bool:
    """It can never happen; the desk page shows it with 'try again'."""
    return _write_back(session, held, state="dead", error=error, lease_until=None, unsure_since=None)


def put_back(
    session: Session,
    held: Claim,
    *,
    now: datetime,
    error: str,
    outcome_known: bool,
    wait: timedelta | None = None,
    random_share: float | None = None,
) -> bool:
    """Try again later: after `wait`, or after 2^attempts seconds with jitter, at most 15 minutes."""
    if held.attempts >= MOST_ATTEMPTS and outcome_known:
        return mark_dead(session, held, error=error)
    share = random.uniform(0.5, 1.0) if random_share is None else random_share  # noqa: S311 - jitter
    pause = wait or min(LONGEST_PAUSE, timedelta(seconds=2 ** min(held.attempts, 12))) * share
    values: dict[str, Any] = {"not_before": now + pause, "lease_until": None, "error": error}
    if outcome_known:
        values["unsure_since"] = None
    return _write_back(session, held, **values)


def _write_back(session: Session, held: Claim, **values: Any) -> bool:  # noqa: ANN401 - column values
    statement = update(Outbox).where(Outbox.id == held.id, Outbox.fence == held.fence, Outbox.state == "pending")
    result = session.execute(statement.values(**values))
    return bool(getattr(result, "rowcount", 0) == 1)


def subject_of(session: Session, ticket_id: int) -> str:
    """What a ticket was opened about, in the person's words."""
    opened = select(Outbox.payload).where(Outbox.ticket_id == ticket_id, Outbox.action == "open_ticket")
    payload = session.scalar(opened.limit(1)) or {}
    return str(payload.get("subject", ""))


def count_by_state(session: Session) -> dict[str, int]:
    """How many calls are pending, done and dead."""
    rows = session.execute(select(Outbox.state, func.count()).group_by(Outbox.state))
    found = {row[0]: row[1] for row in rows}
    return {state: found.get(state, 0) for state in ("pending", "done", "dead")}


def try_again(session: Session, *, key: str, now: datetime) -> bool:
    """Wake a dead call. False when it is not dead."""
    statement = update(Outbox).where(Outbox.id == key, Outbox.state == "dead")
    result = session.execute(statement.values(state="pending", attempts=0, not_before=now, error=None))
    return bool(getattr(result, "rowcount", 0) == 1)
