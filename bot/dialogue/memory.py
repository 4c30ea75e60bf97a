"""What the dialogue remembers between turns: one slot, plain JSON, kept by Rasa's tracker store."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Form:
    """A form that is being filled in."""

    name: str
    """ticket or idea."""
    fields: dict[str, str] = field(default_factory=dict)
    asking: "str | None" = None
    """The field asked for; None while the summary waits for a yes."""
    asked_again: int = 0


@dataclass(frozen=True)
class Memory:
    """Everything a later turn may lean on."""

    last_message_id: "str | None" = None
    last_reply: "dict[str, Any] | None" = None
    question: "str | None" = None
    root: "str | None" = None
    """The question that follow-ups lean on, without them."""
    hit: "dict[str, Any] | None" = None
    """The guide section shown last."""
    rest: tuple[dict[str, Any], ...] = ()
    """Further hits for the same question, best first."""
    choices: tuple[dict[str, Any], ...] = ()
    """Hits behind the choices of a clarifying question."""
    tried: tuple[dict[str, str], ...] = ()
    offered: "str | None" = None
    """What a yes would mean: human, note, delete, order (what the gateway offered when it carried that out) or None."""
    form: "Form | None" = None
    step: int = 0
    """The step shown in one-at-a-time mode; 0 is off, one past the last is done."""
    part: int = 0
    """The screenful shown of a long section, from 0."""
    stepwise: bool = False
    """One thing at a time was wished for before there was a guide."""
    refusals: int = 0
    """In a row: questions that no guide answered."""
    insults: int = 0
    said: str = ""
    """Fingerprint of the last reply."""
    said_times: int = 0
    """How often in a row that was said."""
    note_wanted: bool = False
    """We asked what to add to the ticket."""
    sent: "str | None" = None
    """What was sent last in this conversation: ticket or idea."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: "dict[str, Any] | None") -> "Memory":
        """Read the slot; what an older version stored and this one does not know is left out."""
        known = {k: v for k, v in (stored or {}).items() if k in cls.__dataclass_fields__}
        for name in ("rest", "choices", "tried"):
            known[name] = tuple(known.get(name) or ())
        if known.get("form"):
            known["form"] = Form(**known["form"])
        return cls(**known)

    def with_question(self, text: str) -> str:
        """The text in the light of what was asked before; follow-ups do not pile up."""
        return f"{self.root or self.question or ''} {text}".strip()

    def without_question(self) -> "Memory":
        """A new subject begins."""
        return replace(
            self,
            question=None,
            root=None,
            hit=None,
            rest=(),
            choices=(),
            tried=(),
            offered=None,
            step=0,
            part=0,
            note_wanted=False,
        )
