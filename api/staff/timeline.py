"""Everything said about a ticket, in the order it was said."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.chat.attachments import Stored
from api.chat.conversations import file_line
from api.tickets.desk_queue import DeskView


@dataclass(frozen=True, slots=True)
class Said:
    """One thing on the ticket."""

    who: str
    """person, bollplank, desk, note or reopened."""
    at: datetime
    text: str = ""
    name: str = ""
    file: Stored | None = None
    key: str = ""
    """Of a message: which form brought it."""
    ticket: str = ""
    """The number of a merged ticket it stands on, when it is not this one."""


def timeline(view: DeskView, files: Sequence[Stored]) -> tuple[Said, ...]:
    """The conversation before the ticket, files, replies and notes, oldest first."""
    before = [_line(line) for line in view.conversation]
    sent = [Said("person", file.at, file=file, ticket=_other(view, file.ticket or "")) for file in files]
    shown = {file_line(file.name) for file in files}
    after = [
        Said(line.author_kind, line.at, plain(line.text), line.author, key=line.key, ticket=_other(view, line.ticket))
        for line in view.lines
        if line.text not in shown
    ]
    told = [each for each in before if each.text not in shown]
    return tuple(sorted((*told, *sent, *after), key=lambda each: each.at))


def _line(line: Mapping[str, Any]) -> Said:
    return Said(str(line.get("who", "")), datetime.fromisoformat(str(line["at"])), plain(str(line["text"])))


def _other(view: DeskView, number: str) -> str:
    return "" if number == view.number else number


def plain(text: str) -> str:
    """Without the signs of Markdown that mark bold, code and links."""
    text = re.sub(r"\[([^\]\n]+)\]\((?:https?:)?[^)\s]+\)", r"\1", text)
    return re.sub(r"\*\*([^*\n]+)\*\*|`([^`\n]+)`", lambda found: found[1] or found[2], text)
