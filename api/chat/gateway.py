"""One message in, one reply out, whatever breaks (promise P1)."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

import structlog
from sqlalchemy.orm import Session

from api.chat import conversations, deliveries, people
from api.chat.bot_reply import BotReply, Said
from api.chat.conversations import ReceivedTurn, Thread, newest_open_ticket
from api.chat.earlier_ideas import with_earlier
from api.chat.fallback import Fallback, escalate, reply_to_button
from api.chat.language import LanguageDetector
from api.chat.messages import LANGUAGES, Answered, Inbound, Language, PersonId, Reply
from api.chat.notes import answer_to_which
from api.chat.orders import Order, OrderDesk
from api.chat.outages import current_outage
from api.chat.ports import Bot, BotMessage, BotUnavailableError, UnusableReplyError
from api.chat.prepare import Prepared, prepare
from api.chat.question_log import log_question
from api.chat.say import Speaker
from api.chat.ticket_buttons import order_of
from api.db.engine import Database
from api.db.tables import Event
from api.errors import BadMessageError

log = structlog.get_logger()
ORPHANED_AFTER = timedelta(seconds=30)
"""A turn without reply for longer than all deadlines together: nobody works on it any more."""
HANDOVER = timedelta(seconds=3)
"""A gateway that is being stopped may still be finishing what came this long before our start."""
TOO_LATE_AFTER = timedelta(days=1)
"""An answer to yesterday's question is no answer."""
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
RASA, RETRIEVAL, GATEWAY = "rasa", "retrieval", "gateway"


@dataclass(frozen=True, slots=True)
class Draft:
    """What will be said, before it is stored."""

    said: BotReply
    route: str
    """Who made it: rasa, retrieval (Rasa was down) or gateway."""
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
        self.speaker = speaker
        self._orders = orders
        self._detector = detector
        self._now = now
        self._started = now()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def handle(self, inbound: Inbound, *, late: bool = False) -> Answered:
        """Answer one message. The same message again gets the same reply.

        Args:
            inbound: the message.
            late: nobody waits for the reply any more, so it is told as an event too.

        Raises:
            UnknownConversationError: the conversation does not exist (any more).
            BadMessageError: neither text nor a button, or both, or a button that nobody offers.
        """
        self._check(inbound)
        # One at a time for each person: a burst must be answered in the order it was written.
        if inbound.conversation:
            async with self._turn_of(inbound.conversation):
                return await self._answer(inbound, late=late)
        async with self._turn_of(inbound.message_id):
            opened = await self._database.read(lambda session: conversations.find_thread(session, inbound))
            if opened is None:
                return await self._answer(inbound, late=late)
            return await self.handle(replace(inbound, conversation=opened.id), late=late)

    async def accept(self, inbound: Inbound) -> Answered:
        """Store a message that `handle` answers later; from now on it is answered even over a restart.

        Returns:
            The conversation, and the reply if the message was answered before.

        Raises:
            UnknownConversationError: the conversation does not exist (any more).
            BadMessageError: as `handle`.
        """
        self._check(inbound)
        thread, turn, _prepared, _earlier = await self._store(inbound)
        return Answered(thread.id, turn.replies or (), thread.language)

    def language_of(self, text: str) -> Language:
        """What a message is in, with nothing known of who wrote it."""
        return self._detector.detect(text, last="sv")

    async def finish_orphans(self) -> int:
        """Answer turns that an ended process left behind, and push the replies. Returns how many."""
        now = self._now()
        since, before = now - TOO_LATE_AFTER, max(self._started - HANDOVER, now - ORPHANED_AFTER)
        orphans = await self._database.read(lambda s: conversations.unfinished(s, since=since, before=before))
        # Together, so that one that fails again does not hold up the others.
        ends = await asyncio.gather(*(self.handle(inbound, late=True) for inbound in orphans), return_exceptions=True)
        for end in ends:
            if isinstance(end, BaseException):
                log.error("late_reply_failed", exc_info=end)
        return len(orphans)

    async def _answer(self, inbound: Inbound, *, late: bool) -> Answered:
        started = time.monotonic()
        thread, turn, prepared, earlier = await self._store(inbound)
        if turn.replies is not None:
            return Answered(thread.id, turn.replies, thread.language)
        for each in earlier:
            await self._catch_up(each)
        draft = await self._draft(thread, turn, prepared, inbound.audience)
        reply = await self._database.write(
            lambda s: self._finish(s, thread, turn, draft, prepared, late=late, person=inbound.person)
        )
        log.info(
            "turn_handled",
            conversation=thread.id[:8],
            channel=thread.channel,
            kind=reply.kind,
            route=draft.route,
            language=reply.language,
            question_chars=len(prepared.text or ""),
            button=inbound.button,
            late=late,
            took_ms=round(1000 * (time.monotonic() - started)),
        )
        return Answered(thread.id, (reply.to_json(),), reply.language)

    def _turn_of(self, key: str) -> asyncio.Lock:
        return self._turns.setdefault(key, asyncio.Lock())

    async def _catch_up(self, earlier: Inbound) -> None:
        """Answer what was written before and left behind: nobody else does, since the conversation's lock is ours."""
        try:
            await self._answer(earlier, late=True)
        except Exception:
            log.exception("late_reply_failed", message_id=earlier.message_id)

    def _check(self, inbound: Inbound) -> None:
        if (inbound.text is None) == (inbound.button is None):
            raise BadMessageError
        if inbound.button and not self.speaker.knows_button(inbound.button):
            raise BadMessageError

    async def _store(self, inbound: Inbound) -> tuple[Thread, ReceivedTurn, Prepared, tuple[Inbound, ...]]:
        known = await self._database.read(lambda session: conversations.find_thread(session, inbound))
        prepared = await asyncio.to_thread(prepare, inbound, known, detector=self._detector)
        thread, turn, earlier = await self._database.write(lambda s: self._receive(s, inbound, prepared))
        return thread, turn, prepared, earlier

    def _receive(
        self, session: Session, inbound: Inbound, prepared: Prepared
    ) -> tuple[Thread, ReceivedTurn, tuple[Inbound, ...]]:
        now = self._now()
        thread = conversations.find_thread(session, inbound) or conversations.open_thread(
            session, inbound, language=prepared.language, now=now
        )
        people.enter(session, thread.id, inbound.person)
        if thread.language != prepared.language or prepared.language_chosen:
            chosen = prepared.language_chosen
            conversations.set_language(session, thread.id, prepared.language, chosen=chosen)
            thread = replace(thread, language=prepared.language)
        turn = conversations.receive(session, thread, inbound, text=prepared.text, now=now, fields=prepared.fields)
        if inbound.pressed:
            deliveries.use_up(session, inbound.pressed, now=now)
        since = now - TOO_LATE_AFTER
        return thread, turn, conversations.unfinished_before(session, thread, turn, since=since)

    async def _draft(self, thread: Thread, turn: ReceivedTurn, prepared: Prepared, audience: tuple[str, ...]) -> Draft:
        own = order_of(turn.button) or await self._own_answer(thread, turn, prepared)
        if own:
            return Draft(own, GATEWAY)
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
            offered="human" if turn.story.offers_a_person else None,
        )
        try:
            return Draft(await self._ask_bot(message), RASA, outage)
        except BotUnavailableError as error:
            log.warning("bot_unavailable", conversation=thread.id[:8], error=str(error)[:200])
        except UnusableReplyError as error:
            log.warning("bot_reply_unusable", conversation=thread.id[:8], error=str(error)[:200])
        said = await self._fallback.reply_to(turn, language=prepared.language, audience=audience)
        return Draft(said, RETRIEVAL, outage)

    async def _ask_bot(self, message: BotMessage) -> BotReply:
        said = await self._bot.reply_to(message)
        unknown = self.speaker.cannot_say(said)
        if unknown:
            log.error("bot_text_missing", keys=unknown)
            raise UnusableReplyError("the reply has texts that no catalogue knows")
        if said.is_silent:
            raise UnusableReplyError("the reply says nothing")
        return said

    async def _own_answer(self, thread: Thread, turn: ReceivedTurn, prepared: Prepared) -> BotReply | None:
        """What the gateway answers without the dialogue."""
        own = _own_answer_to_button(turn, prepared) or answer_to_which(turn)
        if own:
            return own
        if prepared.says_nothing:
            return self._ask_for_words(turn, prepared)
        to_the_desk = thread.person_answered and not turn.story.in_form
        if prepared.text and to_the_desk and NAME not in prepared.text.lower():
            number = await self._database.read(lambda s: _newest_number(s, thread.id))
            if number:
                return BotReply("ticket_note", fields={"text": prepared.text, "ticket": number})
        return None

    def _ask_for_words(self, turn: ReceivedTurn, prepared: Prepared) -> BotReply:
        """Signs alone say nothing; twice in a row is answered in two ways."""
        first, second = Said("reply-says-nothing", {}), Said("reply-says-nothing-again", {})
        again = turn.story.last_reply.get("text") == self.speaker.sentence(prepared.language, first)
        return BotReply("small_talk", messages=(second if again else first,), buttons=("human",))

    def _finish(
        self,
        session: Session,
        thread: Thread,
        turn: ReceivedTurn,
        draft: Draft,
        prepared: Prepared,
        *,
        late: bool,
        person: PersonId | None,
    ) -> Reply:
        """Store the reply with everything that follows from it: all of it, or nothing."""
        said, now = draft.said, self._now()
        language = thread.language
        if said.kind == "language_changed" and said.language in LANGUAGES:
            language = next(code for code in LANGUAGES if code == said.language)
            conversations.set_language(session, thread.id, language, chosen=True)
        if turn.button == "ask_bot":
            conversations.let_bot_speak(session, thread.id)
        if draft.route != RASA and (said.is_order or said.kind == "cancelled"):
            conversations.start_dialogue_anew(session, thread.id)
        log_question(session, thread, turn, said, now=now)
        if said.is_order:
            reply = self._orders.carry_out(session, Order(thread, turn, said, language, now, person))
        else:
            reply = self._say(session, said, language)
        reply = self._with_notices(reply, prepared, draft.outage)
        stored = reply.to_json()
        conversations.answer(session, turn.id, [stored], route=draft.route, now=now)
        if late:
            payload = {**stored, "message_id": turn.message_id}
            session.add(Event(conversation_id=thread.id, kind="reply", payload=payload, created_at=now))
        return reply

    def _say(self, session: Session, said: BotReply, language: Language) -> Reply:
        earlier = with_earlier(session, said, language, self.speaker)
        reply = self.speaker.reply(earlier.said, language)
        return replace(reply, buttons=(*earlier.buttons, *reply.buttons))

    def _with_notices(self, reply: Reply, prepared: Prepared, outage: str | None) -> Reply:
        """What must be said before the reply itself: warnings, and the outage that may explain it all."""
        notices = list(prepared.warnings)
        if outage and reply.kind in OUTAGE_GOES_FIRST:
            notices.append(Said("reply-outage", {"message": outage}))
        spoken = [self.speaker.sentence(reply.language, each) for each in notices]
        return replace(reply, text="\n\n".join(part for part in (*spoken, reply.text) if part))


def _own_answer_to_button(turn: ReceivedTurn, prepared: Prepared) -> BotReply | None:
    if turn.button == "ask_bot":
        return BotReply("small_talk", messages=(Said("reply-ask-bot", {}),))
    if turn.button and prepared.language_chosen and not turn.story.in_form:
        return reply_to_button(turn.button, turn.story)  # in a form, the dialogue asks its question again
    if turn.button in {"send", "cancel"} and (turn.fields or _was_kept_without_bot(turn)):
        return _end_of_form(turn, turn.button)
    return None


def _newest_number(session: Session, conversation: str) -> str | None:
    ticket = newest_open_ticket(session, conversation)
    return ticket.number if ticket else None


def _end_of_form(turn: ReceivedTurn, button: str) -> BotReply:
    if turn.fields and button == "send":
        return replace(escalate(turn.story), kind="escalation", fields=turn.fields)
    return reply_to_button(button, turn.story)


def _was_kept_without_bot(turn: ReceivedTurn) -> bool:
    """The dialogue knows nothing of the form's last answers: they came while it was down."""
    return turn.story.last_route == RETRIEVAL and turn.story.in_form
