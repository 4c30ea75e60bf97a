"""Messages that Slack or Teams would not show: statements over dead `channel_deliveries`, for the desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.db.tables import ChannelDelivery, ChannelThread, Event

MOST = 50
What = Literal["reply", "desk-reply", "status", "change"]


@dataclass(frozen=True, slots=True)
class Unshown:
    """One dead delivery. What a person asked and was answered stays out of it."""

    id: int
    channel: str
    what: What
    ticket: str
    """Its number, for what the desk wrote; else empty."""
    attempts: int
    error: str
    """The channel's own words."""
    created_at: datetime


def unshown(session: Session) -> tuple[Unshown, ...]:
    """The oldest first, at most fifty."""
    rows = session.execute(
        select(ChannelDelivery, ChannelThread.channel, Event)
        .join(ChannelThread, ChannelThread.conversation_id == ChannelDelivery.conversation_id)
        .join(Event, Event.id == ChannelDelivery.event_id)
        .where(ChannelDelivery.state == "dead")
        .order_by(ChannelDelivery.id)
        .limit(MOST)
    )
    return tuple(
        Unshown(
            id=row.id,
            channel=channel,
            what=_what(row, event),
            ticket=str(dict(event.payload).get("ticket") or "") if event.kind != "reply" else "",
            attempts=row.attempts,
            error=row.error or "",
            created_at=row.created_at,
        )
        for row, channel, event in rows
    )


def try_again(session: Session, delivery: int, *, now: datetime) -> bool:
    """Wake a dead delivery. False when it is not dead. Whether it may have been shown stays remembered."""
    statement = update(ChannelDelivery).where(ChannelDelivery.id == delivery, ChannelDelivery.state == "dead")
    result = session.execute(statement.values(state="pending", attempts=0, not_before=now, error=None))
    return bool(getattr(result, "rowcount", 0) == 1)


def _what(row: ChannelDelivery, event: Event) -> What:
    if row.action != "send":
        return "change"
    return "desk-reply" if event.kind == "desk_reply" else "status" if event.kind == "ticket_status" else "reply"
