from pathlib import PurePath

from knowledge.chunk import split_guide
from knowledge.parse import parse_guide

PATH = PurePath("x.md")


def test_title_and_heading_stand_in_front_of_every_chunk() -> None:
    guide = parse_guide("# Titel\n\nInledning.\n\n## Rubrik\n\n1. Ett.\n2. Två.\n", path=PATH)

    assert [chunk.text for chunk in split_guide(guide)] == ["Titel\nInledning.", "Titel\nRubrik\nEtt.\nTvå."]
    assert [chunk.section for chunk in split_guide(guide)] == [0, 1]


def test_a_long_section_is_cut_between_paragraphs() -> None:
    guide = parse_guide("# T\n\n" + "\n\n".join(["ord " * 20] * 5), path=PATH)
    chunks = split_guide(guide, max_characters=170)

    assert [len(chunk.text.split()) for chunk in chunks] == [41, 41, 21]


def test_a_paragraph_without_end_is_cut_between_words_and_a_word_without_end_anywhere() -> None:
    words = parse_guide("# T\n\n" + "ord " * 300, path=PATH)
    word = parse_guide("# T\n\n" + "x" * 2500, path=PATH)

    assert all(len(chunk.text) <= 902 and not chunk.text.endswith("or") for chunk in split_guide(words))
    assert len(split_guide(word)) == 3


def test_a_guide_of_a_title_alone_has_one_chunk() -> None:
    assert [chunk.text for chunk in split_guide(parse_guide("# Bara titel\n", path=PATH))] == ["Bara titel"]
