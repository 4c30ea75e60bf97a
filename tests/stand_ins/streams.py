"""Teams' streams by their documentation, read strictly: what it leaves open is refused here.

https://learn.microsoft.com/microsoftteams/platform/bots/streaming-ux
"""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web
from microsoft_agents.activity import Activity

Json = dict[str, Any]
LONGEST_WORDS = 1000
NOT_ALLOWED = "Content stream is not allowed"
COMPLETED = "Content stream is not allowed on an already completed streamed message"
EXCEEDED = "Content stream finished due to exceeded streaming time."
CANCELLED = "Content stream was canceled by user."


@dataclass
class Stream:
    """One message that is coming."""

    id: str
    chat: str
    number: int
    words: str
    opened: float
    state: Literal["open", "final", "stopped", "deleted"] = "open"


@dataclass
class Streams:
    """Those of one tenant."""

    allowed: bool = True
    second: Literal["refused", "taken"] = "refused"
    """What a stream beside an open one meets; the documentation says only that there is one at a time."""
    words_last: bool = False
    """Whether a card alone may not end a stream: so the documentation has it, unlike Microsoft's own Playground."""
    least_s: float = 0.0
    """Between two requests in a chat; in Teams one second, at most times."""
    lives_s: float = 120.0
    clock: Callable[[], float] = time.monotonic
    all: dict[str, Stream] = field(default_factory=dict)
    numbers: itertools.count = field(default_factory=lambda: itertools.count(1))
    """Where a message stands in its chat: where its stream began."""
    _asked: dict[str, float] = field(default_factory=dict)

    def open_in(self, chat: str) -> list[Stream]:
        return [each for each in self.all.values() if each.chat == chat and self.state(each) == "open"]

    def state(self, stream: Stream) -> str:
        late = stream.state == "open" and self.clock() - stream.opened >= self.lives_s
        return "exceeded" if late else stream.state

    def stop(self, chat: str) -> None:
        """The person presses Stop."""
        for each in self.open_in(chat):
            each.state = "stopped"

    def too_soon(self, chat: str) -> bool:
        now, before = self.clock(), self._asked.get(chat)
        self._asked[chat] = now
        return before is not None and now - before < self.least_s

    def begin(self, chat: str, activity: Json) -> web.Response:
        [info] = stream_info(activity)
        wrong = _mistakes_at_the_beginning(activity, info)
        if wrong:
            return refusal(400, "BadRequest", wrong)
        personal = activity["conversation"].get("conversationType") == "personal"
        if not self.allowed or not personal or (self.second == "refused" and self.open_in(chat)):
            return refusal(403, "ContentStreamNotAllowed", NOT_ALLOWED)
        number = next(self.numbers)
        made = Stream(f"s{number}", chat, number, activity["text"], self.clock())
        self.all[made.id] = made
        return web.json_response({"id": made.id}, status=201)

    def end(self, chat: str, activity: Json) -> Stream | web.Response:
        """The stream that the message ends, or why not."""
        [info] = stream_info(activity)
        stream = self.all.get(str(info.get("streamId")))
        if stream is None or stream.chat != chat:
            return refusal(404, "ActivityNotFoundInConversation", "no such stream")
        wrong = _mistakes_at_the_end(activity, info, words=self.words_last)
        if wrong:
            return refusal(400, "BadRequest", wrong)
        refused = {"final": COMPLETED, "deleted": COMPLETED, "stopped": CANCELLED, "exceeded": EXCEEDED}
        if self.state(stream) in refused:
            return refusal(403, "ContentStreamNotAllowed", refused[self.state(stream)])
        stream.state = "final"
        return stream


def stream_info(activity: Json) -> list[Json]:
    return [each for each in activity.get("entities") or () if each.get("type") == "streaminfo"]


def refusal(status: int, code: str, message: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message}}, status=status)


def _mistakes_at_the_beginning(activity: Json, info: Json) -> str:
    Activity.model_validate(activity)
    if not str(activity.get("text") or "").strip():
        return "Start streaming activities should include text"
    if len(activity["text"]) > LONGEST_WORDS:
        return "informative messages must not be more than 1000 characters"
    if info.get("streamType") != "informative" or info.get("streamSequence") != 1 or info.get("streamId"):
        return f"not the beginning of a stream: {info}"
    return "attachments only in the final message" if activity.get("attachments") else ""


def _mistakes_at_the_end(activity: Json, info: Json, *, words: bool) -> str:
    Activity.model_validate(activity)
    if activity["type"] != "message" or info.get("streamType") != "final":
        return "a stream is ended by a message of type final"
    if "streamSequence" in info:
        return "for the final message, streamSequence must not be set"
    said = str(activity.get("text") or "").strip()
    shows = said or (activity.get("attachments") and not words)
    return "" if shows else "the final message should include text"
