"""A channel in memory that keeps the port's promises and makes trouble on demand."""

import itertools
from dataclasses import dataclass, field

from api.chat.messages import Language
from api.chat.pushed import (
    ChannelBusyError,
    ChannelMessageId,
    ChannelRejectedError,
    Outgoing,
    Place,
    PlaceLostError,
    Places,
    Ref,
)
from tests.stand_ins.faults import Faults


@dataclass
class FakeChannel:
    name: str = "fake"
    can_find: bool = True
    settle_s: float = 0.0
    places: Places | None = None
    faults: Faults = field(default_factory=Faults)
    messages: dict[str, tuple[Ref, Outgoing]] = field(default_factory=dict)
    """What is shown, by the channel's own id, oldest first."""
    sent: list[Outgoing] = field(default_factory=list)
    updated: list[Outgoing] = field(default_factory=list)
    worked: list[Ref] = field(default_factory=list)
    _ids: itertools.count = field(default_factory=lambda: itertools.count(1))

    async def send(self, ref: Ref, message: Outgoing) -> ChannelMessageId:
        lost = self.trouble("send")
        made = ChannelMessageId(f"m{next(self._ids)}")
        self.messages[made] = (ref, message)
        self.sent.append(message)
        if lost:
            raise ConnectionResetError("the answer was lost")
        return made

    async def update(self, ref: Ref, shown: ChannelMessageId, message: Outgoing) -> None:
        lost = self.trouble("update")
        if shown not in self.messages:
            raise ChannelRejectedError("no such message")
        self.messages[shown] = (ref, message)
        self.updated.append(message)
        if lost:
            raise ConnectionResetError("the answer was lost")

    async def find(self, ref: Ref, key: str) -> ChannelMessageId | None:
        if not self.can_find:
            return None
        self.trouble("find")
        return next((ChannelMessageId(made) for made, (_ref, m) in self.messages.items() if m.key == key), None)

    async def working(self, ref: Ref, language: Language) -> None:
        self.worked.append(ref)

    def with_places(self) -> "FakeChannel":
        """As Teams in a person's own chat: no way to find a message, but a way to fill its place again."""
        self.can_find, self.places = False, FakePlaces(self)
        return self

    def trouble(self, method: str) -> bool:
        """Raise what is to come; True when the answer will be lost after the deed."""
        fault = self.faults.next(method)
        if fault is None:
            return False
        if fault.kind == "too_many":
            raise ChannelBusyError("too many", retry_after_s=fault.retry_after)
        if fault.kind == "down":
            raise ConnectionError("down")
        if fault.kind == "gone":
            raise ChannelRejectedError("gone")
        if fault.kind == "lost_request":
            raise ConnectionResetError("lost")
        return True


@dataclass
class FakePlaces:
    """Places of a channel in memory."""

    channel: FakeChannel
    opened: dict[str, bool] = field(default_factory=dict)
    """By their name: whether they wait to be filled."""
    lost: set[str] = field(default_factory=set)

    async def open(self, ref: Ref, language: Language, *, working: bool) -> Place | None:
        lost = self.channel.trouble("open")
        made = Place(f"p{len(self.opened) + 1}")
        self.opened[made] = True
        if working:
            self.channel.worked.append(ref)
        if lost:
            raise ConnectionResetError("the answer was lost")
        return made

    async def fill(self, ref: Ref, place: Place, message: Outgoing, *, perhaps: bool) -> ChannelMessageId:
        lost = self.channel.trouble("fill")
        if place in self.lost or (not self.opened[place] and not perhaps):
            raise PlaceLostError(place)
        if self.opened[place]:
            self.channel.messages[place] = (ref, message)
            self.channel.sent.append(message)
        self.opened[place] = False
        if lost:
            raise ConnectionResetError("the answer was lost")
        return ChannelMessageId(place)

    async def release(self, ref: Ref, place: Place) -> None:
        self.channel.trouble("release")
        del self.opened[place]
