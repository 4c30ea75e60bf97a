"""How each ticket system is doing: rest when it is down, one try when the rest is over, never a storm."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

# The pause must outlive the process, so it is kept in the database; only its length comes from the library.
from tenacity import RetryCallState, wait_exponential_jitter

from api.db.tables import TicketTarget

LONGEST_PAUSE = timedelta(minutes=15)
RESTS_AFTER = 3
"""Unclear failures in a row: one or two may be about one ticket."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How calls are spread and held."""

    lease: timedelta = timedelta(seconds=90)
    """Far above any stall of a healthy machine, and above a search and a create together."""
    worst_call: timedelta = timedelta(seconds=30)
    """No call to a ticket system takes longer; adapters set their timeouts below it."""
    per_s: float = 5.0
    """Calls to one system a second, by all workers together."""
    burst: int = 5
    rest: timedelta = timedelta(minutes=1)
    """Longest rest of a system; after an outage it is found again within this time."""
    look_again: timedelta = timedelta(minutes=10)
    """When to look once more for a second ticket, after a first attempt that went wrong."""

    @property
    def pause(self) -> timedelta:
        """Longest pause of one call that went wrong."""
        return 15 * self.rest


def pause_after(failures: int, *, longest: timedelta) -> timedelta:
    """2^failures seconds with up to half as much again at random, at most `longest`."""
    state = RetryCallState(None, None, (), {})  # type: ignore[arg-type]
    state.attempt_number = min(failures, 12)
    step = 2.0 ** min(failures, 12)
    wait = wait_exponential_jitter(multiplier=2, exp_base=2, max=longest.total_seconds(), jitter=step / 2)
    return timedelta(seconds=wait(state))


def ensure(session: Session, names: Iterable[str]) -> None:
    """Have a row for each system; another worker may be making them too."""
    for name in names:
        if session.get(TicketTarget, name) is None:
            try:
                with session.begin_nested():
                    session.add(TicketTarget(name=name, failures=0))
                    session.flush()
            except IntegrityError:
                session.expire_all()


def ready(session: Session, names: Iterable[str], *, now: datetime, pace: Pace) -> dict[str, TicketTarget]:
    """The systems that take a call now. Locked, so that workers claim one after the other."""
    slack = timedelta(seconds=(pace.burst - 1) / pace.per_s)
    rows = session.scalars(
        select(TicketTarget).where(TicketTarget.name.in_(tuple(names))).order_by(TicketTarget.name).with_for_update()
    )
    return {
        row.name: row
        for row in rows
        if (row.paused_until is None or row.paused_until <= now)
        and (row.next_call_at is None or row.next_call_at <= now + slack)
    }


def note_call(target: TicketTarget, *, now: datetime, pace: Pace) -> None:
    """A call is about to be made: keep the rate, and let only one try a system that rested."""
    target.next_call_at = max(target.next_call_at or now, now) + timedelta(seconds=1 / pace.per_s)
    if target.paused_until is not None:
        target.paused_until = now + pace.lease


def note_success(session: Session, name: str, *, now: datetime) -> None:
    values = {"failures": 0, "paused_until": None, "worked_at": now, "error": None}
    session.execute(update(TicketTarget).where(TicketTarget.name == name).values(**values))


def note_failure(
    session: Session,
    name: str,
    *,
    now: datetime,
    error: str,
    clear: bool,
    wait: timedelta | None = None,
    longest: timedelta,
) -> None:
    """The system did not take a call.

    Args:
        session: the transaction that puts the call back.
        name: the system's.
        now: the time.
        error: what it said.
        clear: it is the system and not this call (refused the connection, asked to wait, let nobody in).
        wait: how long it asked to be left alone.
        longest: rest, when it did not ask.
    """
    target = session.get_one(TicketTarget, name, with_for_update=True)
    target.failures, target.error = target.failures + 1, error[:500]
    rest = wait or pause_after(target.failures, longest=longest)
    if clear or target.failures >= RESTS_AFTER:
        target.paused_until = now + min(rest, LONGEST_PAUSE)
    else:
        target.paused_until = None


def release(session: Session, name: str, *, now: datetime) -> None:
    """A claimed call was not made after all: somebody else may try."""
    resting = TicketTarget.paused_until.is_not(None)
    session.execute(update(TicketTarget).where(TicketTarget.name == name, resting).values(paused_until=now))


def works(session: Session, name: str, *, since: datetime) -> bool:
    """Whether it took a call after `since`."""
    worked_at = session.scalar(select(TicketTarget.worked_at).where(TicketTarget.name == name))
    return worked_at is not None and worked_at > since


def nudge(session: Session, name: str, *, now: datetime) -> None:
    """There is news, a webhook says."""
    ensure(session, (name,))
    session.execute(update(TicketTarget).where(TicketTarget.name == name).values(nudged_at=now))


NUDGED_FOR = timedelta(seconds=12)
"""A webhook may come before its change can be read (Request Tracker sends it from inside the transaction)."""
NUDGED_PAUSE = timedelta(seconds=2)


def take_turn(session: Session, name: str, *, pause: timedelta, now: datetime) -> bool:
    """Whether it is time to read a system's news; the caller then does it, no other worker."""
    ensure(session, (name,))
    target = session.get_one(TicketTarget, name, with_for_update=True)
    nudged = target.nudged_at is not None and now - target.nudged_at < NUDGED_FOR
    wait = min(pause, NUDGED_PAUSE) if nudged else pause
    if target.polled_at is not None and now - target.polled_at < wait:
        return False
    target.polled_at = now
    return True
