"""What waits to be shown in a channel: statements over `channel_threads` and `channel_deliveries`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from api.chat import places
from api.chat.messages import Pressed
from api.chat.pushed import Place
from api.db.tables import ChannelDelivery, ChannelThread, Conversation, Event

LONGEST_PAUSE = timedelta(minutes=15)
LONGEST_UNSURE = timedelta(seconds=30)
"""Somebody may be looking at half of it: kills and broken calls must not add up to long pauses."""
MOST_ATTEMPTS = 20
AT_ONCE = 16
"""Conversations of one channel served side by side."""
Action = Literal["send", "unfold", "settle"]


@dataclass(frozen=True, slots=True)
class Told:
    """An event with what has become of the message that tells it."""

    event: int
    at: datetime
    kind: str
    payload: Mapping[str, Any]
    language: str
    used: str | None
    """The button of it that was used."""
    unfolded: bool
    shown: str | None
    """The channel's own id of the message, once it was sent."""


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that this pump holds until the lease ends, with all that is needed to make it."""

    id: int
    fence: int
    action: str
    conversation: str
    channel: str
    ref: Mapping[str, Any]
    told: Told
    attempts: int
    unsure: bool
    place: Place | None
    """Where it shall stand, in channels that open places."""
    lease_until: datetime


def plan(session: Session, *, after: int, now: datetime) -> int:
    """Add a delivery for every event of a pushed thread that has none.

    Args:
        session: the transaction.
        after: only events with a greater id are looked at; all are once in a while, see the pump.
        now: the time.

    Returns:
        How many.
    """
    planned = select(ChannelDelivery.id).where(ChannelDelivery.event_id == Event.id)
    waiting = (
        select(Event.id, Event.conversation_id)
        .join(ChannelThread, ChannelThread.conversation_id == Event.conversation_id)
        .where(Event.id > after, ~planned.exists())
        .order_by(Event.id)
    )
    rows = session.execute(waiting).all()
    session.add_all(_delivery(conversation, event, "send", now=now) for event, conversation in rows)
    return len(rows)


def unfold(session: Session, event_id: int, *, now: datetime) -> bool:
    """Ask for the rest of a message to be shown. False when that was asked before, or there is no such event."""
    return _change_shown(session, event_id, "unfold", button=None, now=now)


def use_up(session: Session, pressed: Pressed, *, now: datetime) -> bool:
    """Ask for a message's buttons to go. False as above."""
    return _change_shown(session, pressed.event, "settle", button=pressed.button, now=now)


def _change_shown(session: Session, event_id: int, action: Action, *, button: str | None, now: datetime) -> bool:
    event = session.get(Event, event_id)
    asked = select(ChannelDelivery.id).where(ChannelDelivery.event_id == event_id, ChannelDelivery.action == action)
    if event is None or session.scalar(asked) is not None:
        return False
    try:
        with session.begin_nested():
            session.add(_delivery(event.conversation_id, event_id, action, now=now, button=button))
    except IntegrityError:  # another gateway was told of the same press
        return False
    return True


def belongs(session: Session, event_id: int, *, conversation: str) -> bool:
    """Whether an event was told in this conversation."""
    event = session.get(Event, event_id)
    return event is not None and event.conversation_id == conversation


def told(session: Session, event_id: int) -> Told:
    """An event as it is shown now."""
    event = session.get_one(Event, event_id)
    mine = session.scalars(select(ChannelDelivery).where(ChannelDelivery.event_id == event_id)).all()
    return Told(
        event=event.id,
        at=event.created_at,
        kind=event.kind,
        payload=dict(event.payload),
        language=session.get_one(Conversation, event.conversation_id).language,
        used=next((each.button for each in mine if each.action == "settle"), None),
        unfolded=any(each.action == "unfold" for each in mine),
        shown=next((each.channel_message_id for each in mine if each.action == "send"), None),
    )


def label_of(session: Session, event_id: int, button: str) -> str | None:
    """What a button of a message said; None when the message had no such button."""
    event = session.get(Event, event_id)
    if event is None or event.kind != "reply":
        return None
    offered = [*event.payload.get("buttons", ()), *event.payload.get("choices", ())]
    return next((str(each["label"]) for each in offered if each["id"] == button), None)


def claim(
    session: Session, *, channel: str, now: datetime, lease: timedelta, in_hand: Collection[int]
) -> tuple[Due, ...]:
    """Take the first open delivery of each of a channel's conversations, those that are due.

    Args:
        session: the transaction.
        channel: by its name.
        now: the time.
        lease: how long they are taken for.
        in_hand: this process's deliveries under way in the channel: never taken a second time.
    """
    earlier = aliased(ChannelDelivery)
    waits = select(earlier.id).where(
        earlier.conversation_id == ChannelDelivery.conversation_id,
        earlier.state == "pending",
        earlier.id < ChannelDelivery.id,
    )
    heads = (
        select(ChannelDelivery)
        .join(ChannelThread, ChannelThread.conversation_id == ChannelDelivery.conversation_id)
        .where(
            ChannelThread.channel == channel,
            ChannelDelivery.state == "pending",
            ChannelDelivery.not_before <= now,
            or_(ChannelDelivery.lease_until.is_(None), ChannelDelivery.lease_until < now),
            ChannelDelivery.id.not_in(in_hand),
            ~waits.exists(),
        )
        .order_by(ChannelDelivery.not_before, ChannelDelivery.id)
        .limit(max(0, AT_ONCE - len(in_hand)))
        .with_for_update(skip_locked=True, of=ChannelDelivery)  # left out on SQLite, where BEGIN IMMEDIATE serialises
    )
    return tuple(_take(session, row, now=now, lease=lease) for row in session.scalars(heads).all())


def due_channels(session: Session, *, now: datetime) -> frozenset[str]:
    """The channels that have something to take: nobody who looks for nothing needs to write."""
    pending = (
        select(ChannelThread.channel)
        .join(ChannelDelivery, ChannelThread.conversation_id == ChannelDelivery.conversation_id)
        .where(
            ChannelDelivery.state == "pending",
            ChannelDelivery.not_before <= now,
            or_(ChannelDelivery.lease_until.is_(None), ChannelDelivery.lease_until < now),
        )
    )
    return frozenset(session.scalars(pending.distinct()))


def mark_unsure(session: Session, held: Due, *, now: datetime, place: Place | None = None) -> bool:
    """Note, in a commit of its own before the call, that its outcome may stay unknown. False: lease lost."""
    if place is not None:
        places.use_up(session, held.conversation, place)
    return _write_back(session, held, unsure_since=now, place=place)


def mark_done(session: Session, held: Due, *, shown: str | None) -> bool:
    return _write_back(session, held, state="done", channel_message_id=shown, lease_until=None, error=None)


def mark_dead(session: Session, held: Due, *, error: str) -> bool:
    return _write_back(session, held, state="dead", lease_until=None, error=error)


def put_back(
    session: Session,
    held: Due,
    *,
    now: datetime,
    error: str,
    known: bool,
    wait: timedelta | None = None,
    least: timedelta = timedelta(),
) -> bool:
    """Try again after `wait`, or after 2^attempts seconds, at most 15 minutes (30 s if unsure) and at least `least`."""
    if held.attempts >= MOST_ATTEMPTS and known:
        return mark_dead(session, held, error=error)
    longest = LONGEST_PAUSE if known else LONGEST_UNSURE
    pause = wait if wait is not None else min(longest, timedelta(seconds=2 ** min(held.attempts - 1, 12)))
    values: dict[str, Any] = {"not_before": now + max(pause, least), "lease_until": None, "error": error}
    if known:
        values["unsure_since"] = None
    return _write_back(session, held, **values)


def count_by_state(session: Session) -> dict[str, int]:
    """How many deliveries are pending, done and dead."""
    rows = session.execute(select(ChannelDelivery.state, func.count()).group_by(ChannelDelivery.state))
    found = {row[0]: row[1] for row in rows}
    return {state: found.get(state, 0) for state in ("pending", "done", "dead")}


def _delivery(
    conversation: str, event: int, action: Action, *, now: datetime, button: str | None = None
) -> ChannelDelivery:
    return ChannelDelivery(
        conversation_id=conversation,
        event_id=event,
        action=action,
        button=button,
        state="pending",
        attempts=0,
        not_before=now,
        lease_until=None,
        fence=0,
        unsure_since=None,
        place=None,
        channel_message_id=None,
        error=None,
        created_at=now,
    )


def _take(session: Session, row: ChannelDelivery, *, now: datetime, lease: timedelta) -> Due:
    row.lease_until, row.fence, row.attempts = now + lease, row.fence + 1, row.attempts + 1
    there = session.get_one(ChannelThread, row.conversation_id)
    if row.action == "send" and row.place is None:
        row.place, there.place = there.place, None
    return Due(
        id=row.id,
        fence=row.fence,
        action=row.action,
        conversation=row.conversation_id,
        channel=there.channel,
        ref=dict(there.ref),
        told=told(session, row.event_id),
        attempts=row.attempts,
        unsure=row.unsure_since is not None,
        place=Place(row.place) if row.place else None,
        lease_until=row.lease_until,
    )


def _write_back(session: Session, held: Due, **values: Any) -> bool:  # noqa: ANN401 - column values
    mine = (ChannelDelivery.id == held.id, ChannelDelivery.fence == held.fence, ChannelDelivery.state == "pending")
    result = session.execute(update(ChannelDelivery).where(*mine).values(**values))
    return bool(getattr(result, "rowcount", 0) == 1)
