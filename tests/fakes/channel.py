"""A channel in memory that keeps the port's promises and makes trouble on demand."""

import itertools
from dataclasses import dataclass, field

from api.chat.messages import Language
from api.chat.pushed import ChannelBusyError, ChannelMessageId, ChannelRejectedError, Outgoing, Ref
from tests.stand_ins.faults import Faults


@dataclass
class FakeChannel:
    name: str = "fake"
    can_find: bool = True
    settle_s: float = 0.0
    faults: Faults = field(default_factory=Faults)
    messages: dict[str, tuple[Ref, Outgoing]] = field(default_factory=dict)
    """What is shown, by the channel's own id, oldest first."""
    sent: list[Outgoing] = field(default_factory=list)
    updated: list[Outgoing] = field(default_factory=list)
    worked: list[Ref] = field(default_factory=list)
    _ids: itertools.count = field(default_factory=lambda: itertools.count(1))

    async def send(self, ref: Ref, message: Outgoing) -> ChannelMessageId:
        lost = self._trouble("send")
        made = ChannelMessageId(f"m{next(self._ids)}")
        self.messages[made] = (ref, message)
        self.sent.append(message)
        if lost:
            raise ConnectionResetError("the answer was lost")
        return made

    async def update(self, ref: Ref, shown: ChannelMessageId, message: Outgoing) -> None:
        lost = self._trouble("update")
        if shown not in self.messages:
            raise ChannelRejectedError("no such message")
        self.messages[shown] = (ref, message)
        self.updated.append(message)
        if lost:
            raise ConnectionResetError("the answer was lost")

    async def find(self, ref: Ref, key: str) -> ChannelMessageId | None:
        if not self.can_find:
            return None
        self._trouble("find")
        return next((ChannelMessageId(made) for made, (_ref, m) in self.messages.items() if m.key == key), None)

    async def working(self, ref: Ref, language: Language) -> None:
        self.worked.append(ref)

    def _trouble(self, method: str) -> bool:
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
