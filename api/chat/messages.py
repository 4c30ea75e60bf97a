"""What travels through the gateway: the words of one message in and one reply out."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, NewType

ConversationId = NewType("ConversationId", str)
PersonId = NewType("PersonId", str)
Language = Literal["sv", "en", "fi"]
LANGUAGES: tuple[Language, ...] = ("sv", "en", "fi")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message came from in a channel that replies are pushed to."""

    tenant: str
    thread_key: str
    """Unique for each thread within channel and tenant."""
    person: str
    """Keyed hash of who wrote (`api.channels.doorway.person_key`)."""
    ref: Mapping[str, Any]
    """The way back. Opaque to all but the channel itself."""
    private: bool = False
    """Nobody but this person reads along."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of a message that we pushed; once it was pressed, all of that message's buttons are gone."""

    event: int
    """What the message told."""
    button: str


@dataclass(frozen=True, slots=True)
class Inbound:
    """A message from a person: text or a button, never both."""

    conversation: ConversationId | None
    message_id: str
    """Made by the sender. The same id again is the same message and gets the same reply."""
    channel: str
    text: str | None = None
    button: str | None = None
    language: Language | None = None
    """The language the person chose or the client speaks; None lets us find out."""
    audience: tuple[str, ...] = ("alla",)
    address: Address | None = None
    fields: Mapping[str, str] | None = None
    """A whole form that comes with the button `send`."""
    person: PersonId | None = None
    """Whose verified e-mail address came with this very message."""
    files_left: bool = False
    """Files came with it that we don't get from this channel; the person is told."""
    pressed: Pressed | None = None
    """Noted with the message, or not at all: what is stored never leaves a button that can be pressed again."""


@dataclass(frozen=True, slots=True)
class Button:
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    label: str
    guide: str


@dataclass(frozen=True, slots=True)
class FormStep:
    name: Literal["ticket", "idea"]
    field: str


@dataclass(frozen=True, slots=True)
class TicketLink:
    id: str
    url: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply, ready to show, in the person's language (`POST /v1/messages`)."""

    kind: str
    text: str
    language: Language
    guide: str | None = None
    title: str | None = None
    section: str | None = None
    steps: tuple[str, ...] = ()
    source_url: str | None = None
    owner: str | None = None
    reviewed: str | None = None
    overdue: bool | None = None
    buttons: tuple[Button, ...] = ()
    choices: tuple[Choice, ...] = ()
    form: FormStep | None = None
    ticket: TicketLink | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, every key present."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Reply":
        """Read what `to_json` wrote; keys that are no part of a reply are passed over."""
        known = {name: stored[name] for name in cls.__slots__ if name in stored}
        form, ticket = stored.get("form"), stored.get("ticket")
        known |= {
            "steps": tuple(stored.get("steps") or ()),
            "buttons": tuple(Button(**each) for each in stored.get("buttons") or ()),
            "choices": tuple(Choice(**each) for each in stored.get("choices") or ()),
            "form": FormStep(**form) if form else None,
            "ticket": TicketLink(**ticket) if ticket else None,
        }
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Answered:
    """A handled message: the conversation it belongs to and its one reply."""

    conversation: ConversationId
    replies: tuple[dict[str, Any], ...]
    """The reply as JSON (`Reply.to_json`), as it was stored."""
    language: Language
    """Of the conversation."""
