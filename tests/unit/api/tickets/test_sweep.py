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


class System:
    """Gives rows by time, and those of one time anyhow: anew for each search."""

    def __init__(self, rows: Sequence[Change], *, a_page: int = 100) -> None:
        self.rows = list(rows)
        self.a_page = a_page
        self.searches = 0

    async def fetch(self, token: str) -> Rows:
        self.searches += 1
        begin = int(token or 0)
        if not token:
            random.Random(self.searches).shuffle(self.rows)
            self.rows.sort(key=lambda change: change.at)
        end = begin + self.a_page
        return Rows(self.rows[begin:end], str(end) if end < len(self.rows) else "")


async def _sweep(system: System, begin: Sweep = BEGUN, *, most: int = 100) -> tuple[list[str], Sweep]:
    told: list[str] = []
    now = begin
    for _ in range(1000):
        read, more = await now.gather(system.fetch, overlap=OVERLAP, most=most)
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


async def test_a_search_stops_when_it_has_enough() -> None:
    spread = [Change(NOON + timedelta(seconds=n), str(n), {}) for n in range(1000)]
    system = System(spread)
    read, more = await BEGUN.gather(system.fetch, overlap=OVERLAP, most=100)
    assert ([change.id for change in read], more) == ([str(n) for n in range(100)], True)
    assert system.searches <= 2


async def test_a_search_without_end_is_cut_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PAGES", 2)
    spread = [Change(NOON + timedelta(seconds=n), str(n), {}) for n in range(30)]

    class From(System):
        """Searches from a time on, as they do."""

        async def fetch(self, token: str) -> Rows:
            self.rows = [change for change in spread if change.at >= now.search_from(OVERLAP)]
            return await super().fetch(token)

    told: list[str] = []
    now, more = BEGUN, True
    system = From(spread, a_page=5)
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
