"""What we ask of a ticket system, in our words.

Each adapter passes `tests/contract/ticket_system.py`, which a vendor can run against its own.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType, Protocol

ExternalId = NewType("ExternalId", str)
Place = NewType("Place", str)
"""How far a system's news have been read. Only its adapter knows what it means."""
Status = Literal["new", "open", "waiting", "solved", "closed"]
STATUSES: tuple[Status, ...] = ("new", "open", "waiting", "solved", "closed")
WITHOUT_STATUS = frozenset({"email"})
"""Systems that never tell one: a ticket there stays as it was opened unless the person says that it is solved."""


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
    link: str = ""
    """Where the thread is read; empty when our public address is not known."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a ticket."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened at the ticket system."""

    id: str
    """Unique within the system, and the same each time it is read."""
    ticket: ExternalId
    kind: Literal["message", "status"]
    author: str
    text: str
    """The message to the person as plain text, or the new status."""
    at: datetime


@dataclass(frozen=True, slots=True)
class NewsPage:
    """News, oldest first, and where to read on."""

    items: tuple[News, ...]
    place: Place


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

    A part of a ticket is a message, a note or an attachment. Every call may also raise
    ConnectionRefusedError (nothing was sent), or ConnectionError or TimeoutError: then its outcome is
    unknown, as it is when the answer makes no sense (ConnectionError). Those that write raise
    TicketRejectedError, TicketSystemClosedError and TicketSystemBusyError.
    """

    name: str
    settle_s: float
    """How long after an unknown outcome a search for the key can be trusted, in seconds."""
    poll_s: float
    """Pause between two readings of the news, in seconds."""

    async def open(self, key: str, ticket: NewTicket) -> ExternalId:
        """Open a ticket that `find` will find by its key (a UUID). The same key may make a second one."""

    async def find(self, key: str) -> tuple[ExternalId, ...]:
        """The tickets that were opened with this key, oldest first."""

    async def add_message(self, ticket: ExternalId, key: str, text: str) -> None:
        """Add what the person wrote. The same key again adds nothing."""

    async def add_note(self, ticket: ExternalId, key: str, text: str) -> None:
        """Tell the desk something that the person does not see. The same key again adds nothing."""

    async def add_attachment(self, ticket: ExternalId, key: str, attachment: Attachment) -> None:
        """Add a file. The same key again adds nothing."""

    async def has_part(self, ticket: ExternalId, key: str) -> bool:
        """Whether the part with this key is on the ticket."""

    async def status(self, ticket: ExternalId) -> Status:
        """The ticket's status now."""

    async def set_status(self, ticket: ExternalId, status: Status) -> None:
        """The person says it is solved, or that it is not (`open`)."""

    async def close_duplicate(self, ticket: ExternalId, of: ExternalId) -> None:
        """Close a ticket that was opened twice, naming the one that counts. Again changes nothing."""

    async def start(self) -> Place:
        """Where reading begins when the system is connected: nothing before it is ours."""

    async def news(self, *, after: Place, limit: int) -> NewsPage:
        """What desk people wrote to the person and which status they set.

        Our own doings and internal notes are left out. News may be told again; their ids tell.
        """
