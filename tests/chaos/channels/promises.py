"""What people were promised: a message that was acknowledged has one answer, and what the desk wrote is shown."""

from dataclasses import dataclass, field


@dataclass
class Promise:
    """One message that was acknowledged."""

    shows: str
    """By this its answer is known; `Ärende ...`: the number of the ticket stands for it."""
    sent: float
    acknowledged: float


@dataclass
class Thread:
    """One person's talk in one place."""

    channel: str
    place: str
    """Slack's channel and thread, Teams' conversation, ours on the web."""
    promises: list[Promise] = field(default_factory=list)
    given_up: set[str] = field(default_factory=set)
    """Never acknowledged, however often it was sent; it may be answered all the same."""
    clicked: set[str] = field(default_factory=set)
    """What the messages show whose buttons were used, and that was acknowledged."""
