"""What Slack knows of a person: the language of their client, and whether their e-mail address can be trusted."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from api.channels.introductions import Vouched
from api.channels.slack.channel import errors_in_our_words
from api.chat.messages import LANGUAGES, Language
from api.chat.pushed import ChannelBusyError, ChannelRejectedError

LOOK_UP_WITHIN_S = 1.2
"""Within the acknowledgement's 3 s, together with storing."""
LEARN_WITHIN_S = 5.0
"""Before the answer, when Slack did not say in time before the acknowledgement."""
KEEP_S = 86_400.0
KEEP_ADDRESS_S = 60.0
"""So that one call serves both; what is kept longer is in the database, where it can be erased."""
TROUBLE = (ChannelBusyError, ChannelRejectedError, ConnectionError, TimeoutError)
OUTSIDERS = ("deleted", "is_bot", "is_app_user", "is_restricted", "is_ultra_restricted", "is_stranger")
"""Gone, machines, guests of one or many channels, people of another workspace."""


class Members:
    """Asks Slack once a day for each person."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._known: dict[str, tuple[float, Language | None]] = {}
        self._vouched: dict[str, tuple[float, Vouched]] = {}
        self._team: str | None = None

    async def language(self, user: str, *, within_s: float = LOOK_UP_WITHIN_S) -> Language | None:
        """One of ours; None when it is another, or Slack is slow to say."""
        until, language = self._known.get(user, (0.0, None))
        if until > time.monotonic():
            return language
        try:
            async with asyncio.timeout(within_s):
                await self._look_up(user)
        except TROUBLE:
            return None
        return self._known[user][1]

    async def vouched(self, user: str) -> Vouched:
        """The person's address; verified only for our own workspace's full members who confirmed it.

        Raises:
            ChannelBusyError: ask later.
            ChannelRejectedError: Slack does not tell.
        """
        until, said = self._vouched.pop(user, (0.0, None))
        if said is None or until < time.monotonic():
            await self._look_up(user)
            _until, said = self._vouched.pop(user)
        return said

    async def _look_up(self, user: str) -> None:
        async with errors_in_our_words():
            if self._team is None:
                self._team = str((await self._client.auth_test())["team_id"])
            found: Mapping[str, Any] = (await self._client.users_info(user=user, include_locale=True))["user"]
        spoken = str(found.get("locale") or "")[:2]
        language = next((code for code in LANGUAGES if code == spoken), None)
        now = time.monotonic()
        self._known[user] = (now + KEEP_S, language)
        self._vouched = {name: kept for name, kept in self._vouched.items() if kept[0] > now}
        self._vouched[user] = (now + KEEP_ADDRESS_S, _vouched(found, team=self._team))


def _vouched(user: Mapping[str, Any], *, team: str) -> Vouched:
    teams = {user.get("team_id"), *((user.get("enterprise_user") or {}).get("teams") or ())}
    own = team in teams and not any(user.get(each) for each in OUTSIDERS)
    email = str((user.get("profile") or {}).get("email") or "")
    return Vouched(email, verified=bool(email) and own and user.get("is_email_confirmed") is True)
