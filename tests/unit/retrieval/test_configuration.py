import json
from pathlib import Path

import pytest

from retrieval.configuration import (
    BadConfigurationError,
    Configuration,
    as_configuration,
    describe_changes,
    read_configuration,
)
from retrieval.fuse import load_weights
from retrieval.hub import HUB_WEIGHT


@pytest.mark.parametrize("text", ["", " ", "default"])
def test_what_is_not_named_stays_as_in_the_product(text: str) -> None:
    found = read_configuration(text)

    assert found == Configuration()
    assert found.weights == load_weights()
    assert found.hub == HUB_WEIGHT


def test_keys_and_values_on_the_command_line() -> None:
    found = read_configuration("hub=0, letters=.25,glossary=off,embedding_model=intfloat/e5")

    assert (found.hub, found.weights.letters, found.glossary) == (0.0, 0.25, False)
    assert found.embedding_model == "intfloat/e5"
    assert found.weights.chunk == load_weights().chunk


def test_the_same_in_a_file(tmp_path: Path) -> None:
    toml, plain = tmp_path / "one.toml", tmp_path / "one.json"
    toml.write_text("hub = 1\nadapter = false\n[weights]\nchunk = 0.5\n", encoding="utf-8")
    plain.write_text(json.dumps({"hub": 1, "adapter": False, "chunk": 0.5}), encoding="utf-8")

    found = read_configuration(str(toml))

    assert found == read_configuration(str(plain))
    assert (found.hub, found.adapter, found.weights.chunk) == (1.0, False, 0.5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hubb=1", "hubb: nothing of that name can be varied; there are chunk"),
        ("hub=much", "hub: a number is wanted, not 'much'"),
        ("chunk=nan", "chunk: a number is wanted"),
        ("glossary=maybe", "glossary: on or off is wanted"),
        ("embedding_model=", "embedding_model: a word is wanted"),
        ("glossary", "'glossary': key=value is wanted"),
        ("missing.toml", "missing.toml: cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, said: str) -> None:
    with pytest.raises(BadConfigurationError, match=said):
        read_configuration(text)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", "{", "a.json"),
        ("a.json", "[1]", "an object of names and values is wanted"),
        ("a.toml", "hub = ", "a.toml"),
        ("a.toml", "weights = 3", "a table of names and numbers is wanted"),
        ("a.json", '{"hub": true}', "hub: a number is wanted, not True"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, name: str, content: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")

    with pytest.raises(BadConfigurationError, match=said):
        read_configuration(str(path))


def test_two_configurations_are_told_apart_in_words() -> None:
    other = as_configuration({"hub": 0, "adapter": False})

    assert describe_changes(Configuration(), other) == f"hub {HUB_WEIGHT} -> 0.0, adapter True -> False"
    assert describe_changes(other, other) == ""
