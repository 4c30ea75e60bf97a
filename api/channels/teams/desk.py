"""What is done with each thing that Teams sends."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from api.channels.doorway import Doorway, delivery_id
from api.channels.introductions import Who
from api.channels.pump import outgoing
from api.channels.teams.activities import in_place_of_a_card
from api.channels.teams.cards import CARD_TYPE, FIELDS, Card, notice, ticket_form
from api.channels.teams.channel import TeamsChannel
from api.channels.teams.inbound import NAME, Heard, UnreadableError, brings_files, heard, plain_words, words
from api.chat.messages import Inbound, Language, Pressed
from api.texts.catalogue import Catalogue

Json = Mapping[str, Any]
Answer = dict[str, Any]
MESSAGE_TYPE = "application/vnd.microsoft.activity.message"
DONE: Answer = {"statusCode": 200, "type": MESSAGE_TYPE, "value": ""}


class TeamsDesk:
    """Listens for one registration."""

    def __init__(self, channel: TeamsChannel, door: Doorway, catalogue: Catalogue, *, secret: str) -> None:
        self._channel = channel
        self._door = door
        self._catalogue = catalogue
        self._secret = secret

    async def hear(self, body: Json) -> None:
        """A message somewhere: ours to answer if it is addressed to us."""
        said, text = heard(body, secret=self._secret), words(body)
        if said is not None and text is not None:
            inbound = said.inbound(text=text, files_left=brings_files(body))
            await self._door.take(inbound, self._channel, who=self._who(said))

    def _who(self, said: Heard) -> Who:
        return partial(self._channel.vouched, said.address.ref)

    async def invoke(self, body: Json) -> Answer:
        """A card's button or the message extension; what is returned is shown in its place."""
        by = heard(body, secret=self._secret)
        value = body.get("value")
        if by is None or not isinstance(value, dict):
            return DONE
        if body.get("name") == "adaptiveCard/action":
            return await self._act(by, value.get("action") or {})
        if body.get("name") == "composeExtension/fetchTask":
            return await self._ask_about(by, value.get("messagePayload") or {})
        return DONE

    async def _act(self, by: Heard, action: Json) -> Answer:
        data = action.get("data") or {}
        verbs: dict[str, Callable[[Heard, int, Json], Awaitable[Card | None]]] = {
            "press": self._press,
            "send_form": self._send_form,
            "leave_form": self._leave_form,
        }
        verb = verbs.get(str(action.get("verb")))
        try:
            event = int(data["event"])
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableError("no event") from error
        shown = await verb(by, event, data) if verb else None
        if shown is None:
            text = self._catalogue.say(by.language or "sv", "channel-not-yours")
            return {"statusCode": 200, "type": MESSAGE_TYPE, "value": text}
        return {"statusCode": 200, "type": CARD_TYPE, "value": shown}

    async def _press(self, by: Heard, event: int, data: Json) -> Card | None:
        button = str(data.get("button"))
        if button == "human" and await self._door.may_press(NAME, by.address, event=event, button=button):
            known = await self._door.known(NAME, by.address)
            what = await self._door.asked(known.conversation) if known else ""
            return ticket_form(event, known.language if known else "sv", self._catalogue, what=what)
        inbound = Inbound(None, "", NAME, button=button, language=by.language, address=by.address)
        if not await self._door.press(inbound, self._channel, event=event):
            return None
        return await self._card(event)

    async def _send_form(self, by: Heard, event: int, data: Json) -> Card | None:
        if not await self._door.may_press(NAME, by.address, event=event, button="human"):
            return None
        fields = {name: str(data[name]).strip() for name in FIELDS if str(data.get(name) or "").strip()}
        message_id = delivery_id(NAME, f"form:{event}")
        inbound = Inbound(
            None,
            message_id,
            NAME,
            button="send",
            language=by.language,
            address=by.address,
            fields=fields,
            pressed=Pressed(event, "human"),
        )
        await self._door.take(inbound, self._channel)
        return await self._card(event)

    async def _leave_form(self, by: Heard, event: int, _data: Json) -> Card | None:
        return await self._card(event) if await self._door.may_press(NAME, by.address, event=event) else None

    async def _card(self, event: int) -> Card:
        return in_place_of_a_card(outgoing(await self._door.shown(event), self._catalogue), self._catalogue)

    async def _ask_about(self, by: Heard, message: Json) -> Answer:
        """Ask about any message: answered in the person's own chat with us."""
        at = by.address
        threads = await self._door.threads_of(NAME, at.tenant, at.person)
        own = next((each for each in threads if each.private), None)
        language = by.language or "sv"
        if own is None:
            return self._dialog(language, "channel-write-first")
        text = plain_words(str((message.get("body") or {}).get("content") or ""))
        await self._door.turn_to_us(NAME, own)
        given = f"about:{at.person}:{message.get('id')}:{by.activity}"
        await self._door.take(replace(by, address=own).inbound(text=text, given=given), self._channel)
        return self._dialog(language, "channel-answer-in-chat")

    def _dialog(self, language: Language, key: str) -> Answer:
        """A card: a mere text is taken in answer to a form only, so clients differ."""
        shown = {"contentType": CARD_TYPE, "content": notice(self._catalogue.say(language, key), language)}
        title = self._catalogue.say(language, "chat-name")
        return {"task": {"type": "continue", "value": {"title": title, "height": "small", "card": shown}}}
