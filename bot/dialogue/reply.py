"""What the bot returns: one reply or one order a turn, as data. Examples in tests/contract/bot_reply."""

from dataclasses import asdict, dataclass, field
from typing import Any

ANSWER_BUTTONS = ("solved", "unsolved", "human")


@dataclass(frozen=True)
class Message:
    """A sentence to say, by its key in the gateway's catalogues."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    id: str
    title: str
    section: str
    guide: str


@dataclass(frozen=True)
class BotReply:
    """One turn. Every key is always in the JSON."""

    kind: str
    messages: tuple[Message, ...] = ()
    hit: "dict[str, Any] | None" = None
    choices: tuple[Choice, ...] = ()
    buttons: tuple[str, ...] = ()
    form: "dict[str, str] | None" = None
    step: "dict[str, int] | None" = None
    language: "str | None" = None
    fields: dict[str, str] = field(default_factory=dict)
    tried: tuple[dict[str, str], ...] = ()
    request: "str | None" = None
    feedback: "str | None" = None
    decision: "dict[str, Any] | None" = None
    intent: "dict[str, Any] | None" = None
    ideas: tuple[str, ...] = ()
    """Earlier ideas near the matter, by id, best first. The gateway says them before the last message."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def say(*keys: str, kind: str = "small_talk", buttons: tuple[str, ...] = ()) -> BotReply:
    """A reply of catalogue sentences only."""
    return BotReply(kind=kind, messages=tuple(Message(key) for key in keys), buttons=buttons)
