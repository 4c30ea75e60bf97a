"""The redacted question log: what was asked and what came of it. Statements over `question_log`."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from api.chat.bot_reply import BotReply, Hit
from api.chat.conversations import ReceivedTurn, Thread
from api.db.tables import QuestionLog
from api.topics.queries import NEXT, TRAINING
from api.topics.redact import redact

ASKED = frozenset({"answer", "clarify", "refuse", "outage", "step"})


def log_question(session: Session, thread: Thread, turn: ReceivedTurn, said: BotReply, *, now: datetime) -> None:
    """Keep a question with what the person got, redacted; note what they said about the answer before."""
    if said.feedback:
        _give_feedback(session, thread, turn, said, now=now)
    elif turn.text and said.request == TRAINING:
        session.add(_row(thread, turn, BotReply(TRAINING), now))
    elif turn.text and said.decision and said.kind in ASKED:
        session.add(_row(thread, turn, said, now))
    elif said.hit and said.kind == "answer":
        _chosen(session, thread.id, said)


def _row(thread: Thread, turn: ReceivedTurn, said: BotReply, now: datetime) -> QuestionLog:
    shown = said.hit
    return QuestionLog(
        turn_id=turn.id,
        conversation_id=thread.id,
        asked_at=now,
        channel=thread.channel,
        language=turn.language,
        text=redact(turn.text or ""),
        kind=said.kind,
        guide=shown.guide if shown else None,
        section=shown.section if shown else None,
        confidence=said.decision.confidence if said.decision else None,
        feedback=None,
    )


def _newest(session: Session, conversation: str) -> QuestionLog | None:
    mine = select(QuestionLog).where(QuestionLog.conversation_id == conversation)
    return session.scalar(mine.order_by(QuestionLog.id.desc()).limit(1))


def _give_feedback(session: Session, thread: Thread, turn: ReceivedTurn, said: BotReply, *, now: datetime) -> None:
    """About the guide shown last. Another guide shown in its place has a row of its own, for what is said of it."""
    newest = _newest(session, thread.id)
    if newest is None:
        return
    newest.feedback = said.feedback
    if said.hit and newest.guide and said.hit.guide != newest.guide:
        session.add(_shown_after(newest, turn, said.hit, now))


def _shown_after(before: QuestionLog, turn: ReceivedTurn, hit: Hit, now: datetime) -> QuestionLog:
    """The same question in the same words; nothing was searched anew, so there is no confidence."""
    return QuestionLog(
        turn_id=turn.id,
        conversation_id=before.conversation_id,
        asked_at=now,
        channel=before.channel,
        language=before.language,
        text=before.text,
        kind=NEXT,
        guide=hit.guide,
        section=hit.section,
        confidence=None,
        feedback=None,
    )


def _chosen(session: Session, conversation: str, said: BotReply) -> None:
    """After a clarifying question the log names the guide the person chose."""
    newest = _newest(session, conversation)
    if newest and newest.kind == "clarify" and said.hit:
        newest.kind, newest.guide, newest.section = "answer", said.hit.guide, said.hit.section


def forget_old_questions(session: Session, *, now: datetime, keep: timedelta) -> int:
    old = delete(QuestionLog).where(QuestionLog.asked_at < now - keep)
    return int(getattr(session.execute(old), "rowcount", 0))


def unlink(session: Session, conversation: str) -> None:
    """Take away the link from questions to a conversation; the redacted questions stay."""
    statement = update(QuestionLog).where(QuestionLog.conversation_id == conversation)
    session.execute(statement.values(conversation_id=None))
