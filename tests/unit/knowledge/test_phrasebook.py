"""The phrasebook's files, and that they give nothing of the question sets away."""

import json
from pathlib import Path

import pytest

from knowledge.guide import LANGUAGES
from knowledge.phrasebook import PhrasebookError, load_phrasebook, phrasebook_hash
from tests.product import ROOT

TOPIC = '{"title": "Byta lösenord", "text": "Så byter du.", "sv": ["nytt lösen"], "fi": ["uus salasana"]}\n'


def plain(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def test_a_line_is_a_topic_with_what_is_asked_by_language(tmp_path: Path) -> None:
    (tmp_path / "konton.jsonl").write_text(TOPIC + "\n", encoding="utf-8")

    (topic,) = load_phrasebook(tmp_path)

    assert (topic.title, topic.text) == ("Byta lösenord", "Så byter du.")
    assert topic.asked == {"sv": ("nytt lösen",), "en": (), "fi": ("uus salasana",)}


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"title": "a", "text": "b"}', '{"title": " ", "text": "b", "sv": ["c"]}', '{"title": 1, "sv": []}'],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "konton.jsonl"
    path.write_text(TOPIC + line, encoding="utf-8")

    with pytest.raises(PhrasebookError, match=f"{path.name}:2: not a topic"):
        load_phrasebook(tmp_path)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "konton.jsonl").write_bytes(b"\xff\xfe")

    with pytest.raises(PhrasebookError, match="konton.jsonl:1: cannot be read as UTF-8"):
        load_phrasebook(tmp_path)


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    (tmp_path / "konton.jsonl").write_text(TOPIC.replace("Så byter", "Så\u2028byter"), encoding="utf-8")

    assert len(load_phrasebook(tmp_path)) == 1


def test_a_town_may_do_without(tmp_path: Path) -> None:
    assert load_phrasebook(tmp_path / "nowhere") == ()


def test_every_change_gives_another_hash(tmp_path: Path) -> None:
    (tmp_path / "konton.jsonl").write_text(TOPIC, encoding="utf-8")
    before = phrasebook_hash(tmp_path)
    (tmp_path / "konton.jsonl").write_text(TOPIC.replace("nytt", "nya"), encoding="utf-8")

    assert phrasebook_hash(tmp_path) != before


def test_ours_asks_for_each_thing_and_nothing_twice() -> None:
    topics = load_phrasebook()
    asked = [(language, each.lower()) for topic in topics for language in LANGUAGES for each in topic.asked[language]]

    assert len(topics) > 1_800
    assert all(topic.asked["sv"] for topic in topics)
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("part", ["dev", "test", "broad"])
def test_no_question_of_the_open_set_stands_in_it(part: str) -> None:
    lines = (ROOT / f"knowledge/questions/{part}.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    there = {plain(asked) for topic in load_phrasebook() for each in topic.asked.values() for asked in each}

    # two words, and chit-chat, are anybody's
    assert not [
        each["id"] for each in questions if len(each["question"].split()) > 3 and plain(each["question"]) in there
    ]
