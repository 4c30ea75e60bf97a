"""Slack's assistant pane: a greeting with questions to begin with, and a title for every talk.

That an answer is on its way is told by `SlackChannel.working`; Slack takes it away when our message comes.
"""

from collections import deque
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from slack_bolt.context.assistant.thread_context_store.async_store import AsyncAssistantThreadContextStore
from slack_bolt.middleware.assistant.async_assistant import AsyncAssistant
from slack_sdk.web.async_client import AsyncWebClient

from api.channels.doorway import Doorway
from api.channels.slack.blocks import section
from api.channels.slack.channel import errors_in_our_words
from api.channels.slack.desk import SlackDesk
from api.channels.slack.members import Members
from api.chat import popular
from api.chat.messages import Language
from api.chat.outages import current_outage
from api.chat.services import Services

Body = dict[str, Any]
LONGEST_TITLE = 60
MOST_REMEMBERED = 1000


class NoContext(AsyncAssistantThreadContextStore):
    """What the person looks at beside the pane is not our business, so it is neither asked for nor kept."""

    async def save(self, *, channel_id: str, thread_ts: str, context: dict[str, str]) -> None:
        """Keep nothing."""

    async def find(self, *, channel_id: str, thread_ts: str) -> None:
        """Know nothing."""


class AssistantPane:
    """What happens in the pane beside what happens everywhere."""

    def __init__(
        self, desk: SlackDesk, client: AsyncWebClient, door: Doorway, services: Services, members: Members
    ) -> None:
        self._desk = desk
        self._client = client
        self._door = door
        self._services = services
        self._members = members
        self._greeted: deque[str] = deque(maxlen=MOST_REMEMBERED)

    def listeners(self) -> AsyncAssistant:
        """For Bolt's app; anything else in the direct messages goes on to its other listeners."""
        assistant = AsyncAssistant(thread_context_store=NoContext())

        async def started(body: Body) -> None:
            self.greet(body["event"]["assistant_thread"])

        async def said(body: Body) -> None:
            await self.hear(body)

        assistant.thread_started(started)
        assistant.user_message(said)
        return assistant

    def greet(self, thread: Body) -> None:
        """The pane was opened: say what this is, and offer what people ask most. Slack may tell it twice."""
        if thread["thread_ts"] not in self._greeted:
            self._greeted.append(thread["thread_ts"])
            self._door.later(self._say_hello(thread))
            self._door.later(self._offer_questions(thread))

    async def hear(self, body: Body) -> None:
        """A message in the pane; the first one names the talk."""
        said = await self._desk.hear(body)
        if said:
            words = await self._door.opening_words(said.inbound(None))
            if words and any(each.isalnum() for each in words):
                self._door.later(self._name(said.channel, str(said.address.ref["thread"]), words))

    async def _say_hello(self, thread: Body) -> None:
        use, language = self._services, await self._language(thread)
        outage = await use.database.read(current_outage)
        lines = [use.catalogue.say(language, "chat-welcome-text")]
        if outage:
            lines.append(use.catalogue.say(language, "reply-outage", message=outage))
        async with errors_in_our_words():
            await self._client.chat_postMessage(
                channel=thread["channel_id"],
                thread_ts=thread["thread_ts"],
                text="\n\n".join(lines),
                blocks=[section(line) for line in lines],
                client_msg_id=str(uuid5(NAMESPACE_URL, f"greeting:{thread['channel_id']}:{thread['thread_ts']}")),
            )

    async def _offer_questions(self, thread: Body) -> None:
        use, language = self._services, await self._language(thread)
        asked = await use.database.read(lambda session: popular.most_asked(session, now=use.now()))
        questions = popular.popular_questions(use.shelf, asked, language=language)
        async with errors_in_our_words():
            await self._client.assistant_threads_setSuggestedPrompts(
                channel_id=thread["channel_id"],
                thread_ts=thread["thread_ts"],
                title=use.catalogue.say(language, "chat-welcome-title"),
                prompts=[{"title": each, "message": each} for each in questions],
            )

    async def _name(self, channel: str, thread: str, words: str) -> None:
        line = " ".join(words.split())
        title = line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1].rstrip() + "…"
        async with errors_in_our_words():
            await self._client.assistant_threads_setTitle(channel_id=channel, thread_ts=thread, title=title)

    async def _language(self, thread: Body) -> Language:
        return await self._members.language(str(thread["user_id"])) or "sv"
