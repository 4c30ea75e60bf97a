"""One message to the dialogue, as read from Rasa's tracker."""

import re
from dataclasses import dataclass
from typing import Any

from bot.dialogue.words import leans_on_before

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
ANSWERS = frozenset({"affirm", "deny"})
SURE = 0.5
"""Below this a remark is read as a question: a question taken for chit-chat helps nobody."""
CERTAIN = 0.7
"""Real requests are read with .87 and more; a message that leans on the one before with .65 at most."""
SHORT_WORDS = 4
FEW_WORDS = 2
QUESTION = "ask_it_question"
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
    offered: "str | None" = None
    """What the reply before offered, as the gateway said it: human or None."""

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def is_short(self) -> bool:
        return self.words <= SHORT_WORDS

    @property
    def asks(self) -> bool:
        return self.text.rstrip().endswith("?")

    @property
    def looks_like_question(self) -> bool:
        return self.asks or self.is_worded_as_question

    @property
    def is_worded_as_question(self) -> bool:
        return bool(QUESTION_WORDS.match(self.text.strip()))

    @property
    def is_question(self) -> bool:
        """Also what the classifier took for something else and was too unsure of."""
        return self.button is None and self.intent == QUESTION

    @property
    def is_certain(self) -> bool:
        return self.confidence >= CERTAIN

    @property
    def leans(self) -> bool:
        """Whether it is to be understood from the turn before."""
        return leans_on_before(self.text, self.language, asks=self.looks_like_question)

    def means(self, *intents: str) -> bool:
        """Whether the person (not a button) said one of these, as far as we can trust the classifier."""
        return self.button is None and self.intent in intents and self.confidence >= SURE


def read_turn(latest: dict[str, Any]) -> Turn:
    """From `tracker.latest_message`. Unsure chit-chat on longer text becomes a question."""
    metadata = latest.get("metadata") or {}
    intent = latest.get("intent") or {}
    name, confidence = str(intent.get("name") or QUESTION), float(intent.get("confidence") or 0)
    text = str(latest.get("text") or "")
    button = metadata.get("button")
    if button is None and is_rather_a_question(name, confidence, text):
        name = QUESTION
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
        offered=metadata.get("offered"),
    )


def is_rather_a_question(name: str, confidence: float, text: str) -> bool:
    """Whether an unsure reading is better answered as a question: a person would ask what it is about, too."""
    if name in {"nlu_fallback", QUESTION}:
        return True
    words = len(text.split())
    if name == "insult" and words <= FEW_WORDS:
        return confidence < CERTAIN
    if name in CHAT_INTENTS and (words > SHORT_WORDS or name not in ANSWERS):
        could_ask = words > SHORT_WORDS or QUESTION_WORDS.match(text.strip())
        return confidence < (CERTAIN if could_ask and name not in ANSWERS else SURE)
    return confidence < SURE / 2
