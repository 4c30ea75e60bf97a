"""The built-in desk as a ticket system: the default, and the simplest example of an adapter."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.engine import Database
from api.db.tables import DeskChange, DeskMessage, DeskTicket
from api.tickets.desk_queue import add_from_person, add_note, set_by_person
from api.tickets.ports import (
    STATUSES,
    Attachment,
    ExternalId,
    News,
    NewsPage,
    NewTicket,
    Place,
    Status,
    TicketRejectedError,
)

OUR_NAME = "Bollplank"


class DeskSystem:
    """Tickets in our own database. External id = the desk ticket's id."""

    name = "desk"
    poll_s = 0.0
    settle_s = 0.0  # same database: a search sees everything that was committed

    def __init__(self, database: Database, *, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def open(self, key: str, ticket: NewTicket) -> ExternalId:
        def work(session: Session) -> int:
            known = session.scalar(select(DeskTicket.id).where(DeskTicket.key == key))
            if known:
                return known
            row = DeskTicket(
                key=key,
                number=ticket.number,
                kind=ticket.kind,
                language=ticket.language,
                subject=ticket.subject,
                fields=dict(ticket.fields),
                conversation=[asdict(line) for line in ticket.conversation],
                tried=[asdict(tried) for tried in ticket.tried],
                status="new",
                assigned_to=None,
                merged_into=None,
                waiting_since=self._now(),
                created_at=self._now(),
                updated_at=self._now(),
            )
            session.add(row)
            session.flush()
            return row.id

        return ExternalId(str(await self._database.write(work)))

    async def find(self, key: str) -> tuple[ExternalId, ...]:
        statement = select(DeskTicket.id).where(DeskTicket.key == key)
        found = await self._database.read(lambda session: session.scalar(statement))
        return () if found is None else (ExternalId(str(found)),)

    async def add_message(self, ticket: ExternalId, key: str, text: str) -> None:
        def work(session: Session) -> None:
            self._ticket(session, ticket)
            add_from_person(session, int(ticket), text=text, key=key, now=self._now())

        await self._database.write(work)

    async def add_note(self, ticket: ExternalId, key: str, text: str) -> None:
        def work(session: Session) -> None:
            number = self._ticket(session, ticket).number
            add_note(session, number, author=OUR_NAME, text=text, key=key, now=self._now())

        await self._database.write(work)

    async def add_attachment(self, ticket: ExternalId, key: str, attachment: Attachment) -> None:
        # The desk's pages show files; here they are named, and kept with the conversation's own attachments.
        await self.add_note(ticket, key, f"{attachment.name} ({attachment.media_type}, {len(attachment.content)} B)")

    async def has_part(self, ticket: ExternalId, key: str) -> bool:
        statement = select(DeskMessage.id).where(DeskMessage.key == key, DeskMessage.desk_ticket_id == int(ticket))
        return await self._database.read(lambda session: session.scalar(statement)) is not None

    async def status(self, ticket: ExternalId) -> Status:
        found = await self._database.read(lambda session: self._ticket(session, ticket).status)
        return next(status for status in STATUSES if status == found)

    async def set_status(self, ticket: ExternalId, status: Status) -> None:
        def work(session: Session) -> None:
            set_by_person(session, self._ticket(session, ticket).id, status=status, now=self._now())

        await self._database.write(work)

    async def close_duplicate(self, ticket: ExternalId, of: ExternalId) -> None:
        # Only by hand: here a key opens one ticket.
        await self.add_note(ticket, f"duplicate-{ticket}", f"= {of}")
        await self.set_status(ticket, "closed")

    async def start(self) -> Place:
        return Place("0")

    async def news(self, *, after: Place, limit: int) -> NewsPage:
        statement = select(DeskChange).where(DeskChange.id > int(after)).order_by(DeskChange.id).limit(limit)

        def work(session: Session) -> tuple[News, ...]:
            return tuple(
                News(
                    id=str(change.id),
                    ticket=ExternalId(str(change.desk_ticket_id)),
                    kind="status" if change.kind == "status" else "message",
                    author=change.author,
                    text=change.text,
                    at=change.created_at,
                )
                for change in session.scalars(statement)
            )

        items = await self._database.read(work)
        return NewsPage(items, Place(items[-1].id) if items else after)

    @staticmethod
    def _ticket(session: Session, ticket: ExternalId) -> DeskTicket:
        row = session.get(DeskTicket, int(ticket)) if ticket.isdigit() else None
        if row is None:
            raise TicketRejectedError(f"the desk has no ticket {ticket}")
        return row
