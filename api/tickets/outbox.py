"""The outbox: calls to ticket systems that wait in the database until they happened exactly once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from api.db.tables import Outbox, Ticket
from api.tickets import targets
from api.tickets.targets import Pace

MOST_ATTEMPTS = 20
WORKS_FOR_OTHERS = timedelta(hours=1)
LOOK_AT = 20
"""Rows looked at for one claim; those that must settle first are passed over."""
Action = Literal[
    "open_ticket", "add_message", "add_note", "add_attachment", "set_status", "close_duplicate", "look_again"
]
CARRY_WORDS = ("open_ticket", "add_message", "add_note", "add_attachment")
"""What people wrote travels with these, and is kept only until it has arrived."""
BESIDE = ("close_duplicate", "look_again")
"""Nothing waits for these, and they wait for what was put before them."""


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
    not_before: datetime | None = None,
) -> str:
    """Add a call, in the caller's transaction. Returns its key."""
    key = str(uuid4())
    session.execute(select(Ticket.id).where(Ticket.id == ticket_id).with_for_update())
    newest = session.scalar(select(func.max(Outbox.seq)).where(Outbox.ticket_id == ticket_id)) or 0
    session.add(
        Outbox(
            id=key,
            ticket_id=ticket_id,
            target=target,
            action=action,
            seq=newest + 1,
            payload=dict(payload),
            state="pending",
            attempts=0,
            not_before=not_before or now,
            lease_until=None,
            fence=0,
            unsure_since=None,
            external_id=None,
            error=None,
            created_at=now,
        )
    )
    session.flush()
    return key


def claim(session: Session, *, now: datetime, settle: Mapping[str, timedelta], pace: Pace) -> Claim | None:
    """Take the oldest call that is due, or None.

    A ticket's calls go in order: a message waits until its ticket is open. A call whose outcome is
    unknown waits the target's settle time, so that a search can be trusted.
    """
    ready = targets.ready(session, settle, now=now, pace=pace)
    for row in session.scalars(_due(now, tuple(ready))):
        ready_at = row.unsure_since + settle[row.target] if row.unsure_since else now
        if ready_at > now:
            row.not_before = ready_at
            continue
        row.lease_until, row.fence, row.attempts = now + pace.lease, row.fence + 1, row.attempts + 1
        targets.note_call(ready[row.target], now=now, pace=pace)
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


def _due(now: datetime, ready: tuple[str, ...]) -> Select[Outbox]:
    earlier = aliased(Outbox)
    # Also behind a dead call: what a person adds waits until the ticket is opened with 'try again'.
    waits = select(earlier.id).where(
        earlier.ticket_id == Outbox.ticket_id,
        earlier.state != "done",
        earlier.action.not_in(BESIDE),
        earlier.seq < Outbox.seq,
    )
    return (
        select(Outbox)
        .where(
            Outbox.state == "pending",
            Outbox.target.in_(ready),
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


def mark_done(session: Session, held: Claim, *, external_id: str, now: datetime, look_again: timedelta) -> bool:
    """The call happened. False when the lease was lost meanwhile: then someone else owns the outcome."""
    values: dict[str, Any] = {"state": "done", "external_id": external_id, "lease_until": None, "error": None}
    # The ticket's row is locked first, as by 'forget me': of the two the later one sees what the other did.
    person = session.scalar(select(Ticket.conversation_id).where(Ticket.id == held.ticket_id).with_for_update())
    if held.action in CARRY_WORDS:
        values["payload"] = _left_of(held.payload) if person and held.action == "open_ticket" else {}
    if not _write_back(session, held, **values):
        return False
    targets.note_success(session, held.target, now=now)
    if held.action == "open_ticket":
        session.execute(update(Ticket).where(Ticket.id == held.ticket_id).values(external_id=external_id))
        if held.attempts > 1:
            _put_beside(session, held, "look_again", {"key": held.id}, now=now, not_before=now + look_again)
    return True


def _left_of(payload: Mapping[str, Any]) -> dict[str, Any]:
    """What is still needed of a ticket that arrived: its subject, and of an idea what it is about."""
    left = {name: payload[name] for name in ("subject",) if name in payload}
    if payload.get("kind") == "idea":
        left["fields"] = {name: value for name, value in payload["fields"].items() if name == "problem"}
    return left


def put_extra(session: Session, held: Claim, *, extra: str, now: datetime) -> None:
    """Somebody else owns the outcome of this call, so the ticket it opened is one too many."""
    if session.get(Ticket, held.ticket_id) is not None:
        _put_beside(session, held, "close_duplicate", {"extra": extra}, now=now, not_before=now)


def _put_beside(
    session: Session, held: Claim, action: Action, payload: Mapping[str, Any], *, now: datetime, not_before: datetime
) -> None:
    put(
        session,
        ticket_id=held.ticket_id,
        target=held.target,
        action=action,
        payload=payload,
        now=now,
        not_before=not_before,
    )


def mark_dead(session: Session, held: Claim, *, error: str, outcome_known: bool | None = None) -> bool:
    """It can never happen; the desk page shows it with 'try again'."""
    values: dict[str, Any] = {"state": "dead", "error": error, "lease_until": None}
    if not held.unsure if outcome_known is None else outcome_known:
        values["unsure_since"] = None
    return _write_back(session, held, **values)


def put_back(
    session: Session,
    held: Claim,
    *,
    now: datetime,
    error: str,
    outcome_known: bool,
    wait: timedelta | None = None,
    longest: timedelta = targets.LONGEST_PAUSE,
) -> bool:
    """Try again later: after `wait`, or after 2^attempts seconds with jitter, at most `longest`.

    A call that failed often while the system worked for others is dead.
    """
    if held.attempts >= MOST_ATTEMPTS and targets.works(session, held.target, since=now - WORKS_FOR_OTHERS):
        return mark_dead(session, held, error=error, outcome_known=outcome_known)
    pause = wait or targets.pause_after(held.attempts, longest=longest)
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


def some_ticket_is_unsettled(session: Session, target: str) -> bool:
    """Whether a ticket may exist there whose number we do not know yet but will, without anybody's help."""
    unsettled = select(Outbox.id).where(
        Outbox.target == target,
        Outbox.action == "open_ticket",
        Outbox.state == "pending",
        Outbox.unsure_since.is_not(None),
    )
    return session.scalar(unsettled.limit(1)) is not None


def has_call(session: Session, ticket_id: int, action: Action, *, pending: bool) -> bool:
    """Whether such a call was ever put for the ticket, or waits now."""
    statement = select(Outbox.id).where(Outbox.ticket_id == ticket_id, Outbox.action == action)
    if pending:
        statement = statement.where(Outbox.state == "pending")
    return session.scalar(statement.limit(1)) is not None


def scrub(session: Session, ticket_id: int) -> None:
    """Forget what was delivered for a ticket; that it was delivered stays known.

    A call that waits still happens, and is emptied by `mark_done`, since nobody is at the other end any more.
    """
    done = update(Outbox).where(Outbox.ticket_id == ticket_id, Outbox.state == "done")
    session.execute(done.values(payload={}))


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
