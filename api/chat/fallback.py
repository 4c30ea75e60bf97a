"""When the dialogue is down: answer from retrieval directly, keep what was said, reach a person."""

from dataclasses import replace

from api.chat.bot_reply import BotReply, Decision, Hit, Offered, Said
from api.chat.conversations import ReceivedTurn
from api.chat.ports import Search, SearchResult, SearchUnavailableError

ANSWER_BUTTONS = ("solved", "unsolved", "human")
FORM_KINDS = frozenset({"form", "summary"})
MOST_CHOICES = 3
SIMPLE_MODE = Said("reply-simple-mode", {})


class Fallback:
    """A small stand-in for the dialogue: no forms, no memory, never silent."""

    def __init__(self, search: Search) -> None:
        self._search = search

    async def reply_to(self, turn: ReceivedTurn, *, language: str, audience: tuple[str, ...]) -> BotReply:
        """What to say while Rasa is down. Never raises."""
        if turn.button:
            return await self._to_button(turn, turn.button, language, audience)
        if turn.last_reply and turn.last_reply["kind"] in FORM_KINDS:
            return _refuse("reply-simple-form-kept", buttons=("send", "cancel"))
        return await self._to_question(turn.text or "", language, audience)

    async def _to_question(self, question: str, language: str, audience: tuple[str, ...]) -> BotReply:
        try:
            found = await self._search.search(question, language=language, audience=audience)
        except SearchUnavailableError:
            return _refuse("reply-all-down")
        decision = Decision(found.decision, found.confidence, None, None)
        if found.decision == "answer" and found.hits:
            return _answer(found.hits[0], decision)
        if found.decision == "clarify" and found.hits:
            return _clarify(found, decision)
        refusal = _refuse("reply-simple-mode")
        return replace(refusal, messages=(SIMPLE_MODE, Said("reply-not-covered", {})), decision=decision)

    async def _to_button(
        self, turn: ReceivedTurn, button: str, language: str, audience: tuple[str, ...]
    ) -> BotReply:
        if button in {"human", "send"}:
            return _escalate(turn)
        if button == "solved":
            return BotReply(kind="small_talk", messages=(Said("reply-solved", {}),), feedback="solved")
        if button == "unsolved":
            return replace(_refuse("reply-unsolved"), feedback="unsolved")
        if button in {"cancel", "no"}:
            return BotReply(kind="cancelled", messages=(Said("reply-cancelled", {}),))
        if button.startswith("choice:") and turn.last_question:
            return await self._to_choice(turn, button, language, audience)
        return _refuse("reply-simple-later")

    async def _to_choice(
        self, turn: ReceivedTurn, button: str, language: str, audience: tuple[str, ...]
    ) -> BotReply:
        offered = (turn.last_reply or {}).get("choices", [])
        guide = next((choice["guide"] for choice in offered if choice["id"] == button), None)
        try:
            found = await self._search.search(turn.last_question or "", language=language, audience=audience)
        except SearchUnavailableError:
            return _refuse("reply-all-down")
        hit = next((hit for hit in found.hits if hit.guide == guide), None)
        return _answer(hit, None) if hit else _refuse("reply-simple-later")


def _answer(hit: Hit, decision: Decision | None) -> BotReply:
    return BotReply(
        kind="answer", messages=(SIMPLE_MODE,), hit=hit, buttons=ANSWER_BUTTONS, decision=decision
    )


def _clarify(found: SearchResult, decision: Decision) -> BotReply:
    choices = tuple(
        Offered(f"choice:{number}", hit.title, hit.section, hit.guide)
        for number, hit in enumerate(found.hits[:MOST_CHOICES], 1)
    )
    messages = (SIMPLE_MODE, Said("reply-clarify", {}))
    return BotReply(kind="clarify", messages=messages, choices=choices, buttons=("human",), decision=decision)


def _refuse(key: str, *, buttons: tuple[str, ...] = ("human",)) -> BotReply:
    return BotReply(kind="refuse", messages=(Said(key, {}),), buttons=buttons)


def _escalate(turn: ReceivedTurn) -> BotReply:
    """Straight to the desk with the conversation so far: the form lives in Rasa, the person does not wait."""
    reply = turn.last_reply or {}
    what = turn.last_question or ""
    if reply.get("kind") == "summary":
        what = str(reply["text"])
    tried: tuple[dict[str, str], ...] = ()
    if reply.get("guide"):
        shown = {name: str(reply.get(name) or "") for name in ("guide", "title", "section")}
        tried = ({**shown, "outcome": "shown"},)
    return BotReply(kind="escalation", fields={"what": what} if what else {}, tried=tried, feedback="human")
