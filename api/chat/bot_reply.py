"""What the dialogue returns: one reply or one order, as data (`tests/contract/bot_reply/*.json`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ORDERS = frozenset({"escalation", "idea", "status_request", "data_request", "ticket_note", "idea_agreement"})


class BadBotReplyError(ValueError):
    """The bot sent something that is no reply; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence to say: a key of the catalogues and its values."""

    key: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Hit:
    """A section of a guide that may answer (`POST /v1/search`)."""

    guide: str
    title: str
    section: str
    anchor: str
    language: str
    score: float
    steps: tuple[str, ...]
    body_markdown: str
    owner: str | None
    reviewed: str | None
    overdue: bool
    url: str

    @classmethod
    def from_json(cls, hit: Mapping[str, Any]) -> "Hit":
        return cls(
            guide=hit["guide"],
            title=hit["title"],
            section=hit["section"],
            anchor=hit["anchor"],
            language=hit["language"],
            score=float(hit["score"]),
            steps=tuple(hit["steps"]),
            body_markdown=hit["body_markdown"],
            owner=hit["owner"],
            reviewed=hit["reviewed"],
            overdue=bool(hit["overdue"]),
            url=hit["url"],
        )


@dataclass(frozen=True, slots=True)
class Offered:
    """One choice of a clarifying question."""

    id: str
    title: str
    section: str
    guide: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What retrieval decided, for the question log."""

    decision: str
    confidence: float
    guide: str | None
    section: str | None


@dataclass(frozen=True, slots=True)
class BotReply:
    """One turn of the dialogue."""

    kind: str
    messages: tuple[Said, ...] = ()
    hit: Hit | None = None
    choices: tuple[Offered, ...] = ()
    buttons: tuple[str, ...] = ()
    form: tuple[str, str] | None = None
    """Name and field."""
    step: tuple[int, int] | None = None
    """Number and of how many."""
    language: str | None = None
    fields: Mapping[str, str] | None = None
    tried: tuple[Mapping[str, str], ...] = ()
    request: str | None = None
    feedback: str | None = None
    decision: Decision | None = None
    ideas: tuple[str, ...] = ()
    """Earlier ideas near the matter, by id, best first; said before the last sentence."""

    @property
    def is_order(self) -> bool:
        return self.kind in ORDERS

    @property
    def is_silent(self) -> bool:
        """Nothing to show: no sentence, no guide, no choice, no summary, and nothing to do either."""
        shows = self.messages or self.hit or self.choices or self.kind == "summary"
        return not (self.is_order or shows)

    @classmethod
    def from_json(cls, custom: Mapping[str, Any]) -> "BotReply":
        """Read one custom message.

        Raises:
            BadBotReplyError: a part is missing or of the wrong kind.
        """
        try:
            return _read(custom)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadBotReplyError(f"not a bot reply: {error!r}") from error


def _read(custom: Mapping[str, Any]) -> BotReply:
    form, step, decision = custom.get("form"), custom.get("step"), custom.get("decision")
    return BotReply(
        kind=str(custom["kind"]),
        messages=tuple(Said(m["key"], dict(m.get("values") or {})) for m in custom.get("messages") or ()),
        hit=Hit.from_json(custom["hit"]) if custom.get("hit") else None,
        choices=tuple(Offered(c["id"], c["title"], c["section"], c["guide"]) for c in custom.get("choices") or ()),
        buttons=tuple(custom.get("buttons") or ()),
        form=(form["name"], form["field"]) if form else None,
        step=(int(step["number"]), int(step["of"])) if step else None,
        language=custom.get("language"),
        fields={k: str(v) for k, v in (custom.get("fields") or {}).items() if v},
        tried=tuple({k: str(v) for k, v in each.items()} for each in custom.get("tried") or ()),
        request=custom.get("request"),
        feedback=custom.get("feedback"),
        decision=Decision(
            decision["decision"],
            float(decision["confidence"]),
            decision.get("guide"),
            decision.get("section"),
        )
        if decision
        else None,
        ideas=tuple(str(each) for each in custom.get("ideas") or ()),
    )
