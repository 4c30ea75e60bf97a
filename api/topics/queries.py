"""What trainers and editors see, from the redacted question log. Statements over `question_log`.

Confirmed and unknown stay apart: silence is never counted as solved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from api.db.tables import QuestionLog

WEEK = timedelta(days=7)
TRAINING = "training"
"""The kind of a wish to learn something, which is no question."""
NEXT = "next"
"""The kind of another guide shown for the same question after one that did not help: an answer, but no new question."""


@dataclass(frozen=True, slots=True)
class AskedGuide:
    """How often a guide was shown as the answer, and what people said about it."""

    guide: str
    """Base id, without language suffix."""
    asked: int
    solved: int
    unsolved: int
    """Said that it did not help, or asked for a person after it."""
    unknown: int
    """Said nothing."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that no guide answered, as redacted when it was asked."""

    text: str
    language: str
    asked_at: datetime
    times: int
    """How often it was asked in the same words."""


@dataclass(frozen=True, slots=True)
class Totals:
    """All questions of a period, by what they got and what was said about it."""

    questions: int
    answered: int
    """Answers shown: two for a question whose first guide did not help and that was shown another."""
    clarified: int
    refused: int
    solved: int
    unsolved: int
    unknown: int
    """Answered, and nothing said about it."""


def most_asked_guides(session: Session, *, since: datetime, limit: int = 20) -> tuple[AskedGuide, ...]:
    """Guides people were answered with, most asked first; equal counts by id."""
    asked = func.count().label("asked")
    statement = (
        select(QuestionLog.guide, asked, _how_many("solved"), _how_many("unsolved", "human"))
        .where(QuestionLog.asked_at >= since, QuestionLog.guide.is_not(None))
        .group_by(QuestionLog.guide)
        .order_by(asked.desc(), QuestionLog.guide)
        .limit(limit)
    )
    return tuple(_asked_guide(row) for row in session.execute(statement))


def feedback_by_guide(session: Session, *, since: datetime, limit: int = 20) -> tuple[AskedGuide, ...]:
    """Guides somebody said something about, most often unhelpful first."""
    unsolved = _how_many("unsolved", "human")
    statement = (
        select(QuestionLog.guide, func.count(), _how_many("solved"), unsolved)
        .where(QuestionLog.asked_at >= since, QuestionLog.guide.is_not(None))
        .group_by(QuestionLog.guide)
        .having(func.count(QuestionLog.feedback) > 0)
        .order_by(unsolved.desc(), func.count().desc(), QuestionLog.guide)
        .limit(limit)
    )
    return tuple(_asked_guide(row) for row in session.execute(statement))


def unanswered_questions(session: Session, *, since: datetime, limit: int = 50) -> tuple[Unanswered, ...]:
    """Questions that were refused, most often asked first, then newest."""
    return _in_same_words(session, "refuse", since=since, limit=limit)


def training_wishes(session: Session, *, since: datetime, limit: int = 50) -> tuple[Unanswered, ...]:
    """What people want to learn, in their own words, most often wished first."""
    return _in_same_words(session, TRAINING, since=since, limit=limit)


def _in_same_words(session: Session, kind: str, *, since: datetime, limit: int) -> tuple[Unanswered, ...]:
    times, newest = func.count().label("times"), func.max(QuestionLog.asked_at).label("newest")
    words = func.lower(QuestionLog.text)
    statement = (
        select(func.max(QuestionLog.text), func.max(QuestionLog.language), newest, times)
        .where(QuestionLog.asked_at >= since, QuestionLog.kind == kind, QuestionLog.text != "")
        .group_by(words)
        .order_by(times.desc(), newest.desc())
        .limit(limit)
    )
    return tuple(Unanswered(text, language, at, n) for text, language, at, n in session.execute(statement))


def totals(session: Session, *, since: datetime) -> Totals:
    """The period in seven numbers."""
    answered = QuestionLog.kind.in_(("answer", "step", NEXT))
    said = QuestionLog.feedback.is_not(None)
    row = session.execute(
        select(
            _count_if(QuestionLog.kind != NEXT),
            _count_if(answered),
            _count_if(QuestionLog.kind == "clarify"),
            _count_if(QuestionLog.kind == "refuse"),
            _how_many("solved"),
            _count_if(answered & QuestionLog.feedback.in_(("unsolved", "human"))),
            _count_if(answered & ~said),
        ).where(QuestionLog.asked_at >= since, QuestionLog.kind != TRAINING)
    ).one()
    return Totals(*row)


def _asked_guide(row: Sequence[object]) -> AskedGuide:
    guide, (asked, solved, unsolved) = str(row[0]), (int(str(n)) for n in row[1:])
    return AskedGuide(guide, asked, solved, unsolved, unknown=asked - solved - unsolved)


def _how_many(*feedback: str) -> ColumnElement[int]:
    return _count_if(QuestionLog.feedback.in_(feedback))


def _count_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
