"""Reading what was changed since last time, where a system tells only when each of its tickets was changed last.

Its search may lag, so a sweep begins some time before the newest change that was read. Many changes may share
one time (somebody closes 250 tickets at once), so a sweep takes as many pages as it needs: between two pages
its place holds the last change that was read, by time and id.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import structlog

from api.tickets.ports import Place
from api.tickets.systems.http import utc

log = structlog.get_logger()
PAGE = 100
"""Rows of one search."""
MOST_PAGES = 50
"""Searches of one call."""
RESTS = "rests"
BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the search."""

    at: datetime
    id: str
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of the search, oldest change first."""

    changes: Sequence[Change]
    more: str
    """Where the next page begins, in the system's words; empty after the last."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """How far the reading has come."""

    since: datetime
    """The newest change that the sweeps before this one read."""
    begun: datetime
    """When the system was connected; nothing older is read."""
    reached: tuple[datetime, str] | None = None
    """The last change that this sweep read; None before its first page."""
    rests: bool = False
    """The sweep took several pages and has ended: the next call tells nothing, so that the turn ends too."""

    @classmethod
    def of(cls, place: str) -> Self:
        since, begun, at, last = (*place.split("|"), "", "", "")[:4]
        reached = (_time(at), last) if at and at != RESTS else None
        return cls(_time(since), _time(begun or since), reached, rests=at == RESTS)

    @property
    def place(self) -> Place:
        words = [_text(self.since), _text(self.begun)]
        if self.reached:
            words += [_text(self.reached[0]), self.reached[1]]
        elif self.rests:
            words.append(RESTS)
        return Place("|".join(words))

    def read_from(self, overlap: timedelta) -> datetime:
        """What happened from then on is told."""
        return max(self.begun, self.since - overlap)

    def search_from(self, overlap: timedelta) -> datetime:
        return max(self.read_from(overlap), self.reached[0]) if self.reached else self.read_from(overlap)

    async def gather(
        self, fetch: Callable[[str], Awaitable[Rows]], *, overlap: timedelta, most: int
    ) -> tuple[list[Change], bool]:
        """The sweep's next changes, oldest first, and whether there are more.

        Changes at the time of the last one are all fetched before they are cut, for their order there is not ours.
        """
        found: dict[str, Change] = {}
        ahead: list[Change] = []
        begin, token = self.read_from(overlap), ""
        for _ in range(MOST_PAGES):
            page = await fetch(token)
            found |= {change.id: change for change in page.changes if self._is_ahead(change, begin)}
            ahead = sorted(found.values(), key=_order)
            token = page.more
            if not token:
                return ahead[:most], len(ahead) > most
            if len(ahead) > most and page.changes and page.changes[-1].at > ahead[most - 1].at:
                return ahead[:most], True
        log.warning("news_of_very_many", rows=MOST_PAGES * PAGE, unread=len(ahead))
        return ahead[:most], bool(ahead)

    def then(self, read: Sequence[Change], *, more: bool, rests: bool) -> Self:
        """After these have been read."""
        if more:
            return replace(self, reached=_order(read[-1]), rests=False)
        times = [self.since, *(change.at for change in read)]
        if self.reached:
            times.append(self.reached[0])
        return replace(self, since=max(times), reached=None, rests=rests)

    def _is_ahead(self, change: Change, begin: datetime) -> bool:
        return change.at >= begin and (self.reached is None or _order(change) > self.reached)


def _order(change: Change) -> tuple[datetime, str]:
    return change.at, change.id


def _text(at: datetime) -> str:
    """Milliseconds since 1970: a place has room for 200 signs."""
    return str((at - datetime.fromtimestamp(0, UTC)) // timedelta(milliseconds=1))


def _time(text: str) -> datetime:
    """Also as earlier versions wrote it."""
    if text.isdigit():
        return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=int(text))
    return utc(text)
