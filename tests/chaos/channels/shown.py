"""What stands in a thread, read as a person would: the stand-ins' messages in the order they came."""

import json
import re

from api.channels.doorway import delivery_id
from api.texts.catalogue import Catalogue
from tests.chaos.channels.promises import Thread
from tests.fakes.town import Json, Town, actions_of

NAMED = re.compile(r"«([^»]*)»")
NUMBER = re.compile(r"BP-\d+")
WAITING = Catalogue().say("sv", "channel-here-comes")


def said_in(town: Town, thread: Thread) -> list[Json]:
    """All that Bollplank said there, oldest first."""
    if thread.channel.startswith("teams"):
        return [each for each in town.teams.messages if each["in"] == thread.place]
    return [each for each in town.slack.messages if f"{each['channel']}:{each.get('thread_ts') or ''}" == thread.place]


def token_of(message: Json) -> str:
    """By what a message is known: what it names, or the ticket's number with the words around it."""
    text = json.dumps([message.get("blocks"), message.get("text"), message.get("attachments")], ensure_ascii=False)
    named = NAMED.search(text)
    if named:
        return named.group(1)
    number = NUMBER.search(text)
    return f"{'ny status' if is_status(text) else 'öppnat'} {number.group()}" if number else text


def is_status(text: str) -> bool:
    return "arbetar med det" in text


def is_waiting(message: Json) -> bool:
    """No message yet: a place in Teams that was opened for one."""
    return not message.get("attachments") and message.get("text") == WAITING


def pressed_id(channel: str, message: Json) -> str:
    """The id that pressing `Det hjälpte inte` on a message gets."""
    actions = actions_of(message.get("attachments")) + [
        each for block in message.get("blocks", []) if block["type"] == "actions" for each in block["elements"]
    ]
    pressed = next(each for each in actions if "hjälpte inte" in json.dumps(each, ensure_ascii=False))
    event = pressed["value"] if "value" in pressed else pressed["data"]["event"]
    return delivery_id(channel.partition(" ")[0], f"{event}:unsolved")


def has_buttons(message: Json) -> bool:
    return bool(actions_of(message.get("attachments"))) or '"actions"' in json.dumps(message.get("blocks", []))
