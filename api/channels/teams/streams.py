"""Teams' streams as places for messages (https://learn.microsoft.com/microsoftteams/platform/bots/streaming-ux).

A stream is opened with words of waiting, gets an id, and is ended by the message. Ending it a second time is
refused as already completed: by this we know that the message stands there. docs/decisions/0015 tells the rest.
"""

import asyncio
import time
from collections.abc import Callable

import structlog
from microsoft_agents.activity import ConversationReference

from api.channels.teams.activities import WITH_WORDS, beginning, ending, from_us, is_personal, told
from api.channels.teams.connector import Connector, RefusedError
from api.chat.messages import Language
from api.chat.pushed import (
    ChannelBusyError,
    ChannelMessageId,
    ChannelRejectedError,
    Outgoing,
    Place,
    PlaceLostError,
    Ref,
)
from api.texts.catalogue import Catalogue

log = structlog.get_logger()
OPEN_WITHIN_S = 2.0
"""Longer an answer does not wait for its stream."""
LIVES_S = 125.0
"""Teams ends a stream after two minutes."""
REFUSED_FOR_S = 3600.0
MOST_REMEMBERED = 10_000
STREAM, MESSAGE = "stream", "message"
"""What a place is: a stream to end, or a message of waiting to change."""
BAD_REQUEST, FORBIDDEN, NOT_FOUND = 400, 403, 404
NOT_ALLOWED = "contentstreamnotallowed"
COMPLETED, CANCELLED = "already completed", "cancel"


class Streams:
    """One stream at a time in each person's chat, as Teams has it; none in channels and group chats."""

    def __init__(
        self, connector: Connector, catalogue: Catalogue, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._connector = connector
        self._catalogue = catalogue
        self._clock = clock
        self._began = clock()
        self._perhaps_open = Until()
        self._without = Until()
        self._ends_with_words = False
        """Teams took no card alone as the end of a stream: its documentation asks for words, its kits do not."""

    async def open(self, ref: Ref, language: Language, *, working: bool) -> Place | None:
        """Begin a stream; where Teams refuses a second one beside one whose end we do not know, a message of waiting.

        None in channels and group chats, and where Teams allows no streams: that is remembered for an hour.
        """
        to = ConversationReference.model_validate(dict(ref))
        chat, now = to.conversation.id, self._clock()
        if not is_personal(to) or now < self._without.get(chat):
            return None
        beside_another = now < max(self._perhaps_open.get(chat), self._began + LIVES_S)
        if working and now < self._perhaps_open.get(chat):
            return None
        try:
            return await self._begin(to, language, working=working)
        except RefusedError as error:
            if not _is_about_streams(error):
                raise
            beside_another = beside_another and error.status == FORBIDDEN
            log.info("stream_refused", beside_another=beside_another, error=str(error))
            if not beside_another:
                self._without.set(chat, now + REFUSED_FOR_S)
        return None if working or not beside_another else await self._wait_in_a_message(to, language)

    async def fill(self, ref: Ref, place: Place, message: Outgoing, *, perhaps: bool) -> ChannelMessageId:
        to = ConversationReference.model_validate(dict(ref))
        kind, _, given = place.partition(":")
        ended = kind == STREAM and await self._end(to, given, message, perhaps=perhaps)
        if not ended:
            await self._change(to, given, message)
        return ChannelMessageId(f"{WITH_WORDS}{given}" if ended and self._ends_with_words else given)

    async def release(self, ref: Ref, place: Place) -> None:
        to = ConversationReference.model_validate(dict(ref))
        _, _, given = place.partition(":")
        async with self._connector.conversations(to) as calls:
            await calls.delete_activity(to.conversation.id, given)
        self._perhaps_open.end(to.conversation.id)

    async def _begin(self, to: ConversationReference, language: Language, *, working: bool) -> Place | None:
        chat = to.conversation.id
        words = self._catalogue.say(language, "channel-working" if working else "channel-here-comes")
        before = self._perhaps_open.get(chat)
        self._perhaps_open.set(chat, self._clock() + LIVES_S)
        try:
            async with asyncio.timeout(OPEN_WITHIN_S), self._connector.conversations(to) as calls:
                sent = await calls.send_to_conversation(chat, beginning(to, words))
        except (ChannelRejectedError, ChannelBusyError, ConnectionRefusedError):
            self._perhaps_open.set(chat, before)
            raise
        return Place(f"{STREAM}:{sent.id}") if sent.id else None

    async def _wait_in_a_message(self, to: ConversationReference, language: Language) -> Place | None:
        words = self._catalogue.say(language, "channel-here-comes")
        async with self._connector.conversations(to) as calls:
            sent = await calls.send_to_conversation(to.conversation.id, from_us(to, "message", text=words))
        return Place(f"{MESSAGE}:{sent.id}") if sent.id else None

    async def _end(self, to: ConversationReference, stream: str, message: Outgoing, *, perhaps: bool) -> bool:
        """Show the message as the stream's end. False where it takes none any more but may be changed."""
        try:
            await self._say_last(to, stream, message)
        except RefusedError as error:
            if error.status != NOT_FOUND and not _is_about_streams(error):
                raise
            if error.status != BAD_REQUEST:  # or it goes on
                self._perhaps_open.end(to.conversation.id)
            if COMPLETED in error.said.lower() and perhaps:
                return True
            if COMPLETED in error.said.lower() or CANCELLED in error.said.lower():
                raise PlaceLostError(str(error)) from error
            log.info("stream_ended_otherwise", error=str(error))
            return False
        self._perhaps_open.end(to.conversation.id)
        return True

    async def _say_last(self, to: ConversationReference, stream: str, message: Outgoing) -> None:
        for apart in (True,) if self._ends_with_words else (False, True):
            activity = ending(to, message, self._catalogue, stream=stream, apart=apart)
            try:
                async with self._connector.conversations(to) as calls:
                    await calls.send_to_conversation(to.conversation.id, activity)
            except RefusedError as error:
                if apart or activity.text or error.status != BAD_REQUEST:
                    raise
            else:
                self._ends_with_words = apart
                return

    async def _change(self, to: ConversationReference, shown: str, message: Outgoing) -> None:
        """Put the message over what stands there, which Teams allows when a stream's two minutes are over."""
        activity = told(to, message, self._catalogue)
        activity.id = shown
        try:
            async with self._connector.conversations(to) as calls:
                await calls.update_activity(to.conversation.id, shown, activity)
        except RefusedError as error:
            raise PlaceLostError(str(error)) from error


class Until:
    """Something about chats that holds until a time."""

    def __init__(self) -> None:
        self._ends: dict[str, float] = {}

    def get(self, chat: str) -> float:
        return self._ends.get(chat, 0.0)

    def set(self, chat: str, end: float) -> None:
        self._ends.pop(chat, None)
        self._ends[chat] = end
        if len(self._ends) > MOST_REMEMBERED:
            del self._ends[next(iter(self._ends))]

    def end(self, chat: str) -> None:
        self._ends.pop(chat, None)


def _is_about_streams(error: RefusedError) -> bool:
    """The message itself is not what is wrong."""
    return error.status == BAD_REQUEST or (error.status == FORBIDDEN and error.code.lower() == NOT_ALLOWED)
