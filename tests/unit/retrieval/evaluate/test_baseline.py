import json
from pathlib import Path

import pytest

from retrieval.errors import BadQuestionsError
from retrieval.evaluate.baseline import below_baseline

FIGURES = {"r1": 0.8, "refusal_rate": None, "by_language": {"sv": {"r1": 0.7}}}


@pytest.fixture
def baseline(tmp_path: Path) -> Path:
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps({"all": {"r1": 0.8}, "sv": {"r1": 0.75}, "fi": {"r1": 0.5}}))
    return path


def test_each_figure_below_is_named_a_hair_is_allowed(baseline: Path) -> None:
    assert below_baseline(FIGURES, baseline) == [
        "sv: r1 is 0.7, the baseline 0.75",
        "fi: r1 is None, the baseline 0.5",
    ]
    assert below_baseline({"r1": 0.79, "by_language": {"sv": {"r1": 0.74}, "fi": {"r1": 0.9}}}, baseline) == []


@pytest.mark.parametrize("content", [None, "no json"])
def test_a_baseline_that_cannot_be_read_is_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "b.json"
    if content:
        path.write_text(content)
    with pytest.raises(BadQuestionsError, match=r"b\.json: no baseline"):
        below_baseline(FIGURES, path)
