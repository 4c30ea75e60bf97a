"""The built-in desk as a ticket system: the default, and the simplest example of an adapter."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.engine import Database
from api.db.tables import DeskChange, DeskMessage, DeskTicket
from api.tickets.desk_queue import add_from_person
from api.tickets.ports import ExternalId, News, NewTicket, TicketRejectedError


class DeskSystem:
    """Tickets in our own database. External id = the desk ticket's id."""

    name = "desk"
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

    async def find(self, key: str) -> ExternalId | None:
        statement = select(DeskTicket.id).where(DeskTicket.key == key)
        found = await self._database.read(lambda session: session.scalar(statement))
        return None if found is None else ExternalId(str(found))

    async def add_message(self, ticket: ExternalId, key: str, text: str) -> None:
        def work(session: Session) -> None:
            if session.get(DeskTicket, int(ticket)) is None:
                raise TicketRejectedError(f"the desk has no ticket {ticket}")
            add_from_person(session, int(ticket), text=text, key=key, now=self._now())

        await self._database.write(work)

    async def has_message(self, ticket: ExternalId, key: str) -> bool:
        statement = select(DeskMessage.id).where(DeskMessage.key == key, DeskMessage.desk_ticket_id == int(ticket))
        return await self._database.read(lambda session: session.scalar(statement)) is not None

    async def news(self, *, after: int, limit: int) -> tuple[News, ...]:
        statement = select(DeskChange).where(DeskChange.id > after).order_by(DeskChange.id).limit(limit)

        def work(session: Session) -> tuple[News, ...]:
            return tuple(
                News(
                    position=change.id,
                    ticket=ExternalId(str(change.desk_ticket_id)),
                    kind="status" if change.kind == "status" else "message",
                    author=change.author,
                    text=change.text,
                    at=change.created_at,
                )
                for change in session.scalars(statement)
            )

        return await self._database.read(work)
