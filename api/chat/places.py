"""Places that were opened in channels' threads: statements over `channel_threads.place`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from api.chat.pushed import Place
from api.db.tables import ChannelDelivery, ChannelThread, Event, Turn


@dataclass(frozen=True, slots=True)
class Left:
    """A place that nothing will be put into."""

    conversation: str
    channel: str
    ref: Mapping[str, Any]
    place: Place


def keep(session: Session, conversation: str, place: Place) -> bool:
    """Keep a place for the thread's next message. False where one is kept already, or the thread is gone."""
    there = session.get(ChannelThread, conversation, with_for_update=True)
    if there is None or there.place is not None:
        return False
    there.place = place
    return True


def kept(session: Session, conversation: str) -> Place | None:
    """The place kept for the thread's next message."""
    found = session.scalar(select(ChannelThread.place).where(ChannelThread.conversation_id == conversation))
    return Place(found) if found else None


def use_up(session: Session, conversation: str, place: Place) -> bool:
    """It is kept for nobody else from now on. False where it was not kept."""
    mine = (ChannelThread.conversation_id == conversation, ChannelThread.place == place)
    result = session.execute(update(ChannelThread).where(*mine).values(place=None))
    return bool(getattr(result, "rowcount", 0) == 1)


def left(session: Session) -> tuple[Left, ...]:
    """Places kept in threads where nothing is to be answered or shown any more."""
    mine = ChannelThread.conversation_id
    planned = exists().where(ChannelDelivery.event_id == Event.id)
    waiting = (
        exists().where(Turn.conversation_id == mine, Turn.state == "received"),
        exists().where(ChannelDelivery.conversation_id == mine, ChannelDelivery.state == "pending"),
        exists().where(Event.conversation_id == mine, ~planned),
    )
    rows = session.scalars(select(ChannelThread).where(ChannelThread.place.is_not(None), *(~each for each in waiting)))
    return tuple(Left(row.conversation_id, row.channel, dict(row.ref), Place(row.place or "")) for row in rows)
