"""A ticket system in memory that keeps the port's promises, and misbehaves when told to."""

from collections.abc import Callable
from datetime import datetime
from itertools import count

from api.tickets.ports import (
    Attachment,
    ExternalId,
    News,
    NewsPage,
    NewTicket,
    Place,
    Status,
    TicketRejectedError,
)


class FakeTickets:
    """Any number of creates with one key make any number of tickets, as real systems do."""

    name = "fake"
    poll_s = 0.0

    def __init__(self, *, now: Callable[[], datetime], settle_s: float = 60.0) -> None:
        self._now = now
        self.settle_s = settle_s
        self.opened: list[tuple[str, NewTicket]] = []
        self.messages: list[tuple[ExternalId, str, str]] = []
        self.notes: list[tuple[ExternalId, str, str]] = []
        self.files: list[tuple[ExternalId, str, Attachment]] = []
        self.statuses: dict[ExternalId, Status] = {}
        self.duplicates: dict[ExternalId, ExternalId] = {}
        self.changes: list[News] = []
        self.before_open: list[Exception] = []
        """Raised in turn in place of opening: nothing happened."""
        self.after_open: list[Exception] = []
        """Raised in turn after opening: it happened, and nobody knows."""
        self.before_find: list[Exception] = []
        self.after_message: list[Exception] = []
        self._ids = count(1)

    async def open(self, key: str, ticket: NewTicket) -> ExternalId:
        if self.before_open:
            raise self.before_open.pop(0)
        self.opened.append((key, ticket))
        external = ExternalId(str(len(self.opened)))
        self.statuses[external] = "new"
        if self.after_open:
            raise self.after_open.pop(0)
        return external

    async def find(self, key: str) -> tuple[ExternalId, ...]:
        if self.before_find:
            raise self.before_find.pop(0)
        return tuple(ExternalId(str(n)) for n, (known, _ticket) in enumerate(self.opened, 1) if known == key)

    async def add_message(self, ticket: ExternalId, key: str, text: str) -> None:
        self._check(ticket)
        if not await self.has_part(ticket, key):
            self.messages.append((ticket, key, text))
        if self.after_message:
            raise self.after_message.pop(0)

    async def add_note(self, ticket: ExternalId, key: str, text: str) -> None:
        self._check(ticket)
        if not await self.has_part(ticket, key):
            self.notes.append((ticket, key, text))

    async def add_attachment(self, ticket: ExternalId, key: str, attachment: Attachment) -> None:
        self._check(ticket)
        if not await self.has_part(ticket, key):
            self.files.append((ticket, key, attachment))

    async def has_part(self, ticket: ExternalId, key: str) -> bool:
        parts = [(t, k) for t, k, _part in (*self.messages, *self.notes, *self.files)]
        return (ticket, key) in parts

    async def status(self, ticket: ExternalId) -> Status:
        self._check(ticket)
        return self.statuses[ticket]

    async def set_status(self, ticket: ExternalId, status: Status) -> None:
        self._check(ticket)
        self.statuses[ticket] = status

    async def close_duplicate(self, ticket: ExternalId, of: ExternalId) -> None:
        self._check(ticket)
        self.statuses[ticket], self.duplicates[ticket] = "closed", of

    async def start(self) -> Place:
        return Place(str(len(self.changes)))

    async def news(self, *, after: Place, limit: int) -> NewsPage:
        items = tuple(self.changes[int(after) :][:limit])
        return NewsPage(items, Place(str(int(after) + len(items))))

    async def desk_writes(self, ticket: ExternalId, text: str) -> None:
        self.changes.append(News(str(next(self._ids)), ticket, "message", "Anna", text, self._now()))

    async def desk_sets(self, ticket: ExternalId, status: Status) -> None:
        self.statuses[ticket] = status
        self.changes.append(News(str(next(self._ids)), ticket, "status", "Anna", status, self._now()))

    def _check(self, ticket: ExternalId) -> None:
        if ticket not in self.statuses:
            raise TicketRejectedError("no such ticket")
