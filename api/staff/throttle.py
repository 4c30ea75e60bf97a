"""How often somebody may try to sign in: counted before the password is checked, by name and by address."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MOST_FOR_BOTH = 5
"""Of one name from one address."""
MOST_BY_NAME = 60
"""Names are no secret: who guesses from elsewhere must not keep a person out."""
MOST_BY_ADDRESS = 30
"""A town's staff often share one address, and all come in the morning."""
WINDOW = timedelta(minutes=1)
MOST_KEPT = 10_000


@dataclass
class _Tries:
    """Of each caller, the tries of the last minute."""

    most: int
    at: dict[str, deque[datetime]] = field(default_factory=dict)

    def is_full(self, caller: str, now: datetime) -> bool:
        tries = self.at.get(caller, deque())
        while tries and tries[0] <= now - WINDOW:
            tries.popleft()
        return len(tries) >= self.most

    def add(self, caller: str, now: datetime) -> None:
        if len(self.at) >= MOST_KEPT:
            self.at = {each: tries for each, tries in self.at.items() if tries and tries[-1] > now - WINDOW}
        self.at.setdefault(caller, deque()).append(now)


class Throttle:
    """At most five tries a minute for a name from an address, thirty from it for all names, sixty for a name in all.

    Right ones are given back.

    Counts in this process's memory: with several gateways each counts its own.
    """

    def __init__(self) -> None:
        self._both = _Tries(MOST_FOR_BOTH)
        self._names = _Tries(MOST_BY_NAME)
        self._addresses = _Tries(MOST_BY_ADDRESS)

    def take(self, name: str, address: str, now: datetime) -> bool:
        """Count a try before it is checked; False, and nothing counted, when there were too many."""
        counted = ((self._both, f"{address} {name}"), (self._names, name), (self._addresses, address))
        if any(tries.is_full(caller, now) for tries, caller in counted):
            return False
        for tries, caller in counted:
            tries.add(caller, now)
        return True

    def was_right(self, name: str, address: str) -> None:
        """The try was no guess: from this address the name begins anew, and both get one back."""
        self._both.at.pop(f"{address} {name}", None)
        for tries in (self._names.at.get(name), self._addresses.at.get(address)):
            if tries:
                tries.pop()
