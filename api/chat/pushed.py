"""What a channel that is pushed to must do, and what it is handed: one thing told to one person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NewType, Protocol

from api.chat.messages import Language, Reply

ChannelMessageId = NewType("ChannelMessageId", str)
Place = NewType("Place", str)
"""Where one message is going to stand. Only the channel that opened it reads it."""
Ref = Mapping[str, Any]
"""The way to a thread. Only the channel that made it reads it."""


class ChannelBusyError(Exception):
    """Refused for now, nothing was shown: too many messages, or the channel is down for repairs."""

    def __init__(self, message: str, *, retry_after_s: float) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class ChannelRejectedError(Exception):
    """It can never be shown: the thread is gone, the bot was removed, the message is unusable."""


class PlaceLostError(Exception):
    """The place takes nothing any more, and the message does not stand there: it needs another."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something to show in a thread."""

    key: str
    """The same key again is the same message."""
    event: int
    """What its buttons refer to."""
    language: Language
    kind: Literal["reply", "desk_reply", "ticket_status"]
    text: str
    """Of a desk reply or a status; a reply holds its own."""
    shown: ChannelMessageId | None = None
    """Once it stands there."""
    reply: Reply | None = None
    name: str | None = None
    """Who wrote at the desk."""
    ticket: str | None = None
    status: str | None = None
    """In a word, in the person's language."""
    used: str | None = None
    """The button that was used: it is told in place of all buttons."""
    unfolded: bool = False
    """The person asked for the rest of a long answer."""


class Places(Protocol):
    """How a channel shows a message once, come what may: its place is opened first, and noted, then filled.

    Every method may raise what a `Channel`'s may.
    """

    async def open(self, ref: Ref, language: Language, *, working: bool) -> Place | None:
        """Open a place in the thread, or None where there are none.

        Args:
            ref: the thread.
            language: of the words that stand there until it is filled.
            working: it is a sign that an answer is on its way, else what is to be said comes at once.

        Raises:
            ChannelBusyError: later.
            ChannelRejectedError: never.
        """

    async def fill(self, ref: Ref, place: Place, message: Outgoing, *, perhaps: bool) -> ChannelMessageId:
        """Show the message there. Twice is the same as once.

        Args:
            ref: the thread.
            place: opened in it, for no other message.
            message: what to show.
            perhaps: an earlier try may have put it there.

        Raises:
            PlaceLostError: open another.
            ChannelBusyError: later.
            ChannelRejectedError: never.
        """

    async def release(self, ref: Ref, place: Place) -> None:
        """Take away a place that nothing will be put into; raises as `fill`, nothing is lost then."""


class Channel(Protocol):
    """Where people talk to Bollplank and are told things without asking.

    Every method may also raise ConnectionRefusedError (nothing was sent) and other ConnectionErrors or
    TimeoutError (the outcome is unknown). No call takes longer than `pump.Patience.worst_call`.
    """

    name: str
    can_find: bool
    """Whether `find` can be trusted; where not, a message sent with unknown outcome is sent again."""
    settle_s: float
    """How long a call that was broken off may still be at work there: so long `find` proves nothing."""

    places: Places | None
    """None where messages are sent in one call only."""

    async def send(self, ref: Ref, message: Outgoing) -> ChannelMessageId:
        """Show it in the thread, by one call.

        Raises:
            ChannelBusyError: later.
            ChannelRejectedError: never.
        """

    async def update(self, ref: Ref, shown: ChannelMessageId, message: Outgoing) -> None:
        """Show it in place of what was shown. Twice is the same as once.

        Raises:
            ChannelBusyError: later.
            ChannelRejectedError: never.
        """

    async def find(self, ref: Ref, key: str) -> ChannelMessageId | None:
        """The message with this key, if it was shown. None also where `can_find` is false.

        Raises:
            ChannelBusyError: later.
            ChannelRejectedError: the thread cannot be read.
        """

    async def working(self, ref: Ref, language: Language) -> None:
        """Show that an answer is on its way, and no longer once it came; raises as `send`, nothing is lost then."""
