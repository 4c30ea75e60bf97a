"""What we ask of a ticket system, in our words.

Each adapter passes `tests/contract/test_ticket_system.py`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType, Protocol

ExternalId = NewType("ExternalId", str)
Status = Literal["new", "open", "waiting", "solved", "closed"]
STATUSES: tuple[Status, ...] = ("new", "open", "waiting", "solved", "closed")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the conversation as the desk reads it."""

    who: str
    """person, bollplank or desk."""
    at: str
    """ISO 8601 with time zone."""
    text: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A guide the person was shown, and what came of it."""

    guide: str
    title: str
    section: str
    outcome: str
    """unsolved or shown."""


@dataclass(frozen=True, slots=True)
class NewTicket:
    """Everything the desk gets when a person takes over."""

    number: str
    kind: str
    """ticket or idea."""
    language: str
    subject: str
    fields: tuple[tuple[str, str], ...]
    conversation: tuple[Line, ...]
    tried: tuple[Tried, ...]


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened at the ticket system."""

    position: int
    """Grows with every news of one system; where to go on reading."""
    ticket: ExternalId
    kind: Literal["message", "status"]
    author: str
    text: str
    """The message to the person, or the new status."""
    at: datetime


class TicketRejectedError(Exception):
    """The system refused for good; trying again cannot help. The message says why."""


class TicketSystemClosedError(Exception):
    """Wrong token or rights: nothing of ours gets in until an operator mends the set-up."""


class TicketSystemBusyError(Exception):
    """Asked to wait; nothing was done.

    Attributes:
        retry_after_s: seconds to wait at least.
    """

    def __init__(self, message: str, *, retry_after_s: float) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class TicketSystem(Protocol):
    """A system where people at the desk work.

    Every call may also raise ConnectionError or TimeoutError: then its outcome is unknown.
    """

    name: str
    settle_s: float
    """How long after an unknown outcome a search for the key can be trusted, in seconds."""

    async def open(self, key: str, ticket: NewTicket) -> ExternalId:
        """Open a ticket that `find` will find by its key.

        Raises:
            TicketRejectedError: the system refuses this ticket.
            TicketSystemClosedError: we are not let in.
            TicketSystemBusyError: later, please.
        """

    async def find(self, key: str) -> ExternalId | None:
        """The ticket that was opened with this key."""

    async def add_message(self, ticket: ExternalId, key: str, text: str) -> None:
        """Add what the person wrote. The same key again adds nothing.

        Raises:
            TicketRejectedError: no such ticket, or it takes no more messages.
        """

    async def has_message(self, ticket: ExternalId, key: str) -> bool:
        """Whether the message with this key is on the ticket."""

    async def news(self, *, after: int, limit: int) -> tuple[News, ...]:
        """What desk people wrote to the person and which status they set, oldest first.

        Our own messages and internal notes are left out.
        """
