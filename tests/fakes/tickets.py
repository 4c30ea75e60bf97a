"""A ticket system in memory that keeps the port's promises, and misbehaves when told to."""

from collections.abc import Callable
from datetime import datetime

from api.tickets.ports import ExternalId, News, NewTicket, TicketRejectedError


class FakeTickets:
    """Any number of creates with one key make any number of tickets, as real systems do."""

    name = "fake"

    def __init__(self, *, now: Callable[[], datetime], settle_s: float = 60.0) -> None:
        self._now = now
        self.settle_s = settle_s
        self.opened: list[tuple[str, NewTicket]] = []
        self.messages: list[tuple[ExternalId, str, str]] = []
        self.changes: list[News] = []
        self.before_open: list[Exception] = []
        """Raised in turn in place of opening: nothing happened."""
        self.after_open: list[Exception] = []
        """Raised in turn after opening: it happened, and nobody knows."""
        self.after_message: list[Exception] = []

    async def open(self, key: str, ticket: NewTicket) -> ExternalId:
        if self.before_open:
            raise self.before_open.pop(0)
        self.opened.append((key, ticket))
        if self.after_open:
            raise self.after_open.pop(0)
        return ExternalId(str(len(self.opened)))

    async def find(self, key: str) -> ExternalId | None:
        for number, (known, _ticket) in enumerate(self.opened, 1):
            if known == key:
                return ExternalId(str(number))
        return None

    async def add_message(self, ticket: ExternalId, key: str, text: str) -> None:
        if not ticket.isdigit() or not 0 < int(ticket) <= len(self.opened):
            raise TicketRejectedError("no such ticket")
        if not await self.has_message(ticket, key):
            self.messages.append((ticket, key, text))
        if self.after_message:
            raise self.after_message.pop(0)

    async def has_message(self, ticket: ExternalId, key: str) -> bool:
        return any((t, k) == (ticket, key) for t, k, _text in self.messages)

    async def news(self, *, after: int, limit: int) -> tuple[News, ...]:
        return tuple(change for change in self.changes if change.position > after)[:limit]

    async def desk_writes(self, ticket: ExternalId, text: str) -> None:
        self.changes.append(News(len(self.changes) + 1, ticket, "message", "Anna", text, self._now()))

    async def desk_sets(self, ticket: ExternalId, status: str) -> None:
        self.changes.append(News(len(self.changes) + 1, ticket, "status", "Anna", status, self._now()))
