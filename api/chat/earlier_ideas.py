"""Earlier ideas in a conversation: shown under the person's own, agreed with, told of when something comes of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.chat.bot_reply import BotReply, Said
from api.chat.messages import Button, Language
from api.chat.say import Speaker
from api.db.tables import Conversation, Event
from api.texts.catalogue import Catalogue
from api.tickets import ideas
from api.tickets.ideas import Agreed, IdeaView

MOST_SHOWN = 3
BUTTON = "agree:"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The bot's reply with earlier ideas in it."""

    said: BotReply
    buttons: tuple[Button, ...] = ()
    """To agree with one of them; they come before the reply's own."""


def with_earlier(session: Session, said: BotReply, language: Language, speaker: Speaker) -> Earlier:
    """Say the ideas the bot found near, as they are now: what was hidden meanwhile is not shown."""
    found = ideas.shown_ideas(session, [int(each) for each in said.ideas if each.isdecimal()])[:MOST_SHOWN]
    if not found:
        return Earlier(said)
    lines = "\n".join(f"- {_line(idea, language, speaker, alone=len(found) == 1)}" for idea in found)
    told = (Said("idea-earlier", {"ideas": lines}), Said("idea-agree", {}))
    labels = ((idea.id, idea.in_language(language).title) for idea in found)
    buttons = tuple(
        Button(f"{BUTTON}{number}", speaker.say(language, "idea-button-agree", title=title)) for number, title in labels
    )
    return Earlier(replace(said, messages=(*said.messages[:-1], *told, *said.messages[-1:])), buttons)


def _line(idea: IdeaView, language: Language, speaker: Speaker, *, alone: bool) -> str:
    """Title and state; a single idea is told in full."""
    wording = idea.in_language(language)
    state = speaker.say(language, state_key(idea.state))
    line = speaker.say(language, "idea-line", title=wording.title, state=state)
    return f"{line} {' '.join(part for part in (wording.text, idea.why) if part)}".rstrip() if alone else line


def agree(
    session: Session, idea: str, *, conversations: Sequence[str], language: Language, now: datetime
) -> tuple[Agreed, str]:
    """Note that the person agrees; says with what, in their language."""
    number = int(idea) if idea.isdecimal() else 0
    agreed = ideas.agree(session, number, conversations=conversations, now=now)
    found = ideas.shown_ideas(session, [number])
    return agreed, found[0].in_language(language).title if found else ""


def tell_state(session: Session, number: str, *, by: str, catalogue: Catalogue, now: datetime) -> int:
    """Tell who sent the idea and who agrees with it what has become of it, each once, in their own language.

    Returns:
        How many conversations were told.
    """
    idea = ideas.find_idea(session, number)
    if idea is None:
        return 0
    senders = ideas.senders_of(session, number)
    others = tuple(each for each in ideas.agreeing_with(session, idea.id) if each not in senders)
    told = select(Conversation.id, Conversation.language).where(Conversation.id.in_((*senders, *others)))
    for conversation, language in session.execute(told.order_by(Conversation.id)):
        text = _news(idea, language, catalogue, is_own=conversation in senders)
        payload = {"name": by, "text": text}
        session.add(Event(conversation_id=conversation, kind="desk_reply", payload=payload, created_at=now))
    return len(senders) + len(others)


def _news(idea: IdeaView, language: str, catalogue: Catalogue, *, is_own: bool) -> str:
    """What is no longer shown is named to nobody but who sent it."""
    state = catalogue.say(language, state_key(idea.state))
    if is_own:
        news = catalogue.say(language, "idea-news-own", number=idea.number, state=state)
    elif idea.is_shown:
        news = catalogue.say(language, "idea-news-agreed", title=idea.in_language(language).title, state=state)
    else:
        news = catalogue.say(language, "idea-news-hidden", state=state)
    return f"{news} {idea.why}".rstrip()


def state_key(state: str) -> str:
    return f"idea-state-{state.replace('_', '-')}"
