"""One message to the dialogue, as read from Rasa's tracker."""

import re
from dataclasses import dataclass
from typing import Any

CHAT_INTENTS = frozenset(
    {
        "small_talk",
        "greet",
        "goodbye",
        "thank",
        "insult",
        "ask_capabilities",
        "ask_bot_identity",
        "affirm",
        "deny",
    }
)
SURE = 0.5
"""Below this a remark is read as a question: a question taken for chit-chat helps nobody."""
SHORT_WORDS = 4
QUESTION_WORDS = re.compile(
    r"^(?:hur|var|vad|va|varför|vem|vilke[nt]|när|kan (?:jag|ja|man|du)|får (?:jag|ja|man)|finns|how|what|where|"
    r"why|who|which|when|can i|do i|is there|miten|mitä|mikä|missä|mistä|miksi|kuka|milloin|voinko|onko|saako)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Turn:
    """What came in. Buttons come as an intent with the button's id in the metadata."""

    text: str
    intent: str
    confidence: float
    button: "str | None"
    language: str
    audience: tuple[str, ...]
    outage: "str | None"
    contact: "str | None"
    message_id: "str | None"

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def is_short(self) -> bool:
        return self.words <= SHORT_WORDS

    @property
    def looks_like_question(self) -> bool:
        return self.text.rstrip().endswith("?") or bool(QUESTION_WORDS.match(self.text.strip()))

    def means(self, *intents: str) -> bool:
        """Whether the person (not a button) said one of these, as far as we can trust the classifier."""
        return self.button is None and self.intent in intents and self.confidence >= SURE


def read_turn(latest: dict[str, Any]) -> Turn:
    """From `tracker.latest_message`. Unsure chit-chat on longer text becomes a question."""
    metadata = latest.get("metadata") or {}
    intent = latest.get("intent") or {}
    name, confidence = str(intent.get("name") or "ask_it_question"), float(intent.get("confidence") or 0)
    text = str(latest.get("text") or "")
    button = metadata.get("button")
    if button is None and _is_rather_a_question(name, confidence, text):
        name = "ask_it_question"
    audience = metadata.get("audience") or ["alla"]
    return Turn(
        text="" if button else text,
        intent=name,
        confidence=confidence,
        button=button,
        language=str(metadata.get("language") or "sv"),
        audience=(audience,) if isinstance(audience, str) else tuple(audience),
        outage=metadata.get("outage"),
        contact=metadata.get("contact"),
        message_id=metadata.get("message_id"),
    )


def _is_rather_a_question(name: str, confidence: float, text: str) -> bool:
    if name in {"nlu_fallback", "ask_it_question"}:
        return True
    words = len(text.split())
    if name in CHAT_INTENTS and words > SHORT_WORDS:
        return confidence < SURE
    return confidence < SURE / 2
