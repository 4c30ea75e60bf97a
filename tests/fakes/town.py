"""The gateway with Slack and Teams around it, both played by stand-ins on loopback."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from sqlalchemy.orm import Session

from api.channels.doorway import Doorway
from api.channels.pump import Pump
from api.channels.push import PushConfig, open_push
from api.channels.slack.config import SlackConfig
from api.channels.teams.config import TeamsConfig
from api.db.tables import ChannelDelivery, DeskTicket
from api.settings import Settings
from api.tickets.desk_queue import add_reply
from tests.integration.conftest import House, open_house
from tests.stand_ins.connector import APP_ID, BOT, TENANT, StandInTeams, StandInTokens
from tests.stand_ins.slack_api import (
    SIGNING_SECRET,
    TEAM,
    TOKEN,
    StandInSlack,
    a_message,
    event_body,
    form_body,
    signed,
)

Json = dict[str, Any]
LOUNGE = "C0LOUNGE"


@dataclass
class Town:
    """The house and both neighbours."""

    house: House
    slack: StandInSlack
    teams: StandInTeams
    _numbers: itertools.count = field(default_factory=lambda: itertools.count(1))

    @property
    def door(self) -> Doorway:
        return self.house.app.state.door

    @property
    def pump(self) -> Pump:
        return self.house.app.state.pump

    async def settled(self) -> None:
        """Everything that came in is answered, and what can be shown now is shown."""
        await self.door.settled()
        await self.pump.deliver_due()
        for _ in range(200):
            if not await self._anything_in_hand():
                break
            await asyncio.sleep(0.02)
        await self.door.settled()

    async def _anything_in_hand(self) -> bool:
        rows = await self.house.rows(ChannelDelivery)
        now = self.house.clock()
        return any(row.state == "pending" and row.not_before <= now and (row.lease_until or now) > now for row in rows)

    async def slack_post(self, body: bytes, *, form: bool = False, **headers: str) -> httpx.Response:
        kind = "application/x-www-form-urlencoded" if form else "application/json"
        sent = {"Content-Type": kind, **signed(body), **headers}
        return await self.house.client.post("/slack/events", content=body, headers=sent)

    async def slack_event(self, event: Json, *, event_id: str | None = None, **headers: str) -> httpx.Response:
        return await self.slack_post(event_body(event, event_id=event_id or f"Ev{next(self._numbers)}"), **headers)

    async def slack_say(self, text: str, **more: Any) -> httpx.Response:
        more.setdefault("ts", f"1700000001.{next(self._numbers):06d}")
        return await self.slack_event(a_message(text, **more))

    async def slack_click(
        self, message: Json, label: str, *, user: str = "U0ANNA", trigger: str = "t1"
    ) -> httpx.Response:
        """Press the button with this label on a message."""
        buttons = [each for block in message["blocks"] if block["type"] == "actions" for each in block["elements"]]
        button = next(each for each in buttons if each["text"]["text"] == label)
        payload = {
            "type": "block_actions",
            "team": {"id": TEAM, "domain": "town"},
            "user": {"id": user, "team_id": TEAM, "username": "anna"},
            "api_app_id": "A1",
            "token": "x",
            "trigger_id": trigger,
            "channel": {"id": message["channel"], "name": "x"},
            "container": {"type": "message", "message_ts": message["ts"], "channel_id": message["channel"]},
            "message": {key: message.get(key) for key in ("ts", "text", "thread_ts", "blocks") if message.get(key)},
            "actions": [{**button, "action_ts": f"1700000002.{next(self._numbers):06d}", "block_id": "b1"}],
        }
        return await self.slack_post(form_body(payload), form=True)

    async def slack_send_form(self, view: Json, values: dict[str, str], *, user: str = "U0ANNA") -> httpx.Response:
        state = {
            name: {
                name: {"type": "static_select", "selected_option": {"value": value}}
                if name == "urgency"
                else {"type": "plain_text_input", "value": value}
            }
            for name, value in values.items()
        }
        payload = {
            "type": "view_submission",
            "team": {"id": TEAM, "domain": "town"},
            "user": {"id": user, "team_id": TEAM, "name": "anna"},
            "api_app_id": "A1",
            "token": "x",
            "view": {**view, "id": "V1", "team_id": TEAM, "hash": "h", "state": {"values": state}},
        }
        return await self.slack_post(form_body(payload), form=True)

    async def slack_shortcut(self, text: str, *, user: str = "U0ANNA") -> httpx.Response:
        payload = {
            "type": "message_action",
            "callback_id": "ask_about_message",
            "team": {"id": TEAM, "domain": "town"},
            "user": {"id": user, "team_id": TEAM, "name": "anna"},
            "channel": {"id": LOUNGE, "name": "lounge"},
            "token": "x",
            "action_ts": f"1700000003.{next(self._numbers):06d}",
            "message_ts": "1700000000.5",
            "trigger_id": "t2",
            "response_url": "https://hooks.slack.com/app/1",
            "message": {"type": "message", "user": "U0OTHER", "ts": "1700000000.5", "text": text},
        }
        return await self.slack_post(form_body(payload), form=True)

    async def teams_post(self, activity: Json, *, token: str | None = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token or self.teams.token()}"}
        return await self.house.client.post("/api/messages", json=activity, headers=headers)

    async def teams_say(self, text: str | None, **more: Any) -> httpx.Response:
        return await self.teams_post(self.teams.activity(text, **more))

    async def teams_press(
        self, message: Json, label: str, *, inputs: Json | None = None, **more: Any
    ) -> httpx.Response:
        """Press the button with this label on a card (or on a card that came back)."""
        card = message["attachments"][0]["content"] if "attachments" in message else message
        action = next(each for each in actions_of(card) if each.get("title") == label)
        value = {"action": {**action, "data": {**action["data"], **(inputs or {})}}, "trigger": "manual"}
        activity = self.teams.activity(type="invoke", name="adaptiveCard/action", value=value, **more)
        return await self.teams_post(activity)

    async def teams_click(self, message: Json, label: str, *, inputs: Json | None = None, **more: Any) -> Json:
        """As `teams_press`; what comes back."""
        response = await self.teams_press(message, label, inputs=inputs, **more)
        assert response.status_code == 200, response.text
        return dict(response.json())


def actions_of(part: Any) -> list[Json]:
    """Every button of a card."""
    if isinstance(part, dict):
        own = [part] if str(part.get("type", "")).startswith("Action.") else []
        return own + [each for value in part.values() for each in actions_of(value)]
    if isinstance(part, list):
        return [each for value in part for each in actions_of(value)]
    return []


def in_channel(teams: StandInTeams, text: str, *, mention: bool = True) -> Json:
    """A post in a Teams channel, with or without a mention of us."""
    mentioned = [{"type": "mention", "text": "<at>Bollplank</at>", "mentioned": BOT}] if mention else []
    conversation = {
        "id": "19:abc@thread.tacv2;messageid=1700000000001",
        "conversationType": "channel",
        "isGroup": True,
        "tenantId": TENANT,
    }
    words = f"<at>Bollplank</at> {text}" if mention else text
    return teams.activity(words, entities=mentioned, conversation=conversation)


def text_of(message: Json) -> str:
    """All that is shown in a message, for looking into."""
    blocks = message.get("blocks")
    return json.dumps(blocks or [message.get("text"), message.get("attachments")], ensure_ascii=False)


@asynccontextmanager
async def open_town(
    settings: Settings, slack: StandInSlack, teams: StandInTeams, *, app_token: str | None = None, **house: Any
) -> AsyncIterator[Town]:
    """Start the gateway with both channels; opening it twice is a restart."""
    config = PushConfig(
        key_file=settings.var_dir / "person.key",
        slack=SlackConfig(
            TOKEN, SIGNING_SECRET, app_token=app_token, api_url=slack.base_url, listen_channels=("C0LISTEN",)
        ),
        teams=TeamsConfig(APP_ID, "secret", TENANT, check_hosts=False),
        teams_tokens=StandInTokens,
    )
    async with open_house(settings, **house) as opened, open_push(opened.app, opened.services, config):
        yield Town(opened, slack, teams)


def desk_replies(session: Session) -> None:
    """IT support writes to the one ticket there is."""
    ticket = session.query(DeskTicket).one()
    add_reply(session, ticket.number, author="Anna", text="Jag ringer dig.", key="k1", now=ticket.created_at)
