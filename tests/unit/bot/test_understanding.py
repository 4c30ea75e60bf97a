"""What is said about the trained model, and the parts of it that are our own."""

import numpy as np
import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot.components.intent_classifier import fit_temperature, temper
from bot.components.quick_check import QuickCheck
from bot.understanding import scores, show
from bot.understanding.__main__ import below
from bot.understanding.lines import Line, read_guide_questions
from bot.understanding.model import Parsed


def parsed(meant, taken, *, language="sv", confidence=0.9):
    return Parsed(Line("hej", language, meant), taken, confidence, 5.0)


def test_accuracy_and_macro_f1_are_the_textbooks():
    score = scores.score([parsed("greet", "greet"), parsed("greet", "greet"), parsed("thank", "greet")])
    assert score.accuracy == pytest.approx(2 / 3)
    assert score.macro_f1 == pytest.approx((0.8 + 0.0) / 2)


def test_the_worst_confusion_comes_first():
    lines = [parsed("deny", "cancel"), parsed("thank", "greet"), parsed("thank", "greet"), parsed("thank", "thank")]
    assert scores.worst(lines) == [("thank", "greet", 2), ("deny", "cancel", 1)]


def test_chit_chat_counts_as_acted_on_only_when_the_dialogue_would():
    questions = [parsed("ask_it_question", "thank", confidence=0.4), parsed("ask_it_question", "ask_it_question")]
    assert scores.false_chit_chat(questions, sure=False) == 0.5
    assert scores.false_chit_chat(questions, sure=True) == 0.0


def test_a_figure_below_its_floor_is_named():
    floors = {f"{code}_{what}": 0.9 for code in scores.LANGUAGES for what in ("accuracy", "macro_f1")}
    floors["false_chit_chat_at_most"] = 0.01
    held_out = [parsed("greet", "greet", language=code) for code in scores.LANGUAGES]
    held_out.append(parsed("greet", "thank", language="fi"))
    wrong = below(floors, held_out, [parsed("ask_it_question", "greet")])
    assert [each.split(" is ")[0] for each in wrong] == [
        "fi accuracy 0.500",
        "fi macro_f1 0.333",
        "false chit-chat 1.0000",
    ]


def test_the_matrix_is_drawn(tmp_path):
    lines = [parsed("greet", "greet"), parsed("greet", "thank")]
    assert show.matrix(lines).splitlines()[2].split() == ["1", "greet", "1", "1"]
    show.draw_matrix(lines, tmp_path / "matrix.png")
    assert (tmp_path / "matrix.png").read_bytes().startswith(b"\x89PNG")


def test_guides_questions_are_read_with_the_guides_language(tmp_path):
    (tmp_path / "a.md").write_text("---\nlanguage: fi\nquestions:\n  - miten\n---\ntext\n")
    assert read_guide_questions(tmp_path) == [Line("miten", "fi", "ask_it_question")]


def test_temperature_keeps_the_order_and_sharpens_or_flattens():
    shares = np.array([[0.5, 0.3, 0.2]])
    assert temper(shares, 0.5)[0, 0] > 0.5 > temper(shares, 2.0)[0, 0]
    assert np.argsort(temper(shares, 3.0)).tolist() == np.argsort(shares).tolist()


def test_a_classifier_that_is_surer_than_right_is_cooled():
    names, right = np.array(["a", "b"]), np.array(["a", "a", "a", "b"])
    too_sure = np.array([[0.99, 0.01]] * 4)
    temperature = fit_temperature(too_sure, names, right)
    assert temper(too_sure, temperature)[0, 0] == pytest.approx(0.75, abs=0.01)


def test_replies_of_actions_are_still_checked():
    before = RemoteAction._validate_action_result
    try:
        QuickCheck.create({}, None, None, None)
        action = RemoteAction("action_x", None)
        assert RemoteAction._validate_action_result is not before
        assert action._validate_action_result({"events": [{"event": "slot", "name": "memory", "value": {}}]})
        with pytest.raises(ValidationError):
            action._validate_action_result({"events": "none"})
    finally:
        RemoteAction._validate_action_result = before
