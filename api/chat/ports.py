"""What the gateway needs from the outside: a bot that replies and a search that finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from api.chat.bot_reply import BotReply, Hit


class BotUnavailableError(Exception):
    """The dialogue cannot be reached, is late or fails: the next message would fare no better."""


class UnusableReplyError(Exception):
    """The dialogue is there, but what it gave for this one message cannot be used."""


class SearchUnavailableError(Exception):
    """The retrieval service gave no usable answer in time."""


@dataclass(frozen=True, slots=True)
class BotMessage:
    """One message to the dialogue."""

    sender: str
    text: str
    """What the person wrote, or the intent a button stands for (`/report_solved`)."""
    message_id: str
    language: str
    channel: str
    button: str | None
    outage: str | None
    audience: tuple[str, ...]
    contact: str | None = None
    offered: str | None = None
    """human when the reply before offered a person: after an order only the gateway knows what it was answered."""


@dataclass(frozen=True, slots=True)
class IdeaText:
    """One wording of an idea that others may see; an idea may have one in each language."""

    id: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What retrieval found and decided."""

    decision: str
    """answer, clarify or refuse."""
    confidence: float
    hits: tuple[Hit, ...]


class Bot(Protocol):
    async def reply_to(self, message: BotMessage) -> BotReply:
        """The one reply to a message. The same message_id again gives the same reply.

        Raises:
            BotUnavailableError: not to be reached, late, or failing altogether.
            UnusableReplyError: it answered, but with no reply, or one that makes no sense.
        """

    async def is_up(self) -> bool:
        """A quick look, at most half a second."""


class Search(Protocol):
    async def search(self, question: str, *, language: str, audience: tuple[str, ...]) -> SearchResult:
        """Find guides for a question.

        Raises:
            SearchUnavailableError: late or broken.
        """

    async def is_up(self) -> bool:
        """A quick look, at most half a second."""


class IdeaIndex(Protocol):
    """Finds ideas by meaning; the dialogue asks it, the gateway only says which ideas there are."""

    async def kept(self) -> str:
        """The version of what it keeps; empty when it keeps none.

        Raises:
            SearchUnavailableError: late or broken.
        """

    async def keep(self, texts: Sequence[IdeaText], *, version: str) -> None:
        """Keep these in place of all that were there.

        Raises:
            SearchUnavailableError: late or broken; it may keep the old ones or these.
        """
