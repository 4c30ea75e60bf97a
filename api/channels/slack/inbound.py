"""What Slack sends, as messages to the gateway; None where nobody spoke to us."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.channels.doorway import delivery_id, person_key
from api.channels.slack.mrkdwn import mentions, plain_words
from api.chat.messages import Address, Inbound, Language

Json = Mapping[str, Any]
NAME = "slack"
SPOKEN = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""Subtypes that are a person's new words; edits, deletions, joins and the like are none."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as it was said somewhere in the workspace."""

    address: Address
    ts: str
    text: str
    channel: str
    private: bool
    """A direct message to us."""
    mentioned: bool
    in_thread: bool
    files: bool
    """Files came with it; the bot has no right to read them."""

    @property
    def thread_prefix(self) -> str:
        return f"{self.channel}:{self.address.ref['thread']}:"

    def inbound(self, language: Language | None) -> Inbound:
        # One message may come as two events (app_mention and message): the same message all the same.
        message_id = delivery_id(NAME, f"{self.channel}:{self.ts}")
        return Inbound(
            conversation=None,
            message_id=message_id,
            channel=NAME,
            text=self.text,
            language=language,
            address=self.address,
            files_left=self.files,
        )


def heard(event: Json, *, team: str, bot_user: str, secret: str) -> Heard | None:
    """A person's message; None for bots (ourselves too), edits, deletions and notices."""
    user, ts, channel = event.get("user"), event.get("ts"), event.get("channel")
    if event.get("subtype") not in SPOKEN or event.get("bot_id") or not (user and ts and channel):
        return None
    if user in {bot_user, "USLACKBOT"}:
        return None
    text = str(event.get("text") or "")
    private = event.get("channel_type") == "im" or str(channel).startswith("D")
    thread = event.get("thread_ts") or (None if private else ts)
    return Heard(
        address=address(team=team, channel=channel, thread=thread, user=user, secret=secret),
        ts=str(ts),
        text=plain_words(text, bot_user=bot_user),
        channel=str(channel),
        private=private,
        mentioned=event.get("type") == "app_mention" or mentions(text, bot_user=bot_user),
        in_thread="thread_ts" in event and event["thread_ts"] != ts,
        files=bool(event.get("files")),
    )


def address(*, team: str, channel: str, thread: str | None, user: str, secret: str) -> Address:
    """Each person has a conversation of their own in a thread, and one in the direct messages."""
    key = f"{channel}:{thread}:{user}" if thread else f"dm:{user}"
    return Address(
        tenant=team,
        thread_key=key,
        person=person_key(secret, NAME, team, user),
        ref={"channel": channel, "thread": thread},
        private=channel.startswith("D"),
    )


def address_of_click(body: Json, *, secret: str) -> Address:
    """The thread of the message whose button was pressed, for the person who pressed."""
    message = body.get("message") or {}
    container = body.get("container") or {}
    channel = str((body.get("channel") or {}).get("id") or container.get("channel_id") or "")
    private = channel.startswith("D")
    thread = message.get("thread_ts") or container.get("thread_ts")
    # A message of ours in a channel always stands in a thread; in the direct messages it may not.
    thread = thread or (None if private else message.get("ts"))
    return address(
        team=str(body["team"]["id"]), channel=channel, thread=thread, user=str(body["user"]["id"]), secret=secret
    )
