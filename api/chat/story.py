"""What happened last in a conversation, for whoever must go on without the dialogue's memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.tables import Turn

LOOK_BACK = 20
"""Turns; what was said before them is another matter."""
QUESTION_KINDS = frozenset({"answer", "clarify", "refuse"})
FORM_KINDS = frozenset({"form", "summary"})
OFFER_KINDS = frozenset({"refuse", "data_answer"})
"""Replies whose button for a person is the question that they end with; below a guide it is one way of several."""
FORM_ENDS = frozenset({"ticket_created", "idea_receipt", "idea_agreed", "cancelled"})


@dataclass(frozen=True, slots=True)
class Story:
    """The end of a conversation, read from its stored replies."""

    last_reply: Mapping[str, Any] = field(default_factory=dict)
    """The reply before this turn: which buttons and choices the person saw. Empty at the start."""
    last_route: str | None = None
    last_question: str | None = None
    """The newest thing the person asked in words; what is filled into a form is no question."""
    form: str | None = None
    """ticket or idea while one is being filled in."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Form fields the person has answered."""
    tried: tuple[Mapping[str, str], ...] = ()
    """Guides shown, oldest first, each once, with what came of them: shown or unsolved."""

    @property
    def in_form(self) -> bool:
        asking = self.last_reply.get("form") or self.last_reply.get("kind") in FORM_KINDS
        return self.form is not None and bool(asking)

    @property
    def offers_a_person(self) -> bool:
        """Whether a bare yes now means that somebody should take over."""
        buttons = self.last_reply.get("buttons", [])
        return self.last_reply.get("kind") in OFFER_KINDS and any(button["id"] == "human" for button in buttons)


def tell_story(session: Session, conversation: str) -> Story:
    """Read the last answered turns, oldest first, and keep what counts."""
    newest = (
        select(Turn.text, Turn.button, Turn.replies, Turn.route)
        .where(Turn.conversation_id == conversation, Turn.state == "answered")
        .order_by(Turn.seq.desc())
        .limit(LOOK_BACK)
    )
    told = _Telling()
    for text, button, replies, route in reversed(session.execute(newest).all()):
        for reply in replies or ():
            told.go_on(text, button, reply, route)
    return told.story()


class _Telling:
    def __init__(self) -> None:
        self._reply: Mapping[str, Any] = {}
        self._route: str | None = None
        self._question: str | None = None
        self._form: str | None = None
        self._field: str | None = None
        self._answers: dict[str, str] = {}
        self._tried: dict[str, Mapping[str, str]] = {}

    def go_on(self, text: str | None, button: str | None, reply: Mapping[str, Any], route: str | None) -> None:
        kind = reply["kind"]
        if kind in FORM_KINDS and self._field:
            self._keep_answer(text or (button or "").partition(":")[2])
        elif kind in QUESTION_KINDS and text:
            self._question = text
        if kind in FORM_ENDS:
            self._form, self._field, self._answers = None, None, {}
        elif reply.get("form"):
            self._form, self._field = reply["form"]["name"], reply["form"]["field"]
        elif kind == "summary":
            self._field = None
        self._note_guide(button, reply)
        self._reply, self._route = reply, route

    def _keep_answer(self, said: str) -> None:
        # While the dialogue is down, several messages may answer one field.
        field_name = self._field or ""
        known = self._answers.get(field_name)
        if said:
            self._answers[field_name] = f"{known}\n{said}" if known else said

    def _note_guide(self, button: str | None, reply: Mapping[str, Any]) -> None:
        before = self._reply.get("guide")
        if button == "unsolved" and before in self._tried:
            self._tried[before] = {**self._tried[before], "outcome": "unsolved"}
        if reply.get("guide"):
            shown = {name: str(reply.get(name) or "") for name in ("guide", "title", "section")}
            self._tried.setdefault(reply["guide"], {**shown, "outcome": "shown"})

    def story(self) -> Story:
        return Story(
            last_reply=self._reply,
            last_route=self._route,
            last_question=self._question,
            form=self._form,
            answers=self._answers,
            tried=tuple(self._tried.values()),
        )
