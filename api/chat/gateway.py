"""One message in, one reply out, whatever breaks (promise P1)."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakValueDictionary

import structlog
from sqlalchemy.orm import Session

from api.chat import conversations
from api.chat.bot_reply import BotReply, Said
from api.chat.clean import clean
from api.chat.conversations import ReceivedTurn, Thread
from api.chat.fallback import Fallback
from api.chat.language import LanguageDetector
from api.chat.messages import LANGUAGES, Answered, Inbound, Language, Reply
from api.chat.orders import Order, OrderDesk, newest_open_ticket
from api.chat.outages import current_outage
from api.chat.ports import Bot, BotMessage, BotUnavailableError
from api.chat.question_log import log_question
from api.chat.say import Speaker
from api.db.engine import Database
from api.db.tables import Event
from api.errors import BadMessageError
from api.topics.redact import redact_secrets

log = structlog.get_logger()
ORPHANED_AFTER = timedelta(seconds=30)
"""A turn without reply for longer than any deadline: the process that had it is gone."""
NAME = "bollplank"
BUTTON_INTENTS = {
    "solved": "/report_solved",
    "unsolved": "/report_unsolved",
    "human": "/request_human",
    "no": "/deny",
    "back": "/deny",
    "cancel": "/cancel",
    "idea": "/share_idea",
}
OUTAGE_GOES_FIRST = frozenset({"answer", "clarify", "refuse"})


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message after cleaning: what is stored and passed on, and what the person must be told."""

    text: str | None
    language: Language
    warnings: tuple[Said, ...]
    says_nothing: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What will be said, before it is stored."""

    said: BotReply
    route: str
    """rasa, retrieval or gateway."""
    outage: str | None = None


class Gateway:
    """Everything that happens between a channel's message and its reply."""

    def __init__(
        self,
        database: Database,
        *,
        bot: Bot,
        fallback: Fallback,
        speaker: Speaker,
        orders: OrderDesk,
        detector: LanguageDetector,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._bot = bot
        self._fallback = fallback
        self._speaker = speaker
        self._orders = orders
        self._detector = detector
        self._now = now
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def handle(self, inbound: Inbound) -> Answered:
        """Answer one message. The same message again gets the same reply.

        Raises:
            UnknownConversationError: the conversation does not exist (any more).
            BadMessageError: neither text nor a button, or both.
        """
        if (inbound.text is None) == (inbound.button is None):
            raise BadMessageError
        started = time.monotonic()
        known = await self._database.read(lambda session: conversations.find_thread(session, inbound))
        # One at a time for each person: a burst must be answered in the order it was written.
        lock = self._lock(inbound.conversation or inbound.message_id)
        async with lock:
            prepared = self._prepare(inbound, known)
            thread, turn = await self._database.write(lambda s: self._receive(s, inbound, prepared))
            if turn.replies is not None:
                return Answered(thread.id, turn.replies)
            draft = await self._draft(thread, turn, prepared, inbound.audience)
            reply = await self._database.write(lambda s: self._finish(s, thread, turn, draft, prepared))
        log.info(
            "turn_handled",
            conversation=thread.id[:8],
            channel=thread.channel,
            kind=reply.kind,
            route=draft.route,
            language=reply.language,
            question_chars=len(prepared.text or ""),
            took_ms=round(1000 * (time.monotonic() - started)),
        )
        return Answered(thread.id, (reply.to_json(),))

    async def finish_orphans(self) -> int:
        """Answer turns that an ended process left behind, and push the replies. Returns how many."""
        before = self._now() - ORPHANED_AFTER
        orphans = await self._database.read(lambda session: conversations.unfinished(session, before=before))
        for thread, inbound in orphans:
            answered = await self.handle(inbound)
            payload = dict(answered.replies[0])
            event = Event(conversation_id=thread.id, kind="reply", payload=payload, created_at=self._now())
            await self._database.write(lambda session, event=event: session.add(event))  # type: ignore[misc]
        return len(orphans)

    def _lock(self, name: str) -> asyncio.Lock:
        lock = self._turns.get(name)
        if lock is None:
            lock = self._turns[name] = asyncio.Lock()
        return lock

    def _prepare(self, inbound: Inbound, known: Thread | None) -> Prepared:
        last: Language = inbound.language or (known.language if known else "sv")
        if inbound.text is None:
            return Prepared(None, known.language if known else last, (), says_nothing=False)
        cleaned = clean(inbound.text)
        text, secrets = redact_secrets(cleaned.text)
        language = last
        if known and known.language_chosen:
            language = known.language
        elif not cleaned.says_nothing:
            language = self._detector.detect(cleaned.text, last=last)
        warnings = [Said(f"reply-warning-{kind}", {}) for kind in sorted(secrets)]
        if cleaned.cut:
            warnings.append(Said("reply-warning-cut", {}))
        return Prepared(text, language, tuple(warnings), says_nothing=cleaned.says_nothing)

    def _receive(self, session: Session, inbound: Inbound, prepared: Prepared) -> tuple[Thread, ReceivedTurn]:
        now = self._now()
        thread = conversations.find_thread(session, inbound) or conversations.open_thread(
            session, channel=inbound.channel, language=prepared.language, now=now
        )
        if thread.language != prepared.language:
            conversations.set_language(session, thread.id, prepared.language, chosen=False)
            thread = replace(thread, language=prepared.language)
        return thread, conversations.receive(session, thread, inbound, text=prepared.text, now=now)

    async def _draft(
        self, thread: Thread, turn: ReceivedTurn, prepared: Prepared, audience: tuple[str, ...]
    ) -> Draft:
        own = await self._own_answer(thread, turn, prepared)
        if own:
            return Draft(own, "gateway")
        outage = await self._database.read(current_outage)
        message = BotMessage(
            sender=thread.bot_sender,
            text=turn.text if turn.text is not None else BUTTON_INTENTS.get(turn.button or "", "/affirm"),
            message_id=turn.message_id,
            language=prepared.language,
            channel=thread.channel,
            button=turn.button,
            outage=outage,
            audience=audience,
        )
        try:
            return Draft(await self._bot.reply_to(message), "rasa", outage)
        except BotUnavailableError as error:
            log.warning("bot_unavailable", conversation=thread.id[:8], error=str(error)[:200])
        said = await self._fallback.reply_to(turn, language=prepared.language, audience=audience)
        return Draft(said, "retrieval", outage)

    async def _own_answer(self, thread: Thread, turn: ReceivedTurn, prepared: Prepared) -> BotReply | None:
        """What the gateway answers without the dialogue."""
        button = turn.button or ""
        if button.startswith("lang:") and button.removeprefix("lang:") in LANGUAGES:
            return BotReply(
                kind="language_changed",
                messages=(Said("reply-language-changed", {}),),
                language=button.removeprefix("lang:"),
            )
        if button == "ask_bot":
            return BotReply(kind="small_talk", messages=(Said("reply-ask-bot", {}),))
        if prepared.text is not None and prepared.says_nothing:
            return BotReply(kind="small_talk", messages=(Said("reply-says-nothing", {}),), buttons=("human",))
        if prepared.text and thread.person_answered and NAME not in prepared.text.lower():
            talking = await self._database.read(lambda s: newest_open_ticket(s, thread.id) is not None)
            if talking:
                return BotReply(kind="ticket_note", fields={"text": prepared.text})
        return None

    def _finish(
        self, session: Session, thread: Thread, turn: ReceivedTurn, draft: Draft, prepared: Prepared
    ) -> Reply:
        """Store the reply with everything that follows from it: all of it, or nothing."""
        said, now = draft.said, self._now()
        language = thread.language
        if said.kind == "language_changed" and said.language in LANGUAGES:
            language = next(code for code in LANGUAGES if code == said.language)
            conversations.set_language(session, thread.id, language, chosen=True)
        if turn.button == "ask_bot":
            conversations.set_person_answered(session, thread.id, answered=False)
        log_question(session, thread, turn, said, now=now)
        if said.is_order:
            reply = self._orders.carry_out(session, Order(thread, turn, said, language, now))
        else:
            reply = self._speaker.reply(said, language)
        first = [Said("reply-outage", {"message": draft.outage})] if draft.outage else []
        if reply.kind not in OUTAGE_GOES_FIRST:
            first = []
        around = [self._speaker.sentence(language, each) for each in (*prepared.warnings, *first)]
        reply = replace(reply, text="\n\n".join(part for part in (*around, reply.text) if part))
        stored: list[dict[str, Any]] = [reply.to_json()]
        conversations.answer(session, turn.id, stored, route=draft.route, now=now)
        return reply
