"""Reading what was changed since last time, where a system tells only when each of its tickets was changed last.

Its search may lag, so a sweep begins some time before the newest change that was read. Many changes may share
one time (somebody closes 250 tickets at once), so a sweep takes as many pages as it needs: between two calls
its place holds the last change that was read, by time and id.

A ticket that is changed between two pages moves to the end, and all rows after its old place move up by one: by
page numbers the first row of the next page would never be read. So the next page begins at the last row's time.
Only where a whole page has one time do the system's own page numbers or tokens lead on, and then all these
pages are read again until they show nothing new.
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
    """Where the next page of the same search begins, in the system's words; empty after the last."""


Fetch = Callable[[datetime, str], Awaitable[Rows]]
"""A page of what was changed then or later: the first, or the one that a page before named."""


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
        self, fetch: Fetch, *, overlap: timedelta, most: int, by_time: bool = True
    ) -> tuple[list[Change], bool]:
        """The sweep's next changes, oldest first, and whether there are more.

        Changes at the time of the last one are all fetched before they are cut, for their order there is not ours.
        `by_time` is False where a search can't begin at a given time: then all pages go by token.
        """
        found: dict[str, Change] = {}
        ahead: list[Change] = []
        read_from, since, token, known = self.read_from(overlap), self.search_from(overlap), "", 0
        for _ in range(MOST_PAGES):
            page = await fetch(since, token)
            found |= {change.id: change for change in page.changes if self._is_ahead(change, read_from)}
            ahead = sorted(found.values(), key=_order)
            last = page.changes[-1].at if page.changes else since
            enough = len(ahead) > most and last > ahead[most - 1].at
            if page.more and not enough and not (by_time and last > since):
                token = page.more
                continue
            if token and len(found) > known:
                # Rows may have moved up meanwhile, from a page that was not read yet to one that was.
                token, known = "", len(found)
                continue
            if not page.more or enough:
                return ahead[:most], len(ahead) > most
            since, token, known = last, "", len(found)
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
