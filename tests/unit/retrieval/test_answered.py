from pathlib import Path

import numpy as np
import pytest

from retrieval.answered import Answered, names_a_section
from retrieval.assemble import assemble
from retrieval.index import Index
from tests.fakes.encoder import FakeEncoder
from tests.guide_builders import guides_in, write_guide

SECTIONS = ("Dela en fil", "Ta emot filer", "Sluta dela filen")
NAMED = ("hur delar ja", "ja vill int dela mera #sluta", "nån skickade en fil #ta-emot", "filer")


@pytest.fixture
def index(tmp_path: Path) -> Index:
    write_guide(tmp_path, "annat", "Annat", questions=("x", "y"))
    write_guide(tmp_path, "dela", "Dela", sections=SECTIONS, questions=NAMED)
    english = ("stop sharing #stop",)
    names = ("Share a file", "Receive files", "Stop sharing")
    extra = "translation_of: dela\n"
    write_guide(tmp_path, "dela.en", "Share", sections=names, questions=english, language="en", extra=extra)
    return assemble(guides_in(tmp_path), FakeEncoder())


def at(index: Index, guide: str) -> int:
    return next(at for at, each in enumerate(index.guides) if each.id == guide)


def test_versions_of_a_guide_share_their_questions(index: Index) -> None:
    answered = Answered(index)
    swedish, english = (answered.fields_of(at(index, guide)) for guide in ("dela", "dela.en"))

    assert swedish.tolist() == english.tolist()
    assert len(swedish) == len(NAMED) + 1 + 2, "with both titles"


def test_each_question_counts_for_the_section_it_names_and_the_nearest_most(index: Index) -> None:
    answered, guide = Answered(index), at(index, "dela")
    fields = answered.fields_of(guide)
    nearness = np.full(len(fields), 0.5, dtype=np.float32)
    nearness[2] = 0.6  # title, hur delar ja, ja vill int dela mera

    shares = answered.shares(fields, nearness, index.guides[guide])

    assert shares is not None
    assert shares.sum() == pytest.approx(1)
    assert shares.argmax() == 3
    alike = answered.shares(fields, np.full(len(fields), 0.5, dtype=np.float32), index.guides[guide])
    assert alike == pytest.approx(np.array([0, 4, 1, 2]) / 7), "what names no section counts for the first with steps"


def test_a_guide_that_names_no_section_is_left_to_its_text(index: Index) -> None:
    answered, guide = Answered(index), at(index, "annat")
    fields = answered.fields_of(guide)

    assert not len(fields)
    assert answered.shares(fields, np.empty(0, dtype=np.float32), index.guides[guide]) is None


def test_an_index_without_guides_can_be_asked() -> None:
    assert Answered(assemble([], FakeEncoder())) is not None


def test_another_version_counts_only_where_it_has_as_many_headings(tmp_path: Path) -> None:
    write_guide(tmp_path, "dela", "Dela", sections=SECTIONS, questions=NAMED)
    names = ("Share a file", "Receive files", "Stop sharing")
    extra = "translation_of: dela\n"
    write_guide(tmp_path, "dela.en", "Share", sections=names, questions=("x",), language="en", extra=extra, lead="")
    write_guide(tmp_path, "dela.fi", "Jaa", sections=names[:2], questions=("y",), language="fi", extra=extra)
    index = assemble(guides_in(tmp_path), FakeEncoder())
    answered = Answered(index)

    def share(guide: str, title: str) -> float:
        version = index.guides[at(index, guide)]
        fields = answered.fields_of(at(index, guide))
        shares = answered.shares(fields, np.full(len(fields), 0.5, dtype=np.float32), version)
        assert shares is not None
        return float(shares[[section.title for section in version.sections].index(title)])

    assert share("dela.en", "Stop sharing") == pytest.approx(share("dela", "Sluta dela filen"))
    assert share("dela.fi", "Receive files") == 0


def test_a_word_or_two_name_a_guide_and_no_section(index: Index) -> None:
    assert [names_a_section(asked) for asked in ("skrivaren", "skrivaren krånglar", "skrivaren blinkar rött")] == [
        False,
        False,
        True,
    ]
    assert not len(Answered(index).fields_of(None))
