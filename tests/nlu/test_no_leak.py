"""The held-out lines measure the dialogue's understanding only while no training line gives them away."""

import json
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pytest
import yaml

ROOT = Path(__file__).parents[2]
TRAINING = ROOT / "bot" / "data" / "nlu"
HELD_OUT = tuple(ROOT / "tests" / "nlu" / name for name in ("heldout.jsonl", "heldout-blind.jsonl"))
LANGUAGES = ("sv", "en", "fi")
LIMIT = 0.8
LEAST_HELD_OUT = 10
LEAST_TRAINING = 25
QUESTIONS = {"sv": 150, "en": 80, "fi": 80}


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    language: str
    intent: str

    @property
    def bare(self) -> str:
        """Lower case, letters and figures only: what is left when two people write the same thing."""
        spaced = "".join(c if c.isalnum() else " " for c in self.text.casefold())
        return " ".join(spaced.split())


def read_training() -> list[Line]:
    lines: list[Line] = []
    for path in sorted(TRAINING.glob("*.yml")):
        blocks = yaml.safe_load(path.read_text("utf-8"))["nlu"]
        assert [block["intent"] for block in blocks] == [path.stem] * 3, f"{path.name}: one block a language, sv en fi"
        for language, block in zip(LANGUAGES, blocks, strict=True):
            examples = [row.removeprefix("- ").strip() for row in block["examples"].splitlines()]
            lines += [Line(text, language, path.stem) for text in examples]
    return lines


def read_held_out() -> list[Line]:
    return [Line(**json.loads(row)) for path in HELD_OUT for row in path.read_text("utf-8").splitlines()]


def letter_counts(texts: list[str], alphabet: str) -> np.ndarray:
    return np.array([[text.count(letter) for letter in alphabet] for text in texts], dtype=np.int32)


def alike(one: str, other: str) -> float:
    """Edit similarity 0..1, the greater of both directions (difflib is not symmetric)."""
    pairs = ((one, other), (other, one))
    return max(SequenceMatcher(None, a, b, autojunk=False).ratio() for a, b in pairs)


def close_pairs(held_out: list[Line], training: list[Line]) -> list[str]:
    """Pairs above the limit. Shared letters bound the similarity from above, so few pairs need the slow look."""
    alphabet = "".join(sorted({c for line in held_out + training for c in line.bare}))
    counts = letter_counts([line.bare for line in training], alphabet)
    lengths = counts.sum(axis=1)
    found: list[str] = []
    for line in held_out:
        own = letter_counts([line.bare], alphabet)[0]
        bound = 2 * np.minimum(counts, own).sum(axis=1) / (lengths + own.sum())
        for index in np.flatnonzero(bound > LIMIT):
            if alike(line.bare, training[index].bare) > LIMIT:
                found.append(f"{line.text!r} is nearly {training[index].text!r} ({training[index].intent})")
    return found


@pytest.fixture(scope="module")
def training() -> list[Line]:
    return read_training()


@pytest.fixture(scope="module")
def held_out() -> list[Line]:
    return read_held_out()


def test_no_held_out_line_is_nearly_a_training_line(training, held_out):
    assert close_pairs(held_out, training) == []


def test_the_check_itself_sees_a_line_with_one_letter_changed():
    training = [Line("nu funkar det igen", "sv", "report_solved")]
    assert close_pairs([Line("Nu funkar de igen!", "sv", "report_solved")], training)
    assert not close_pairs([Line("skrivarn äter papper", "sv", "ask_it_question")], training)


def test_every_intent_has_lines_in_all_three_languages(training, held_out):
    intents = yaml.safe_load((ROOT / "bot" / "domain" / "intents.yml").read_text("utf-8"))["intents"]
    names = {next(iter(intent)) if isinstance(intent, dict) else intent for intent in intents}
    trained = Counter((line.intent, line.language) for line in training)
    measured = Counter((line.intent, line.language) for line in held_out)
    places = {(name, language) for name in names for language in LANGUAGES}
    assert set(trained) == set(measured) == places
    assert [place for place in places if trained[place] < LEAST_TRAINING] == []
    assert [place for place in places if measured[place] < LEAST_HELD_OUT] == []


@pytest.mark.parametrize(("language", "least"), QUESTIONS.items())
def test_questions_are_trained_widely_enough_to_be_the_default(training, language, least):
    assert sum(line.intent == "ask_it_question" and line.language == language for line in training) >= least


def test_no_line_is_trained_or_measured_twice_or_under_two_intents(training, held_out):
    """The same words may stand in two languages, never under two intents."""
    intents: dict[str, set[str]] = {}
    for line in training + held_out:
        intents.setdefault(line.bare, set()).add(line.intent)
    assert {text: sorted(found) for text, found in intents.items() if len(found) > 1} == {}
    repeated = [key for key, n in Counter((line.bare, line.language) for line in training + held_out).items() if n > 1]
    assert repeated == []


def test_no_training_line_carries_markup_that_rasa_would_read_as_an_entity(training):
    assert [line.text for line in training if set(line.text) & set("[]{}()") or line.text.startswith("/")] == []
