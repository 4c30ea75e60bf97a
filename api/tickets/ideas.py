"""Ideas that others may see, what becomes of them, who agrees. Statements over `ideas` and its tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from api.db.idea_tables import Idea, IdeaAgreement, IdeaText
from api.db.tables import DeskTicket, Ticket

STATES = ("new", "seen", "doing", "done", "not_now")
OPEN_STATES = ("new", "seen", "doing")
FALLBACK = ("sv", "en", "fi")
"""Which wording is shown where there is none in the reader's language nor in the idea's own."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What others read of an idea, in one language. Holds no personal data: the desk has edited it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class IdeaView:
    """An idea with what has become of it."""

    id: int
    number: str
    language: str
    state: str
    why: str
    is_shown: bool
    wordings: Mapping[str, Wording]
    """By language."""
    agreeing: int
    """How many others have said so."""
    created_at: datetime
    changed_at: datetime

    def spoken_in(self, language: str) -> str:
        """The reader's language, else the idea's own, else one it is written in."""
        order = (language, self.language, *FALLBACK)
        return next(each for each in order if each in self.wordings)

    def in_language(self, language: str) -> Wording:
        """Its words for a reader. An idea that is shown has some."""
        return self.wordings[self.spoken_in(language)]


@dataclass(frozen=True, slots=True)
class Change:
    """What a desk person wants an idea to be, and who they are."""

    by: str
    now: datetime
    language: str = "sv"
    """The idea's own, for one that nothing was done with yet."""


class Agreed(Enum):
    """What came of agreeing."""

    YES = "agreed"
    BEFORE = "before"
    OWN = "own"
    """It is the person's own idea."""
    GONE = "gone"
    """It is no longer shown."""


def find_idea(session: Session, number: str) -> IdeaView | None:
    """The idea that came as this ticket; None when nothing was done with it yet."""
    row = session.scalar(select(Idea).where(Idea.number == number))
    return _views(session, [row])[0] if row else None


def shown_ideas(session: Session, ids: Sequence[int] | None = None) -> tuple[IdeaView, ...]:
    """Ideas that others may see: those of the ids in their order, else all, the newest first."""
    wanted = select(Idea).where(Idea.is_shown.is_(True)).order_by(Idea.id.desc())
    if ids is None:
        return _views(session, session.scalars(wanted).all())
    found = {view.id: view for view in _views(session, session.scalars(wanted.where(Idea.id.in_(ids))).all())}
    return tuple(found[each] for each in ids if each in found)


def show_idea(session: Session, number: str, wordings: Mapping[str, Wording], change: Change) -> None:
    """Let others see it in these words, in place of those before."""
    row = _row(session, number, change)
    row.is_shown = True
    session.execute(delete(IdeaText).where(IdeaText.idea_id == row.id))
    session.add_all(
        IdeaText(idea_id=row.id, language=language, title=each.title, text=each.text)
        for language, each in wordings.items()
    )


def hide_idea(session: Session, number: str, change: Change) -> None:
    """Nobody sees it any more; its words stay for the desk."""
    _row(session, number, change).is_shown = False


def set_state(session: Session, number: str, *, state: str, why: str, change: Change) -> bool:
    """Say what becomes of it. False when it was so already: then there is nothing to tell."""
    row = _row(session, number, change)
    if (row.state, row.why) == (state, why):
        return False
    row.state, row.why = state, why
    return True


def agree(session: Session, idea: int, *, conversations: Sequence[str], now: datetime) -> Agreed:
    """Count one person once, over all their conversations; the first of these is where they are told."""
    row = session.scalar(select(Idea).where(Idea.id == idea, Idea.is_shown.is_(True)))
    if row is None:
        return Agreed.GONE
    own = select(Ticket.id).where(Ticket.number == row.number, Ticket.conversation_id.in_(conversations))
    if session.scalar(own):
        return Agreed.OWN
    mine = IdeaAgreement.conversation_id.in_(conversations)
    if session.scalar(select(IdeaAgreement.id).where(IdeaAgreement.idea_id == idea, mine).limit(1)):
        return Agreed.BEFORE
    session.add(IdeaAgreement(idea_id=idea, conversation_id=conversations[0], agreed_at=now))
    return Agreed.YES


def agreed_in(session: Session, conversations: Sequence[str]) -> int:
    """How many ideas are agreed with in these conversations."""
    mine = select(func.count()).select_from(IdeaAgreement).where(IdeaAgreement.conversation_id.in_(conversations))
    return session.scalar(mine) or 0


def unlink_agreements(session: Session, conversation: str) -> None:
    """Forget who agreed; that somebody did stays counted."""
    mine = update(IdeaAgreement).where(IdeaAgreement.conversation_id == conversation)
    session.execute(mine.values(conversation_id=None))


def waited_for() -> Select[str | None]:
    """Conversations that shall be told what becomes of an idea nobody has decided on."""
    return (
        select(IdeaAgreement.conversation_id)
        .join(Idea, IdeaAgreement.idea_id == Idea.id)
        .where(IdeaAgreement.conversation_id.is_not(None), Idea.is_shown.is_(True), Idea.state.in_(OPEN_STATES))
    )


def senders_of(session: Session, number: str) -> tuple[str, ...]:
    """Conversations that the idea, or one merged into it, came from."""
    root = select(DeskTicket.id).where(DeskTicket.number == number).scalar_subquery()
    merged = select(DeskTicket.number).where(DeskTicket.merged_into == root)
    theirs = select(Ticket.conversation_id).where(or_(Ticket.number == number, Ticket.number.in_(merged)))
    return tuple(dict.fromkeys(each for each in session.scalars(theirs.order_by(Ticket.id)) if each))


def agreeing_with(session: Session, idea: int) -> tuple[str, ...]:
    """Conversations where somebody agreed with it."""
    theirs = select(IdeaAgreement.conversation_id).where(IdeaAgreement.idea_id == idea)
    return tuple(each for each in session.scalars(theirs.order_by(IdeaAgreement.id)) if each)


def _row(session: Session, number: str, change: Change) -> Idea:
    """The idea to be changed; begun when nothing was done with it yet."""
    row = session.scalar(select(Idea).where(Idea.number == number).with_for_update())
    if row is None:
        row = Idea(number=number, language=change.language, state="new", why="", is_shown=False, created_at=change.now)
        session.add(row)
    row.changed_by, row.changed_at = change.by, change.now
    session.flush()
    return row


def _views(session: Session, rows: Sequence[Idea]) -> tuple[IdeaView, ...]:
    ids = [row.id for row in rows]
    wordings: dict[int, dict[str, Wording]] = {each: {} for each in ids}
    for text in session.scalars(select(IdeaText).where(IdeaText.idea_id.in_(ids))):
        wordings[text.idea_id][text.language] = Wording(text.title, text.text)
    counted = select(IdeaAgreement.idea_id, func.count()).where(IdeaAgreement.idea_id.in_(ids))
    agreeing = {row[0]: row[1] for row in session.execute(counted.group_by(IdeaAgreement.idea_id))}
    return tuple(
        IdeaView(
            id=row.id,
            number=row.number,
            language=row.language,
            state=row.state,
            why=row.why,
            is_shown=row.is_shown,
            wordings=wordings[row.id],
            agreeing=agreeing.get(row.id, 0),
            created_at=row.created_at,
            changed_at=row.changed_at,
        )
        for row in rows
    )
