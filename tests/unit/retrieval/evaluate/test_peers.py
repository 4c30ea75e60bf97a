"""What the bench of peers works out itself; the peers are not installed for it."""

from pathlib import Path

import numpy as np
import pytest

from retrieval.evaluate.questions import Question
from tests.bench.peers.ask import first_guides
from tests.bench.peers.environment import SHARED, shared_versions
from tests.bench.peers.table import as_table, figures_of
from tests.bench.peers.work import Asked, Work, read_work

QUESTIONS = (
    Question("skrivarn strular", "sv", frozenset({"skrivare"}), "natural"),
    Question("no network", "en", frozenset({"vpn"}), "natural"),
)
MEASURED = {
    "rankings": [["skrivare", "vpn"], ["skrivare", "vpn"]],
    "took_ms": [20.0, 30.0, 40.0, 10.0],
    "bare_ms": [10.0, 10.0, 10.0, 10.0],
    "start_s": 1.0,
    "index_s": 2.0,
    "memory_mb": 300.0,
}


def test_a_system_is_scored_by_language_and_in_all() -> None:
    figures = figures_of("one", QUESTIONS, MEASURED)

    assert figures.ndcg10 == {"sv": 1.0, "en": pytest.approx(0.631, abs=0.001), "all": pytest.approx(0.815, abs=0.001)}
    assert figures.r1 == 0.5


def test_its_time_is_set_against_the_bare_embedding() -> None:
    figures = figures_of("one", QUESTIONS, MEASURED)

    assert (figures.p50_ms, figures.p95_ms, figures.over_embedding) == (25.0, 40.0, 2.5)


def test_every_system_has_a_row() -> None:
    figures = figures_of("one", QUESTIONS, MEASURED)

    assert len(as_table([figures, figures]).rows) == 2


def test_a_guide_counts_at_its_best_place() -> None:
    assert first_guides(["b", "a", "b", "c"]) == ["b", "a", "c"]


def test_the_peers_get_what_both_use_in_our_versions() -> None:
    versions = shared_versions()

    assert len(versions) == len(SHARED)
    assert any(version.startswith("onnxruntime==") for version in versions)


def test_the_work_is_read_as_it_was_written(tmp_path: Path) -> None:
    vectors = np.eye(2, dtype=np.float32)
    work = Work("guides", "vectors", ("a", "b"), ("ett", "två"), vectors, (Asked("va e de", "sv"),))

    work.write(tmp_path)

    read = read_work(tmp_path)
    assert (read.guides, read.texts, read.questions) == (work.guides, work.texts, work.questions)
    assert (read.vectors == vectors).all()
