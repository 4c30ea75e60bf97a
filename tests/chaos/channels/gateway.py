"""The real gateway with Slack and Teams around it, and a dialogue that says what it was told."""

import os
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI
from microsoft_agents.hosting.core.authorization import _entra_issuers

from api.assembly import Outside
from api.channels.push import PushConfig
from api.channels.slack.config import SlackConfig
from api.channels.teams.config import TeamsConfig
from api.chat.bot_reply import BotReply
from api.chat.ports import BotMessage
from api.main import create_app
from api.settings import Settings
from tests.builders import a_hit, an_answer
from tests.chaos.channels.plan import CALL_S, PATIENCE, SETTLE_S
from tests.fakes.search import FakeSearch
from tests.stand_ins.connector import APP_ID, ISSUER, TENANT, StandInTokens
from tests.stand_ins.slack_api import SIGNING_SECRET, TOKEN

SLACK_URL, KEYS_URL = "CHAOS_SLACK_URL", "CHAOS_KEYS_URL"


class Echo:
    """`Ärende ...` opens a ticket; anything else is answered with a step that names it."""

    async def reply_to(self, message: BotMessage) -> BotReply:
        if message.text.startswith("Ärende"):
            return BotReply("escalation", fields={"what": message.text, "contact": "chat"})
        return an_answer(a_hit(steps=(f"«{message.message_id if message.button else message.text}»",)))

    async def is_up(self) -> bool:
        return True


def create() -> FastAPI:
    _entra_issuers.BOTFRAMEWORK_JWKS_URIS[ISSUER] = os.environ[KEYS_URL]
    settings = Settings()
    config = PushConfig(
        key_file=Path(settings.var_dir) / "person.key",
        slack=SlackConfig(
            TOKEN, SIGNING_SECRET, api_url=os.environ[SLACK_URL], call_timeout_s=CALL_S, settle_s=SETTLE_S
        ),
        teams=TeamsConfig(APP_ID, "secret", TENANT, check_hosts=False),
        teams_tokens=StandInTokens,
        patience=PATIENCE,
    )
    outside = Outside(bot=Echo(), search=FakeSearch(), now=lambda: datetime.now(UTC))
    return create_app(settings, outside=outside, push=config)
