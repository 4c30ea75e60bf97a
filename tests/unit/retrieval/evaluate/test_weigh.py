import json
from pathlib import Path

import numpy as np
import pytest

from retrieval.assemble import assemble
from retrieval.evaluate.ablate import WHOLE, as_table, leave_out
from retrieval.evaluate.questions import Question
from retrieval.evaluate.sets import QuestionSet, RememberingEncoder, interval
from retrieval.evaluate.weigh import evidence_of, pick
from retrieval.fuse import Weights, fuse, load_weights
from tests.fakes.encoder import FakeEncoder
from tests.guide_builders import guides_in, town_shelf


@pytest.fixture
def questions(tmp_path: Path) -> QuestionSet:
    encoder = FakeEncoder()
    asked = (
        Question("printern e död", "sv", frozenset({"skrivare-skriver-inte"}), "natural"),
        Question("VPN from home", "en", frozenset({"vpn-hemifran"}), "natural"),
    )
    return QuestionSet("town", assemble(guides_in(town_shelf(tmp_path)), encoder), asked, RememberingEncoder(encoder))


def test_a_tie_keeps_the_weights_that_stand(questions: QuestionSet) -> None:
    assert pick([questions], Weights()) == Weights()


def test_weights_that_hide_the_right_guide_are_left(questions: QuestionSet) -> None:
    blind = Weights(chunk=-1.0, field=0.2, letters=0.2)

    picked = pick([questions], blind)

    assert questions.gains(weights=picked).mean() >= questions.gains(weights=blind).mean()
    assert evidence_of([questions], Weights())[0] == {
        "set": "town",
        "questions": 2,
        "ndcg10_start": 1.0,
        "ndcg10": 1.0,
        "difference_95": (0.0, 0.0),
    }


def test_each_part_is_left_out_in_turn(questions: QuestionSet) -> None:
    gains = leave_out(questions)

    assert gains[WHOLE].tolist() == [1.0, 1.0]
    assert len(gains) == len(as_table(questions, gains).rows) > 5


def test_an_interval_holds_the_mean() -> None:
    low, high = interval(np.array([0.1, 0.2, 0.3] * 20))

    assert low < 0.2 < high
    assert interval(np.array([])) == (0.0, 0.0)


def test_picked_weights_are_read_from_their_file(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    values = {"chunk": 1, "field": 2, "letters": 3, "letters_abroad": 4, "joined": 5, "joined_abroad": 6}
    values |= {"kin": 7, "taught": 8, "tokens": 9, "phrasebook": 10, "letters_beside_kin": 11}
    path.write_text(json.dumps({"weights": values, "evidence": []}))

    assert load_weights(path) == Weights(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
    assert load_weights(tmp_path / "none.json") == Weights()


def test_letters_weigh_less_in_guides_of_another_language() -> None:
    one = np.ones(3, dtype=np.float32)
    weights = Weights(chunk=0, field=0, letters=1, letters_abroad=0.5, joined=0, joined_abroad=0, kin=0.25, taught=0)
    abroad, spoken = np.array([False, True, True]), np.array([True, False, True])

    def fused(kin: np.ndarray | None) -> list[float]:
        scores = fuse(
            chunk=one,
            field=one,
            kin=kin,
            taught=kin,
            letters=one,
            joined=one,
            abroad=abroad,
            spoken=spoken,
            weights=weights,
        )
        return [float(score) for score in scores]

    assert fused(None) == [1.0, 0.5, 1.0]
    assert fused(one) == [2.25, 1.25, 2.25]
