"""Many people with the same question in a short time: perhaps something is down. Statements over `question_log`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.db.tables import QuestionLog
from api.topics.queries import NEXT

WINDOW = timedelta(minutes=30)
FEWEST = 5
"""People; fewer may be one office that talks at coffee."""
TIMES_USUAL = 4
LOOK_BACK = timedelta(days=14)
BUSY_SHARE = 0.24
"""Of all hours, those in which people work: five days of eight hours."""


@dataclass(frozen=True, slots=True)
class Surge:
    """A guide that far more people were answered with just now than on other days."""

    guide: str
    """Base id, without language suffix."""
    people: int
    """Conversations in the last half hour."""


def newest_surge(session: Session, *, now: datetime) -> Surge | None:
    """The guide most people were answered with in the last half hour, if that is unusual."""
    people = func.count(QuestionLog.conversation_id.distinct())
    counted = (
        select(QuestionLog.guide, people)
        .where(QuestionLog.guide.is_not(None), QuestionLog.asked_at > now - WINDOW, QuestionLog.kind != NEXT)
        .group_by(QuestionLog.guide)
        .having(people >= FEWEST)
        .order_by(people.desc(), QuestionLog.guide)
    )
    for guide, count in session.execute(counted):
        if guide and count >= TIMES_USUAL * _usual(session, guide, now=now):
            return Surge(guide, count)
    return None


def _usual(session: Session, guide: str, *, now: datetime) -> float:
    """Questions in half an hour of work, over two weeks."""
    before, since = now - WINDOW, now - LOOK_BACK
    earlier = select(func.count()).where(
        QuestionLog.guide == guide,
        QuestionLog.asked_at <= before,
        QuestionLog.asked_at > since,
        QuestionLog.kind != NEXT,
    )
    return (session.scalar(earlier) or 0) / ((before - since) / WINDOW * BUSY_SHARE)
