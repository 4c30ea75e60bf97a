"""Reading on where many changes share one time, whatever order the system gives them in."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from api.tickets.systems import sweep as module
from api.tickets.systems.sweep import Change, Rows, Sweep

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
OVERLAP = timedelta(minutes=5)
BEGUN = Sweep(NOON, NOON)


def _changes(many: int, *, at: datetime = NOON) -> list[Change]:
    return [Change(at, str(number), {}) for number in range(many)]


def _spread(many: int) -> list[Change]:
    return [Change(NOON + timedelta(seconds=number), str(number), {}) for number in range(many)]


class System:
    """Gives rows by time, and those of one time anyhow: anew for each search."""

    def __init__(self, rows: Sequence[Change], *, a_page: int = 100) -> None:
        self.rows = list(rows)
        self.a_page = a_page
        self.searches = 0

    async def fetch(self, since: datetime, token: str) -> Rows:
        self.searches += 1
        begin = int(token or 0)
        if not token:
            random.Random(self.searches).shuffle(self.rows)
        self.rows.sort(key=lambda change: change.at)
        found = [change for change in self.rows if change.at >= since]
        end = begin + self.a_page
        return Rows(found[begin:end], str(end) if end < len(found) else "")


class Busy(System):
    """After a page, what stood first on it is changed, as often as it shall be."""

    def __init__(self, rows: Sequence[Change], changes: int) -> None:
        super().__init__(rows)
        self.changes = changes

    async def fetch(self, since: datetime, token: str) -> Rows:
        page = await super().fetch(since, token)
        if self.changes and page.more:
            self.changes -= 1
            first = page.changes[0]
            self.rows.remove(first)
            self.rows.append(Change(NOON + timedelta(days=1, minutes=self.searches), first.id, {}))
        return page


async def _sweep(
    system: System, begin: Sweep = BEGUN, *, most: int = 100, by_time: bool = True
) -> tuple[list[str], Sweep]:
    told: list[str] = []
    now = begin
    for _ in range(1000):
        read, more = await now.gather(system.fetch, overlap=OVERLAP, most=most, by_time=by_time)
        told += [change.id for change in read]
        now = Sweep.of(now.then(read, more=more, rests=False).place)
        if not more:
            return told, now
    raise AssertionError("the sweep never ends")


@pytest.mark.parametrize("many", [0, 1, 99, 100, 101, 250, 1000])
async def test_each_change_of_one_moment_is_told_once_a_sweep(many: int) -> None:
    told, end = await _sweep(System(_changes(many)))
    assert sorted(told, key=int) == [str(number) for number in range(many)]
    assert end == BEGUN


async def test_what_comes_after_them_is_reached_and_read_on_from() -> None:
    later = [Change(NOON + timedelta(minutes=9), "later", {})]
    told, end = await _sweep(System([*_changes(250), *later]))
    assert told[-1] == "later"
    assert end.since == NOON + timedelta(minutes=9)
    assert end.read_from(OVERLAP) == NOON + timedelta(minutes=4)


@pytest.mark.parametrize("by_time", [True, False])
@pytest.mark.parametrize("rows", [_spread(950), _changes(950), [*_changes(450), *_spread(950)[450:]]])
@pytest.mark.parametrize("changes", [1, 2, 7])
async def test_a_change_between_two_pages_hides_no_other(rows: list[Change], changes: int, *, by_time: bool) -> None:
    system = Busy(rows, changes)
    told, _end = await _sweep(system, by_time=by_time)
    assert {change.id for change in rows} - set(told) == set()
    assert len(told) <= len(rows) + changes
    assert not system.changes


async def test_pages_of_different_times_are_read_once() -> None:
    system = System(_spread(950))
    await BEGUN.gather(system.fetch, overlap=OVERLAP, most=10_000)
    assert system.searches == 10


async def test_pages_of_one_time_are_read_twice() -> None:
    system = System(_changes(950))
    await BEGUN.gather(system.fetch, overlap=OVERLAP, most=10_000)
    assert system.searches == 20


async def test_a_search_stops_when_it_has_enough() -> None:
    system = System(_spread(1000))
    read, more = await BEGUN.gather(system.fetch, overlap=OVERLAP, most=100)
    assert ([change.id for change in read], more) == ([str(n) for n in range(100)], True)
    assert system.searches <= 2


async def test_a_search_without_end_is_cut_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PAGES", 2)
    told: list[str] = []
    now, more = BEGUN, True
    system = System(_spread(30), a_page=5)
    while more:
        read, more = await now.gather(system.fetch, overlap=OVERLAP, most=100)
        told += [change.id for change in read]
        now = now.then(read, more=more, rests=False)
    assert told == [str(n) for n in range(30)]


@pytest.mark.parametrize(
    "sweep",
    [
        BEGUN,
        Sweep(NOON, NOON - timedelta(days=30), reached=(NOON + timedelta(milliseconds=7), "f" * 32)),
        Sweep(NOON, NOON - timedelta(days=30), rests=True),
    ],
)
def test_a_place_keeps_all_of_it_in_little_room(sweep: Sweep) -> None:
    assert Sweep.of(sweep.place) == sweep
    assert len(f"{sweep.place};{sweep.place}") <= 200, "two of them stand in one column"


def test_a_place_of_an_earlier_version() -> None:
    assert Sweep.of("2026-11-23T12:00:00.000Z") == BEGUN
    assert Sweep.of("2026-11-23T14:00:00.000+0200|2026-11-23T12:00:00Z") == BEGUN
