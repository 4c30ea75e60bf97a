"""When the dialogue is down: answer from retrieval directly, keep what was said, reach a person."""

from collections.abc import Callable
from dataclasses import replace

from api.chat.bot_reply import BotReply, Decision, Hit, Offered, Said
from api.chat.conversations import ReceivedTurn
from api.chat.messages import LANGUAGES
from api.chat.ports import Search, SearchResult, SearchUnavailableError
from api.chat.story import Story

ANSWER_BUTTONS = ("solved", "unsolved", "human")
FORM_BUTTONS = ("send", "cancel")
MOST_CHOICES = 3
YES = frozenset(
    [
        "ja",
        "jo",
        "jå",
        "jep",
        "gärna",
        "ja tack",
        "ja gärna",
        "yes",
        "yes please",
        "please",
        "ok",
        "okej",
        "joo",
        "kyllä",
        "kyllä kiitos",
    ]
)
SIMPLE_MODE = Said("reply-simple-mode", {})


class Fallback:
    """A small stand-in for the dialogue: it fills in no forms, and it is never silent."""

    def __init__(self, search: Search) -> None:
        self._search = search

    async def reply_to(self, turn: ReceivedTurn, *, language: str, audience: tuple[str, ...]) -> BotReply:
        """What to say while Rasa is down. Never raises."""
        if turn.button == "choice:none":
            return _refuse("reply-not-covered")
        if turn.button and turn.button.startswith("choice:"):
            return await self._to_choice(turn, turn.button, language, audience)
        if turn.button:
            return reply_to_button(turn.button, turn.story)
        if turn.story.in_form:
            return _keep(turn.story)
        if _says_yes(turn.text) and turn.story.offers_a_person:
            return escalate(turn.story)
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
        refusal = _refuse("reply-not-covered")
        return replace(refusal, messages=(SIMPLE_MODE, *refusal.messages), decision=decision)

    async def _to_choice(self, turn: ReceivedTurn, button: str, language: str, audience: tuple[str, ...]) -> BotReply:
        """The guide that was offered; its steps when retrieval finds it again, else the way to its page."""
        offered = turn.story.last_reply.get("choices", [])
        chosen = next((choice for choice in offered if choice["id"] == button), None)
        if chosen is None:
            return _refuse("reply-simple-later")
        try:
            question = turn.story.last_question or chosen["label"]
            found = await self._search.search(question, language=language, audience=audience)
            hit = next((hit for hit in found.hits if hit.guide == chosen["guide"]), None)
        except SearchUnavailableError:
            hit = None
        return _answer(hit, None) if hit else _point_to(chosen["guide"], chosen["label"], language)


def reply_to_button(button: str, story: Story) -> BotReply:
    """What a button does without the dialogue."""
    name, _, value = button.partition(":")
    if name == "lang" and value in LANGUAGES:
        return BotReply("language_changed", messages=(Said("reply-language-changed", {}),), language=value)
    if name in {"urgency", "contact", "change", "no"} and story.in_form:
        return _keep(story)
    if name == "agree":
        return BotReply("idea_agreement", fields={"idea": value})
    acts: dict[str, Callable[[], BotReply]] = {
        "human": lambda: escalate(story),
        "send": lambda: escalate(story),
        "solved": lambda: BotReply("small_talk", messages=(Said("reply-solved", {}),), feedback="solved"),
        "unsolved": lambda: replace(_refuse("reply-unsolved"), feedback="unsolved"),
        "cancel": lambda: BotReply("cancelled", messages=(Said("reply-cancelled", {}),)),
        "no": lambda: BotReply("cancelled", messages=(Said("reply-cancelled", {}),)),
    }
    return acts.get(name, lambda: _refuse("reply-simple-later"))()


def _says_yes(text: str | None) -> bool:
    return (text or "").strip(" .!,").lower() in YES


def escalate(story: Story) -> BotReply:
    """Straight to the desk with the conversation so far: the form lives in Rasa, the person does not wait."""
    fields = dict(story.answers)
    if story.form == "idea":
        return BotReply("idea", fields=fields)
    if "what" not in fields and story.last_question:
        fields = {"what": story.last_question, **fields}
    return BotReply("escalation", fields=fields, tried=story.tried, feedback="human")


def _answer(hit: Hit, decision: Decision | None) -> BotReply:
    if decision:
        decision = replace(decision, guide=hit.guide, section=hit.section)
    return BotReply("answer", messages=(SIMPLE_MODE,), hit=hit, buttons=ANSWER_BUTTONS, decision=decision)


def _point_to(guide: str, title: str, language: str) -> BotReply:
    page = Hit(
        guide=guide,
        title=title,
        section=title,
        anchor="",
        language=language,
        score=0.0,
        steps=(),
        body_markdown="",
        owner=None,
        reviewed=None,
        overdue=False,
        url=f"/guides/{guide}",
    )
    said = (SIMPLE_MODE, Said("reply-open-guide", {"title": title}))
    return BotReply("answer", messages=said, hit=page, buttons=ANSWER_BUTTONS)


def _clarify(found: SearchResult, decision: Decision) -> BotReply:
    choices = tuple(
        Offered(f"choice:{number}", hit.title, hit.section, hit.guide)
        for number, hit in enumerate(found.hits[:MOST_CHOICES], 1)
    )
    messages = (SIMPLE_MODE, Said("reply-clarify", {}))
    return BotReply("clarify", messages=messages, choices=choices, buttons=("human",), decision=decision)


def _keep(story: Story) -> BotReply:
    """What was typed into a form is stored with its turn; the person can send what there is."""
    form = story.last_reply.get("form")
    return BotReply(
        "form",
        messages=(Said("reply-simple-form-kept", {}),),
        buttons=FORM_BUTTONS,
        form=(form["name"], form["field"]) if form else None,
    )


def _refuse(key: str) -> BotReply:
    return BotReply("refuse", messages=(Said(key, {}),), buttons=("human",))
