"""A short chaos run in every `make test`; the long one is `make chaos`."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.plan import make_plan
from tests.chaos.run import run

pytestmark = pytest.mark.server


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where the user that PostgreSQL runs as may enter."""
    made = Path(tempfile.mkdtemp(prefix="bollplank-chaos-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


async def test_nothing_is_lost_doubled_or_out_of_order(folder: Path) -> None:
    verdict = await run(folder, rounds=8, seed=1, tell=print)
    assert verdict.escalations > 3
    assert (verdict.lost, verdict.doubled, verdict.reordered, verdict.messages_lost) == (0, 0, 0, 0), verdict


def test_the_plan_repeats_by_its_seed() -> None:
    assert make_plan(50, 7) == make_plan(50, 7)
    assert make_plan(50, 7) != make_plan(50, 8)
