"""A short chaos run in every `make test`; the long one is `make chaos`."""

from pathlib import Path

import pytest

from tests.chaos.plan import make_plan
from tests.chaos.run import run

pytestmark = pytest.mark.server


async def test_nothing_is_lost_doubled_or_out_of_order(folder: Path) -> None:
    verdict = await run(folder, rounds=5, seed=1, tell=print)
    assert verdict.escalations > 3
    assert (verdict.lost, verdict.doubled, verdict.reordered, verdict.messages_lost) == (0, 0, 0, 0), verdict


def test_the_plan_repeats_by_its_seed() -> None:
    assert make_plan(50, 7) == make_plan(50, 7)
    assert make_plan(50, 7) != make_plan(50, 8)
