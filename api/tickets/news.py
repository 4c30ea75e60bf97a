"""The way back: what the desk wrote or decided becomes an event in the person's conversation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.db.engine import Database
from api.db.tables import Conversation, Cursor, Event, SeenHook, SeenNews, Ticket
from api.tickets import outbox, targets
from api.tickets.ports import (
    News,
    NewsPage,
    Place,
    TicketSystem,
    TicketSystemBusyError,
    TicketSystemClosedError,
)

log = structlog.get_logger()
BATCH = 100
MOST_PAGES = 50
"""Read in one turn; the rest comes in the next."""
KEEP_SEEN = timedelta(days=30)
"""Far longer than any system tells news again."""
HOLD = timedelta(hours=1)
"""How long news wait for a ticket whose number is being looked for: far longer than it takes while the system is up."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """How far one turn has read."""

    place: Place
    held: bool
    """Some news are read again in the next turn; what is beyond them does not wait."""
    more: bool


@dataclass(frozen=True, slots=True)
class NewsDesk:
    """Reads one system's news."""

    database: Database
    system: TicketSystem
    now: Callable[[], datetime]
    nobody_there: str = ""
    """Noted on the ticket when the desk answers a person who asked to be forgotten."""

    async def read_when_due(self) -> None:
        """Read when the system's pause is over or a webhook nudged; one worker does."""
        pause, name = timedelta(seconds=self.system.poll_s), self.system.name
        # Without a pause (our own desk) there is no turn to note; several readers tell news once all the same.
        if pause and not await self.database.write(lambda s: targets.take_turn(s, name, pause=pause, now=self.now())):
            return
        turn: _Turn | None = None
        try:
            for _ in range(MOST_PAGES):
                turn = await self._read_on(turn)
                if not turn.more:
                    return
        except (ConnectionError, TimeoutError, TicketSystemBusyError, TicketSystemClosedError) as error:
            log.warning("news_not_read", system=name, error=str(error)[:200])

    async def read(self) -> None:
        """Read one page of what is new and store it as events; place and events in one transaction."""
        await self._read_on(None)

    async def _read_on(self, turn: _Turn | None) -> _Turn:
        """Read the next page of this turn; the first begins where the stored place is."""
        after = turn.place if turn else await self._begun()
        page = await self.system.news(after=after, limit=BATCH)
        before = turn.held if turn else False
        held = await self.database.write(lambda session: self._store(session, page, held=before))
        return _Turn(page.place, held, more=bool(page.items) and page.place != after)

    async def _begun(self) -> Place:
        after = await self.database.read(self._place)
        if after is None:
            after = await self.system.start()
            start = after
            await self.database.write(lambda session: self._begin(session, start))
        return after

    @property
    def _cursor(self) -> str:
        return f"news:{self.system.name}"

    def _place(self, session: Session) -> Place | None:
        place = session.scalar(select(Cursor.place).where(Cursor.name == self._cursor))
        return None if place is None else Place(place)

    def _begin(self, session: Session, start: Place) -> None:
        if session.get(Cursor, self._cursor) is None:
            session.add(Cursor(name=self._cursor, place=start))

    def _store(self, session: Session, page: NewsPage, *, held: bool) -> bool:
        """Tell a page's news. True when some, here or on a page before, must be read again: the place stays there."""
        cursor = session.get_one(Cursor, self._cursor, with_for_update=True)
        if page.place == cursor.place and not page.items:
            return held
        unsettled = outbox.some_ticket_is_unsettled(session, self.system.name)
        for item in page.items:
            known = session.scalar(
                select(Ticket).where(Ticket.system == self.system.name, Ticket.external_id == item.ticket)
            )
            seen = session.get(SeenNews, (self.system.name, item.id))
            if known is None:
                # Not ours, or about a ticket whose number there we do not know yet: told once we do.
                held = (unsettled and self._hold(session, seen, item)) or held
            elif seen is None or seen.held:
                session.merge(SeenNews(system=self.system.name, news_id=item.id, seen_at=self.now(), held=False))
                self._tell(session, known, item)
        if not held:
            cursor.place = page.place
        return held

    def _hold(self, session: Session, seen: SeenNews | None, item: News) -> bool:
        """Whether the item is read again in the next turn: for an hour from when it was first read."""
        name, now = self.system.name, self.now()
        if seen is None:
            session.add(SeenNews(system=name, news_id=item.id, seen_at=now, held=True))
            log.info("news_held", system=name, news=item.id, ticket=item.ticket)
            return True
        if seen.held and now - seen.seen_at >= HOLD:
            seen.held = False
            log.warning("news_let_go", system=name, news=item.id, ticket=item.ticket)
        return seen.held

    def _tell(self, session: Session, ticket: Ticket, item: News) -> None:
        now = self.now()
        if item.kind == "status" and self._is_old(session, ticket, item.text):
            return
        ticket.updated_at = now
        if item.kind == "status":
            ticket.status = item.text
        if ticket.conversation_id is None:
            self._note_that_nobody_is_there(session, ticket, item)
            return
        payload = (
            {"status": item.text, "ticket": ticket.number}
            if item.kind == "status"
            else {"name": item.author, "text": item.text, "ticket": ticket.number}
        )
        kind = "ticket_status" if item.kind == "status" else "desk_reply"
        session.add(Event(conversation_id=ticket.conversation_id, kind=kind, payload=payload, created_at=now))
        session.flush()
        if item.kind == "message":
            thread = session.get_one(Conversation, ticket.conversation_id)
            thread.person_answered, thread.talks_about = True, ticket.id

    @staticmethod
    def _is_old(session: Session, ticket: Ticket, status: str) -> bool:
        """The person knows it, or has just said otherwise and the system does not know yet."""
        return ticket.status == status or outbox.has_call(session, ticket.id, "set_status", pending=True)

    def _note_that_nobody_is_there(self, session: Session, ticket: Ticket, item: News) -> None:
        log.info("news_for_nobody", ticket=ticket.number, kind=item.kind)
        told = outbox.has_call(session, ticket.id, "add_note", pending=False)
        if item.kind == "message" and self.nobody_there and not told:
            outbox.put(
                session,
                ticket_id=ticket.id,
                target=ticket.system,
                action="add_note",
                payload={"text": self.nobody_there},
                now=self.now(),
            )


def forget_seen(session: Session, *, now: datetime) -> None:
    """Old ids of news and webhooks that cannot come again."""
    session.execute(delete(SeenNews).where(SeenNews.seen_at < now - KEEP_SEEN))
    session.execute(delete(SeenHook).where(SeenHook.seen_at < now - KEEP_SEEN))
