"""The way in: a message is stored, then acknowledged, then answered; the pump shows the answer."""

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, uuid5
from weakref import WeakValueDictionary

import structlog
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from api.channels.introductions import Introductions, Who
from api.channels.pump import Pump
from api.chat import conversations, deliveries
from api.chat.gateway import Gateway
from api.chat.messages import LANGUAGES, Address, ConversationId, Inbound, Language, Pressed
from api.chat.pushed import Channel, ChannelBusyError, ChannelRejectedError
from api.chat.story import tell_story
from api.db.engine import Database
from api.db.tables import ChannelThread, Conversation, Turn
from api.errors import BadMessageError

log = structlog.get_logger()
T = TypeVar("T")
Learn = Callable[[], Awaitable[Language | None]]
ACKNOWLEDGE_WITHIN_S = 2.5
"""Slack gives a message up after 3 s."""
PAUSES_S = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Between attempts, while the database is busy."""


class NotStoredError(Exception):
    """The message could not be stored in time: it must not be acknowledged. It is tried on all the same."""


@dataclass(frozen=True, slots=True)
class Known:
    """A thread that we talk in with this person."""

    conversation: ConversationId
    language: Language
    others_talk: bool
    """Someone else has written in it."""


class Doorway:
    """Takes what channels bring; one for the whole process."""

    def __init__(self, database: Database, gateway: Gateway, pump: Pump, *, now: Callable[[], datetime]) -> None:
        self._database = database
        self._gateway = gateway
        self._pump = pump
        self._now = now
        self._introductions = Introductions(database, now=now)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._threads: WeakValueDictionary[tuple[str, str, str], asyncio.Lock] = WeakValueDictionary()

    async def take(
        self, inbound: Inbound, channel: Channel, *, learn: Learn | None = None, who: Who | None = None
    ) -> None:
        """Store a message and return; the answer comes by itself.

        Args:
            inbound: the message, with an address.
            channel: where it came from.
            learn: asked before the answer what the person's client is in, when that is not known yet.
            who: asked before the answer, and not for long, who the person is.

        Raises:
            NotStoredError: not stored in time.
            BadMessageError: it can't be answered, such as a button nobody offers.
        """
        storing = self._start(self._store_and_answer_later(inbound, channel, learn, who))
        try:
            await asyncio.wait_for(asyncio.shield(storing), ACKNOWLEDGE_WITHIN_S)
        except (TimeoutError, OperationalError) as error:
            raise NotStoredError from error

    async def press(self, inbound: Inbound, channel: Channel, *, event: int) -> bool:
        """As `take`, for a button of the message that told an event; its buttons are replaced.

        Returns:
            False when the button is none of this thread's, or not this person's.
        """
        address = inbound.address
        if address is None or inbound.button is None:
            raise BadMessageError
        if not await self.may_press(inbound.channel, address, event=event, button=inbound.button):
            return False
        message_id = delivery_id(inbound.channel, f"{event}:{inbound.button}")
        await self.take(replace(inbound, message_id=message_id, pressed=Pressed(event, inbound.button)), channel)
        return True

    async def may_press(self, channel: str, address: Address, *, event: int, button: str | None = None) -> bool:
        """Whether a message's button (or its rest) is for this person in this thread."""
        known = await self.known(channel, address)
        if known is None:
            return False

        def offered(session: Session) -> bool:
            if not deliveries.belongs(session, event, conversation=known.conversation):
                return False
            return button is None or deliveries.label_of(session, event, button) is not None

        return await self._database.read(offered)

    async def shown(self, event: int) -> deliveries.Told:
        """An event as it is shown now."""
        return await self._database.read(lambda session: deliveries.told(session, event))

    async def threads_of(self, channel: str, tenant: str, person: str) -> tuple[Address, ...]:
        """Where we talk with a person, newest conversation first."""
        mine = (
            select(ChannelThread)
            .join(Conversation, Conversation.id == ChannelThread.conversation_id)
            .where(ChannelThread.channel == channel, ChannelThread.tenant == tenant, ChannelThread.person == person)
            .order_by(Conversation.last_at.desc())
        )

        def look(session: Session) -> tuple[Address, ...]:
            return tuple(
                Address(tenant, each.thread_key, person, dict(each.ref), private=each.private)
                for each in session.scalars(mine)
            )

        return await self._database.read(look)

    async def unfold(self, event: int) -> None:
        """Have the rest of a message shown."""
        now = self._now()
        await self._database.write(lambda session: deliveries.unfold(session, event, now=now))
        self._pump.wake()

    async def known(self, channel: str, address: Address) -> Known | None:
        """The thread at an address, if we talk in it."""
        statement = (
            select(ChannelThread, Conversation)
            .join(Conversation, Conversation.id == ChannelThread.conversation_id)
            .where(*_at(channel, address))
        )

        def look(session: Session) -> Known | None:
            row = session.execute(statement).first()
            if row is None:
                return None
            there, conversation = row
            language: Language = next((code for code in LANGUAGES if code == conversation.language), "sv")
            return Known(ConversationId(conversation.id), language, there.others_talk)

        return await self._database.read(look)

    async def asked(self, conversation: ConversationId) -> str:
        """What the person asked last in words, without secrets; nothing when they only pressed buttons."""
        story = await self._database.read(lambda session: tell_story(session, conversation))
        return story.last_question or ""

    async def opening_words(self, inbound: Inbound) -> str | None:
        """What a message said, without secrets, if it opened its conversation."""
        if inbound.address is None:
            return None
        statement = (
            select(Turn.text)
            .join(ChannelThread, ChannelThread.conversation_id == Turn.conversation_id)
            .where(*_at(inbound.channel, inbound.address), Turn.seq == 1, Turn.message_id == inbound.message_id)
        )
        return await self._database.read(lambda session: session.scalar(statement))

    async def asker_speaks(self, channel: str, address: Address) -> None:
        """The asker turned to us again."""
        statement = update(ChannelThread).where(*_at(channel, address), ChannelThread.others_talk.is_(True))
        await self._database.write(lambda session: session.execute(statement.values(others_talk=False)))

    async def turn_to_us(self, channel: str, address: Address) -> None:
        """What the person says next is for Bollplank, even where the desk has answered before."""
        known = await self.known(channel, address)
        if known:
            await self._database.write(lambda session: conversations.let_bot_speak(session, known.conversation))

    async def others_speak(self, channel: str, address: Address, *, prefix: str) -> None:
        """Someone else wrote in a thread; `prefix` is what all keys of that thread start with."""
        statement = update(ChannelThread).where(
            ChannelThread.channel == channel,
            ChannelThread.tenant == address.tenant,
            ChannelThread.thread_key.startswith(prefix, autoescape=True),
            ChannelThread.person != address.person,
        )
        await self._database.write(lambda session: session.execute(statement.values(others_talk=True)))

    def later(self, work: Coroutine[Any, Any, object]) -> None:
        """Do something nobody waits for; trouble with the channel in it is logged, no more."""
        self._start(_and_log_trouble(work))

    async def close(self) -> None:
        """End what is going on; whatever is stored is answered after the next start."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._pump.openings.close()
        await self._introductions.close()

    async def settled(self) -> None:
        """Wait until nothing is going on (for tests and benches)."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._pump.openings.settled()
        await self._introductions.settled()

    async def _store_and_answer_later(
        self, inbound: Inbound, channel: Channel, learn: Learn | None, who: Who | None
    ) -> None:
        # One at a time for each thread: a burst must be stored in the order it was written.
        at = inbound.address
        key = (inbound.channel, at.tenant, at.thread_key) if at else (inbound.channel, "", inbound.message_id)
        async with self._threads.setdefault(key, asyncio.Lock()):
            accepted = await _patiently(lambda: self._gateway.accept(inbound))
            if inbound.pressed:
                self._pump.wake()
            if accepted.replies:
                return  # delivered again; its answer is shown or on its way
            self._start(self._answer(replace(inbound, conversation=accepted.conversation), learn, who))
        if at:
            self._pump.openings.begin(channel, at.ref, accepted.conversation, accepted.language)

    async def _answer(self, inbound: Inbound, learn: Learn | None, who: Who | None) -> None:
        try:
            if who and inbound.address:
                await self._introductions.make(inbound.channel, inbound.address.person, who)
            if learn and inbound.language is None:
                await self._learn_language(inbound, await learn())
            await _patiently(lambda: self._gateway.handle(inbound, late=True))
        except Exception:
            # It stays `received`: the gateway's search for orphans tries it again.
            log.exception("answer_failed", channel=inbound.channel)
        self._pump.wake()

    async def _learn_language(self, inbound: Inbound, language: Language | None) -> None:
        if language and inbound.conversation:
            conversation = inbound.conversation
            await _patiently(
                lambda: self._database.write(lambda s: conversations.learn_language(s, conversation, language))
            )

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception():
            log.warning("doorway_task_failed", error=repr(task.exception()))


def _at(channel: str, address: Address) -> tuple[ColumnElement[bool], ...]:
    return (
        ChannelThread.channel == channel,
        ChannelThread.tenant == address.tenant,
        ChannelThread.thread_key == address.thread_key,
    )


async def _patiently(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Try again while the database is busy."""
    for pause_s in PAUSES_S:
        try:
            return await work()
        except OperationalError as error:
            log.warning("database_busy", error=type(error.orig).__name__)
            await asyncio.sleep(pause_s)
    return await work()


async def _and_log_trouble(work: Coroutine[Any, Any, object]) -> None:
    try:
        await work
    except (ChannelBusyError, ChannelRejectedError, ConnectionError, TimeoutError) as error:
        log.info("channel_courtesy_failed", error=repr(error)[:200])


def delivery_id(channel: str, given: str) -> str:
    """A message id from the channel's own: the same delivery is the same message."""
    return str(uuid5(NAMESPACE_URL, f"bollplank:{channel}:{given}"))


def person_key(secret: str, channel: str, tenant: str, user: str) -> str:
    """The person as we store them: without the secret nobody can tell who it is."""
    return hmac.new(secret.encode(), f"{channel}|{tenant}|{user}".encode(), hashlib.sha256).hexdigest()
