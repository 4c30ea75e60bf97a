"""Small words: greetings, thanks, abuse, never mind, another language."""

import re
from dataclasses import replace

from bot.dialogue.context import Context, Outcome
from bot.dialogue.reply import BotReply, Message, say

LANGUAGE_WORDS = (
    ("sv", re.compile(r"svensk|swedish|ruotsi", re.IGNORECASE)),
    ("en", re.compile(r"engelsk|english|englan", re.IGNORECASE)),
    ("fi", re.compile(r"finsk|finnish|suome", re.IGNORECASE)),
)
VARIANTS = {
    "greet": ("bot-greet-1", "bot-greet-2"),
    "thank": ("bot-thank-1", "bot-thank-2"),
    "small_talk": ("bot-small-talk-1", "bot-small-talk-2"),
    "goodbye": ("bot-goodbye", "bot-goodbye-2"),
    "ask_capabilities": ("bot-capabilities", "bot-capabilities-short"),
    "ask_bot_identity": ("bot-identity", "bot-identity-short"),
}
BUTTONS = {"ask_capabilities": ("human", "idea"), "insult": ("human",)}
INSULTS = ("bot-insult", "bot-insult-short", "bot-insult-shorter")


async def small_talk(context: Context) -> Outcome:
    """A fitting short word, never twice the same in a row."""
    intent, memory = context.turn.intent, context.memory
    if intent == "insult":
        reply = say(insult_key(memory.insults), buttons=BUTTONS["insult"])
        return reply, replace(memory, insults=memory.insults + 1)
    first, second = VARIANTS.get(intent, VARIANTS["small_talk"])
    said_before = [each["key"] for each in (memory.last_reply or {}).get("messages", ())]
    key = second if first in said_before else first
    return say(key, buttons=BUTTONS.get(intent, ())), memory


def insult_key(before: int) -> str:
    """Calm the first time, short after that."""
    return INSULTS[0] if before == 0 else INSULTS[1 + (before - 1) % 2]


async def change_language(context: Context) -> Outcome:
    """Who asks in English for English means the guide, when that was in another language."""
    language = language_in(context.turn.text)
    shown = context.memory.hit
    if shown and language == context.turn.language != shown["language"]:
        message = Message("bot-guide-not-translated", {"title": shown["title"]})
        reply = BotReply(kind="small_talk", messages=(message,), buttons=("human",))
        return reply, replace(context.memory, offered="human")
    if language:
        reply = say("bot-language-changed", kind="language_changed")
        return replace(reply, language=language), context.memory
    return say("bot-language-which", buttons=("lang:sv", "lang:en", "lang:fi")), context.memory


def language_in(text: str) -> "str | None":
    return next((language for language, words in LANGUAGE_WORDS if words.search(text)), None)


async def cancel(context: Context) -> Outcome:
    memory = replace(context.memory, offered=None, choices=(), note_wanted=False, step=0, stepwise=False)
    return say("bot-cancelled", kind="cancelled"), memory
