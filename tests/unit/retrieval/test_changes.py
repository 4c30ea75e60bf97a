"""Rows of arrays are put together the same way, run by run or one by one."""

import numpy as np
import pytest

from retrieval import changes
from retrieval.changes import Rows

BEFORE = np.arange(40, dtype=np.float32).reshape(20, 2)
SOURCES = [
    [],
    [-1],
    [*range(20)],
    [-1, *range(20)],
    [*range(5), -1, -1, *range(7, 20)],
    [*range(3, 20), -1],
    [19, 18, 17, -1, 0],
]


@pytest.mark.parametrize("least_run", [0, 1_000])
@pytest.mark.parametrize("source", SOURCES)
def test_rows_old_and_new(source: list[int], least_run: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "_LEAST_RUN", least_run)
    nothing = np.empty(0, dtype=np.int64)
    fresh = -1 - np.arange(2 * source.count(-1), dtype=np.float32).reshape(-1, 2)

    rows = Rows(nothing, nothing, np.array(source, dtype=np.int64)).take(BEFORE, fresh)

    new = iter(fresh.tolist())
    assert rows.tolist() == [BEFORE[at].tolist() if at >= 0 else next(new) for at in source]
