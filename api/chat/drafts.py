"""From ticket to guide and back to who asked: statements over `guide_drafts`, and the file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from api.chat.draft_text import Solved, compose, draft_title, stem_of
from api.chat.shelf import Shelf
from api.db.engine import Database
from api.db.tables import Conversation, DeskTicket, Event, GuideDraft, Ticket
from api.texts.catalogue import Catalogue
from api.tickets.desk_queue import DeskView, load_ticket
from knowledge.collection import guide_files

OWNER = "it-kansliet"
"""Where no guide shown on the ticket has an owner."""
MOST_SYSTEMS = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """A guide made from a ticket."""

    guide: str
    made_by: str
    told_at: datetime | None


class DraftFolderError(Exception):
    """The folder cannot be written; the operator must say where drafts go."""


def draft_of(session: Session, number: str) -> Draft | None:
    """The draft made from this ticket."""
    row = session.scalar(select(GuideDraft).where(GuideDraft.ticket == number))
    return Draft(row.guide, row.made_by, row.told_at) if row else None


def make_draft(
    session: Session, number: str, *, shelf: Shelf, folder: Path, catalogue: Catalogue, author: str, now: datetime
) -> Draft:
    """Write the file and note whose question it answers. A ticket gives one draft; again gives the same.

    Raises:
        UnknownTicketError: there is no such ticket.
        DraftFolderError: the file could not be written.
    """
    known = draft_of(session, number)
    if known:
        return known
    view = load_ticket(session, number)
    solved = solved_of(view, shelf)
    taken = {path.stem for place in (shelf.folder, folder) for path in guide_files(place)}
    stem = stem_of(solved.title, taken, number=number)
    text = compose(
        solved,
        stem=stem,
        heading=catalogue.say(solved.language, "draft-heading"),
        comment=catalogue.say(solved.language, "draft-comment", number=number),
        today=now.date(),
    )
    # The row first: when the file fails nothing is kept, and a file without a row could never be told of.
    session.add(GuideDraft(ticket=number, guide=stem, made_by=author, created_at=now, told_at=None))
    session.flush()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{stem}.md").write_text(text, encoding="utf-8")
    except OSError as error:
        raise DraftFolderError(str(folder)) from error
    return Draft(stem, author, None)


def solved_of(view: DeskView, shelf: Shelf) -> Solved:
    """What the ticket tells: the askers' words, the desk's replies, and the systems of the guides shown."""
    shown = [guide for each in view.tried if (guide := shelf.version(str(each.get("guide", "")), view.language))]
    systems = dict.fromkeys(system for guide in shown for system in guide.systems)
    owners = [guide.owner for guide in shown if guide.owner]
    spoken = [str(line["text"]) for line in view.conversation if line.get("who") == "person"]
    told = view.fields.get("what") or view.fields.get("problem") or ""
    later = [line.text for line in view.lines if line.author_kind == "person"]
    return Solved(
        number=view.number,
        title=draft_title(view.subject),
        language=view.language,
        owner=owners[0] if owners else OWNER,
        systems=tuple(systems)[:MOST_SYSTEMS],
        asked=tuple(each for each in (told, *spoken[:1], *later) if each),
        replies=tuple(line.text for line in view.lines if line.author_kind == "desk"),
    )


def untold(session: Session) -> tuple[str, ...]:
    """Guides whose askers have not been told yet."""
    return tuple(session.scalars(select(GuideDraft.guide).where(GuideDraft.told_at.is_(None))))


def tell_published(
    session: Session, guide: str, *, shelf: Shelf, catalogue: Catalogue, link: Callable[[str], str], now: datetime
) -> int:
    """Tell everyone whose ticket became this guide, once, in their own language, in their chat.

    Returns:
        How many conversations were told.
    """
    taken = update(GuideDraft).where(GuideDraft.guide == guide, GuideDraft.told_at.is_(None)).values(told_at=now)
    if getattr(session.execute(taken), "rowcount", 0) == 0:
        return 0  # another process was quicker
    drafts = session.scalars(select(GuideDraft).where(GuideDraft.guide == guide)).all()
    told = 0
    for draft in drafts:
        for number, conversation, language in _askers(session, draft.ticket):
            version = shelf.version(guide, language)
            if version is None:
                continue
            text = catalogue.say(
                language, "draft-published", number=number, title=version.title, link=link(f"/guides/{version.id}")
            )
            payload = {"name": draft.made_by, "text": text, "ticket": number}
            session.add(Event(conversation_id=conversation, kind="desk_reply", payload=payload, created_at=now))
            told += 1
    return told


def _askers(session: Session, number: str) -> tuple[tuple[str, str, str], ...]:
    """Number, conversation and language of the ticket and of those merged into it."""
    root = select(DeskTicket.id).where(DeskTicket.number == number).scalar_subquery()
    followers = select(DeskTicket.number).where(DeskTicket.merged_into == root)
    rows = session.execute(
        select(Ticket.number, Conversation.id, Conversation.language)
        .join(Conversation, Ticket.conversation_id == Conversation.id)
        .where(or_(Ticket.number == number, Ticket.number.in_(followers)))
        .order_by(Ticket.id)
    )
    return tuple((row[0], row[1], row[2]) for row in rows)


class GuideNews:
    """Looks again and again whether a draft was published, and tells who asked."""

    def __init__(
        self,
        database: Database,
        *,
        shelf: Shelf,
        catalogue: Catalogue,
        link: Callable[[str], str],
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._shelf = shelf
        self._catalogue = catalogue
        self._link = link
        self._now = now

    async def look(self) -> int:
        """Look once. Returns how many conversations were told."""
        waiting = await self._database.read(untold)
        published = [guide for guide in waiting if self._shelf.guide(guide)]
        return sum([await self._database.write(partial(self._tell, guide=guide)) for guide in published])

    def _tell(self, session: Session, *, guide: str) -> int:
        return tell_published(
            session, guide, shelf=self._shelf, catalogue=self._catalogue, link=self._link, now=self._now()
        )
