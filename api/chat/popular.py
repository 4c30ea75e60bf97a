"""Four questions to start with: what people really ask most, in the person's language."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.chat.shelf import Shelf, is_open
from api.db.tables import QuestionLog
from api.topics.queries import NEXT

HOW_MANY = 4
LOOK_BACK = timedelta(days=30)
BEFORE_ANYONE_ASKED = ("glomt-losenord", "skrivare-skriver-inte", "vpn-hemifran", "mfa-ny-telefon")
"""What every service desk is asked most; used until the log knows better."""


def most_asked(session: Session, *, now: datetime) -> tuple[str, ...]:
    """Base ids of the guides most answered with in the last 30 days."""
    counted = (
        select(QuestionLog.guide)
        .where(QuestionLog.guide.is_not(None), QuestionLog.asked_at > now - LOOK_BACK, QuestionLog.kind != NEXT)
        .group_by(QuestionLog.guide)
        .order_by(func.count().desc(), QuestionLog.guide)
        .limit(HOW_MANY)
    )
    return tuple(guide for guide in session.scalars(counted) if guide)


def popular_questions(shelf: Shelf, asked: tuple[str, ...], *, language: str) -> tuple[str, ...]:
    """One question for each guide, in its authors' words for how people ask: its first test question."""
    found: list[str] = []
    for base in dict.fromkeys((*asked, *BEFORE_ANYONE_ASKED)):
        guide = shelf.version(base, language)
        if guide and is_open(guide) and guide.language == language and guide.questions:
            question = guide.questions[0]
            found.append(question[:1].upper() + question[1:])
    return tuple(found[:HOW_MANY])
