"""What is done with each thing that Slack sends."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from api.channels.doorway import Doorway, delivery_id, person_key
from api.channels.slack.channel import SlackChannel, errors_in_our_words
from api.channels.slack.config import SlackConfig
from api.channels.slack.inbound import NAME, Heard, address, address_of_click, heard
from api.channels.slack.members import LEARN_WITHIN_S, LOOK_UP_WITHIN_S, TROUBLE, Members
from api.channels.slack.mrkdwn import plain_words
from api.channels.slack.views import Behind, filled_in, home, own_tickets, ticket_form
from api.chat import popular
from api.chat.messages import Address, Inbound, Pressed
from api.chat.outages import current_outage
from api.chat.ports import SearchUnavailableError
from api.chat.services import Services

Body = Mapping[str, Any]


class SlackDesk:
    """Listens for one workspace."""

    def __init__(
        self,
        config: SlackConfig,
        client: AsyncWebClient,
        channel: SlackChannel,
        door: Doorway,
        services: Services,
        members: Members,
        *,
        secret: str,
    ) -> None:
        self._config = config
        self._secret = secret
        self._client = client
        self._channel = channel
        self._door = door
        self._services = services
        self._bot_user: str | None = None
        self._members = members
        self._language = self._members.language

    async def hear(self, body: Body) -> Heard | None:
        """A message somewhere: ours to answer if it is addressed to us. Returns what was taken."""
        said = heard(body["event"], team=str(body["team_id"]), bot_user=await self._me(body), secret=self._secret)
        if said is None or not await self._is_for_us(said):
            return None
        user = str(body["event"]["user"])
        language = await self._language(user)
        learn = partial(self._language, user, within_s=LEARN_WITHIN_S)
        who = partial(self._members.vouched, user)
        await self._door.take(said.inbound(language), self._channel, learn=learn, who=who)
        return said

    async def press(self, body: Body) -> None:
        """A button of an answer, pressed by the person who was answered; others are told so."""
        action = body["actions"][0]
        pressed, event = action["action_id"].partition(":")[2], int(action["value"])
        at = address_of_click(body, secret=self._secret)
        if pressed == "human" and await self._open_form(body, at, event):
            return
        inbound = Inbound(None, "", NAME, button=pressed, address=at)
        if not await self._door.press(inbound, self._channel, event=event):
            self._door.later(self._not_yours(body, at))

    async def unfold(self, body: Body) -> None:
        """Show the rest of a long answer."""
        event = int(body["actions"][0]["value"])
        at = address_of_click(body, secret=self._secret)
        if await self._door.may_press(NAME, at, event=event):
            await self._door.unfold(event)
        else:
            self._door.later(self._not_yours(body, at))

    async def send_form(self, body: Body) -> None:
        """The ticket's form, filled in."""
        view, team, user = body["view"], str(body["team"]["id"]), str(body["user"]["id"])
        person = person_key(self._secret, NAME, team, user)
        behind = Behind.from_text(view["private_metadata"], tenant=team, person=person)
        if not await self._door.may_press(NAME, behind.address, event=behind.event, button="human"):
            return
        message_id = delivery_id(NAME, f"form:{behind.event}")
        inbound = Inbound(
            None,
            message_id,
            NAME,
            button="send",
            address=behind.address,
            fields=filled_in(view),
            pressed=Pressed(behind.event, "human"),
        )
        await self._door.take(inbound, self._channel)

    async def ask_about(self, body: Body) -> None:
        """The shortcut on any message: answered in the direct messages of who used it."""
        message, user, team = body["message"], str(body["user"]["id"]), str(body["team"]["id"])
        text = plain_words(str(message.get("text") or ""), bot_user=await self._me(body))
        given = f"shortcut:{user}:{message.get('ts')}:{body.get('action_ts')}"
        await self._ask_directly(team, user, text, given)

    async def ask(self, body: Body) -> None:
        """One of the questions on the app's home."""
        action, user, team = body["actions"][0], str(body["user"]["id"]), str(body["team"]["id"])
        await self._ask_directly(team, user, str(action["value"]), f"ask:{user}:{action.get('action_ts')}")

    async def show_home(self, body: Body) -> None:
        if body["event"].get("tab", "home") == "home":
            self._door.later(self._publish_home(str(body["team_id"]), str(body["event"]["user"])))

    async def _is_for_us(self, said: Heard) -> bool:
        if said.mentioned:
            await self._door.turn_to_us(NAME, said.address)
        if said.private:
            return True
        if said.mentioned:
            await self._door.asker_speaks(NAME, said.address)
            return True
        if said.in_thread:
            await self._door.others_speak(NAME, said.address, prefix=said.thread_prefix)
            known = await self._door.known(NAME, said.address)
            return known is not None and not known.others_talk
        if said.channel in self._config.listen_channels:
            self._door.later(self._answer_if_sure(said))
        return False

    async def _answer_if_sure(self, said: Heard) -> None:
        """Nobody asked us: only a sure answer is worth disturbing people with."""
        language = self._services.gateway.language_of(said.text)
        try:
            found = await self._services.search.search(said.text, language=language, audience=("alla",))
        except SearchUnavailableError:
            return
        if found.decision == "answer" and found.confidence >= self._config.sure:
            await self._door.take(said.inbound(language), self._channel)

    async def _open_form(self, body: Body, at: Address, event: int) -> bool:
        """The form as a modal. False: it can't be opened, so the questions are asked one by one."""
        known = await self._door.known(NAME, at)
        if known is None or not await self._door.may_press(NAME, at, event=event, button="human"):
            return False
        what = await self._door.asked(known.conversation)
        view = ticket_form(Behind(event, at), known.language, self._services.catalogue, what=what)
        try:
            async with asyncio.timeout(LOOK_UP_WITHIN_S), errors_in_our_words():
                await self._client.views_open(trigger_id=body.get("trigger_id", ""), view=view)
        except TROUBLE:
            return False
        return True

    async def _ask_directly(self, team: str, user: str, text: str, given: str) -> None:
        try:
            async with asyncio.timeout(LOOK_UP_WITHIN_S), errors_in_our_words():
                opened = await self._client.conversations_open(users=user)
            channel = str(opened["channel"]["id"])
        except TROUBLE:
            channel = user  # posting to a person opens the direct messages too
        at = address(team=team, channel=channel, thread=None, user=user, secret=self._secret)
        language = await self._language(user)
        await self._door.turn_to_us(NAME, at)
        inbound = Inbound(None, delivery_id(NAME, given), NAME, text=text, language=language, address=at)
        await self._door.take(inbound, self._channel, who=partial(self._members.vouched, user))

    async def _not_yours(self, body: Body, at: Address) -> None:
        user = str(body["user"]["id"])
        text = self._services.catalogue.say(await self._language(user) or "sv", "channel-not-yours")
        async with errors_in_our_words():
            await self._client.chat_postEphemeral(
                channel=at.ref["channel"], thread_ts=at.ref["thread"], user=user, text=text
            )

    async def _publish_home(self, team: str, user: str) -> None:
        use, language = self._services, await self._language(user) or "sv"
        person = person_key(self._secret, NAME, team, user)
        tickets = await use.database.read(lambda session: own_tickets(session, person))
        outage = await use.database.read(current_outage)
        asked = await use.database.read(lambda session: popular.most_asked(session, now=use.now()))
        questions = popular.popular_questions(use.shelf, asked, language=language)
        view = home(language, use.catalogue, outage=outage, tickets=tickets, popular=questions)
        async with errors_in_our_words():
            await self._client.views_publish(user_id=user, view=view)

    async def _me(self, body: Body) -> str:
        """Who we are in this workspace: Slack says it with every event, not with every click."""
        for each in body.get("authorizations") or ():
            if each.get("is_bot"):
                self._bot_user = str(each["user_id"])
        if self._bot_user is None:
            async with asyncio.timeout(LOOK_UP_WITHIN_S), errors_in_our_words():
                self._bot_user = str((await self._client.auth_test())["user_id"])
        return self._bot_user
