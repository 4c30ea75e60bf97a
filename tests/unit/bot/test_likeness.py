"""The classifier's own mathematics, on lines small enough to see."""

import numpy as np
import pytest
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix

from bot.components.intent_classifier import as_shares, fit_weights
from bot.components.likeness import Lines, as_rows


def message(sparse, dense):
    made = Message({TEXT: "hej"})
    made.add_features(Features(csr_matrix([sparse]).tocoo(), FEATURE_TYPE_SENTENCE, TEXT, "letters"))
    made.add_features(Features(np.array([dense]), FEATURE_TYPE_SENTENCE, TEXT, "vector"))
    return made


@pytest.fixture
def rows():
    return as_rows([message([1.0, 0.0], [2.0, 0.0]), message([0.0, 1.0], [0.0, 2.0])])


@pytest.fixture
def lines(rows):
    return Lines(*rows)


def test_a_line_is_one_with_itself_and_fades_with_the_cosine(lines, rows):
    likeness = lines.likeness(*rows, 1.5)
    assert np.diag(likeness) == pytest.approx(1)
    assert likeness[0, 1] == pytest.approx(np.exp(-1.5))


def test_letters_that_were_never_seen_leave_the_vector_to_decide(lines):
    likeness = lines.likeness(*as_rows([message([0.0, 0.0], [3.0, 0.0])]), 1.5)[0]
    assert likeness[0] > likeness[1]


def test_lines_come_back_from_disk_as_they_were(lines, tmp_path):
    lines.save(tmp_path)
    again = Lines.load(tmp_path)
    asked = as_rows([message([1.0, 1.0], [1.0, 0.0])])
    assert again.likeness(*asked, 2) == pytest.approx(lines.likeness(*asked, 2))


def test_a_message_without_a_sentence_vector_is_an_error():
    with pytest.raises(ValueError, match="featurizer"):
        as_rows([Message({TEXT: "hej"})])


def test_an_intent_with_few_lines_is_found_beside_one_with_many(lines):
    many = [message([1.0, 0.0], [2.0, 0.1 * number]) for number in range(6)]
    few = [message([0.0, 1.0], [0.0, 2.0])]
    rows = as_rows(many + few)
    known = Lines(*rows)
    likeness = known.likeness(*rows, 1.5)
    names = np.array(["deny", "thank"])
    weights = fit_weights(likeness, np.array(["deny"] * 6 + ["thank"]), names, 0.15)
    asked = known.likeness(*as_rows([message([0.0, 1.0], [0.5, 2.0])]), 1.5)
    assert names[as_shares(asked @ weights).argmax()] == "thank"
