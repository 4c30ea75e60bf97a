"""Trouble that a stand-in makes when a test asks for it."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["too_many", "lost_answer", "lost_request", "down", "gone"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One call's trouble.

    too_many: 429 with Retry-After. lost_answer: done, and the connection breaks. lost_request: the
    connection breaks before anything is done. down: 503. gone: refused for ever.
    """

    kind: Kind
    retry_after: int = 1


@dataclass
class Faults:
    """For each method of a service, what the next calls meet."""

    coming: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))

    def will(self, method: str, *kinds: Kind, retry_after: int = 1) -> None:
        self.coming[method].extend(Fault(kind, retry_after) for kind in kinds)

    def next(self, method: str) -> Fault | None:
        waiting = self.coming[method]
        return waiting.popleft() if waiting else None
