"""What language a person's Slack is in."""

import asyncio
import time

from slack_sdk.web.async_client import AsyncWebClient

from api.channels.slack.channel import errors_in_our_words
from api.chat.messages import LANGUAGES, Language
from api.chat.pushed import ChannelBusyError, ChannelRejectedError

LOOK_UP_WITHIN_S = 1.2
"""Within the acknowledgement's 3 s, together with storing."""
LEARN_WITHIN_S = 5.0
"""Before the answer, when Slack did not say in time before the acknowledgement."""
KEEP_S = 86_400.0
TROUBLE = (ChannelBusyError, ChannelRejectedError, ConnectionError, TimeoutError)


class Locales:
    """Asks Slack once a day for each person."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._known: dict[str, tuple[float, Language | None]] = {}

    async def language(self, user: str, *, within_s: float = LOOK_UP_WITHIN_S) -> Language | None:
        """One of ours; None when it is another, or Slack is slow to say."""
        until, language = self._known.get(user, (0.0, None))
        if until > time.monotonic():
            return language
        try:
            async with asyncio.timeout(within_s), errors_in_our_words():
                found = await self._client.users_info(user=user, include_locale=True)
        except TROUBLE:
            return None
        spoken = str(found["user"].get("locale") or "")[:2]
        language = next((code for code in LANGUAGES if code == spoken), None)
        self._known[user] = (time.monotonic() + KEEP_S, language)
        return language
