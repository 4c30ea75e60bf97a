"""Passwords told in passing are taken, in the three languages, and what people ask for is left in their words."""

import json
import re
from pathlib import Path

import pytest
import yaml

from api.topics.redact import redact, redact_secrets
from api.topics.told_passwords import told_passwords
from knowledge.collection import load_collection

SENTENCES: dict[str, dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("told_passwords.yml").read_text(encoding="utf-8")
)
KNOWLEDGE = Path(__file__).parents[4] / "knowledge"
MARKED = re.compile(r"\{([^}]*)\}")
ENOUGH = 60


def sentences(kind: str) -> list[str]:
    return [each for of_language in SENTENCES[kind].values() for each in of_language]


@pytest.mark.parametrize("sentence", sentences("told"))
def test_a_password_told_in_passing_is_taken_and_warned_about(sentence: str) -> None:
    text, kinds = redact_secrets(MARKED.sub(r"\1", sentence))
    assert text == MARKED.sub("[password]", sentence)
    assert kinds == {"password"}
    assert redact(text) == redact(redact(text))


@pytest.mark.parametrize("sentence", sentences("left"))
def test_what_only_stands_near_the_word_is_left(sentence: str) -> None:
    assert not list(told_passwords(sentence))
    assert redact_secrets(sentence) == (sentence, frozenset())


@pytest.mark.parametrize("kind", ["told", "left"])
def test_there_are_enough_sentences_in_every_language(kind: str) -> None:
    assert len(sentences(kind)) >= ENOUGH
    assert set(SENTENCES[kind]) == {"sv", "en", "fi"}


def test_no_question_that_we_know_of_is_changed() -> None:
    """Those of the guides, and those that the search is tuned on."""
    known = [json.loads(line)["question"] for name in ("dev", "broad") for line in _lines(f"{name}.jsonl")]
    known += [
        question for guide in load_collection(KNOWLEDGE / "guides").guides.values() for question in guide.questions
    ]
    assert len(known) > 2000
    assert [each for each in known if list(told_passwords(each))] == []


def _lines(name: str) -> list[str]:
    return (KNOWLEDGE / "questions" / name).read_text(encoding="utf-8").splitlines()
