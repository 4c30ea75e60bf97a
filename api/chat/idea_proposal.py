"""Words for others, proposed from what was sent: personal data taken out, cut to a title and two sentences."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.idea_tables import Idea
from api.db.tables import DeskTicket, Outbox, Ticket
from api.tickets.ideas import Wording
from api.topics.redact import redact

LONGEST_TITLE, LONGEST_TEXT, LONGEST_WHY = 60, 200, 100
MOST_SENTENCES = 2
MOST_LISTED = 100
IDEA = "idea"
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Sent:
    """An idea as it came, for the desk alone."""

    number: str
    language: str
    subject: str
    proposed: Wording


class UnknownIdeaError(Exception):
    """No idea has that number."""


def sent_idea(session: Session, number: str) -> Sent:
    """What came in under this number; empty words when it was erased.

    Raises:
        UnknownIdeaError: no idea has that number.
    """
    desk = session.scalar(select(DeskTicket).where(DeskTicket.number == number))
    ticket = session.scalar(select(Ticket).where(Ticket.number == number))
    idea = session.scalar(select(Idea).where(Idea.number == number))
    if desk is not None and desk.kind == IDEA:
        return _sent(number, desk.language, desk.subject, desk.fields)
    if ticket is not None and ticket.kind == IDEA:
        opened = select(Outbox.payload).where(Outbox.ticket_id == ticket.id, Outbox.action == "open_ticket")
        payload = session.scalar(opened.limit(1)) or {}
        return _sent(number, ticket.language, str(payload.get("subject", "")), payload.get("fields") or {})
    if idea is None:
        raise UnknownIdeaError(number)
    return _sent(number, idea.language, "", {})


def newest_ideas(session: Session) -> tuple[Sent, ...]:
    """Those that came last, and every one that was shown to others, the newest first."""
    desk = select(DeskTicket.number).where(DeskTicket.kind == IDEA).order_by(DeskTicket.id.desc())
    elsewhere = select(Ticket.number).where(Ticket.kind == IDEA).order_by(Ticket.id.desc())
    kept = set(session.scalars(select(Idea.number)))
    numbers = kept.union(session.scalars(desk.limit(MOST_LISTED)), session.scalars(elsewhere.limit(MOST_LISTED)))
    return tuple(sent_idea(session, each) for each in sorted(numbers, key=_order, reverse=True))


def redacted(wording: Wording) -> Wording:
    """What may be shown: no personal data that we recognise, and no longer than it fits."""
    title, text = redact(wording.title), redact(wording.text)
    return Wording(" ".join(title.split())[:LONGEST_TITLE], " ".join(text.split())[:LONGEST_TEXT])


def _sent(number: str, language: str, subject: str, fields: Mapping[str, object]) -> Sent:
    told = " ".join(redact(str(fields.get("problem") or subject)).split())
    sentences = SENTENCE_END.split(told)
    title = _cut(sentences[0].rstrip("."), LONGEST_TITLE)
    text = _cut(" ".join(sentences[:MOST_SENTENCES]), LONGEST_TEXT)
    return Sent(number, language, subject, Wording(title[:1].upper() + title[1:], text))


def _cut(text: str, longest: int) -> str:
    """At a word's end."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(",;:–- ")


def _order(number: str) -> tuple[int, str]:
    digits = number.rpartition("-")[2]
    return (int(digits) if digits.isdecimal() else 0, number)
