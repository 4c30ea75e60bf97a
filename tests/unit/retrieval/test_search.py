from datetime import date
from pathlib import Path

import pytest

from retrieval.assemble import assemble
from retrieval.errors import MixedIndexError
from retrieval.search import MAX_QUESTION_CHARACTERS, Found, Searcher, clean_question
from tests.fakes.encoder import FakeEncoder
from tests.guide_builders import guides_in, write_guide
from tests.unit.retrieval.conftest import PARAMETERS

TODAY = date(2026, 11, 1)


def find(searcher: Searcher, question: str, **asked: object) -> Found:
    return searcher.find(question, **{"language": "sv", "today": TODAY, **asked})  # type: ignore[arg-type]


def test_the_right_guide_comes_first_with_its_steps_in_order(searcher: Searcher) -> None:
    hit = find(searcher, "printern e död").hits[0]

    assert hit.guide.id == "skrivare-skriver-inte"
    assert hit.section.steps == ("Öppna skrivarkön.", "Ta bort utskriften.", "Skriv ut igen.", "Vänta.")
    assert hit.url == "/guides/skrivare-skriver-inte#kon-har-fastnat"


def test_each_guide_is_there_once_best_first(searcher: Searcher) -> None:
    hits = find(searcher, "VPN hemifrån", limit=20).hits

    bases = [hit.guide.base for hit in hits]
    assert len(bases) == len(set(bases)) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize(
    ("language", "stem"), [("sv", "vpn-hemifran"), ("en", "vpn-hemifran.en"), ("fi", "vpn-hemifran.fi")]
)
def test_translations_are_folded_to_the_askers_language(searcher: Searcher, language: str, stem: str) -> None:
    for question in ("VPN hemifrån", "VPN from home", "VPN kotona"):
        hit = find(searcher, question, language=language).hits[0]
        assert (hit.guide.id, hit.guide.base) == (stem, "vpn-hemifran")


def test_a_guide_without_a_translation_is_shown_in_swedish(searcher: Searcher) -> None:
    assert find(searcher, "byt lösenord", language="fi").hits[0].guide.id == "byt-losenord"


def test_a_guide_is_shown_only_to_its_audience(searcher: Searcher) -> None:
    question = "boka rektorns rum"

    assert "rektorns-rum" not in [hit.guide.id for hit in find(searcher, question, limit=20).hits]
    assert find(searcher, question, audience=("alla", "rektorer")).hits[0].guide.id == "rektorns-rum"


@pytest.mark.parametrize("question", ["", "   ", "🙈🙈🙈", "\x00\x07\x1b", "???", "\u200b\u200d", "…–’"])
def test_a_question_without_words_is_refused(searcher: Searcher, question: str) -> None:
    found = find(searcher, question)

    assert (found.decision, found.hits) == ("refuse", ())


@pytest.mark.parametrize(
    "question",
    [
        "'; DROP TABLE guides; --",
        "<script>alert('x')</script> skrivaren",
        "skrivaren " * 2000,
        "a\x00b\ud800c",
        "x" * 20_000,
    ],
)
def test_any_question_is_searched_like_words(searcher: Searcher, question: str) -> None:
    assert find(searcher, question).decision in {"answer", "clarify", "refuse"}


def test_a_long_question_is_cut_before_it_is_embedded(searcher: Searcher, encoder: FakeEncoder) -> None:
    find(searcher, "skrivaren skriver inte ut " * 1000)

    assert len(encoder.embedded[-1]) <= MAX_QUESTION_CHARACTERS
    assert encoder.embedded[-1].split()[-1] in {"skrivaren", "skriver", "inte", "ut"}


def test_control_characters_are_blanks() -> None:
    assert clean_question("  hej\x00\x1b[0m\n\tdå \u200b!") == "hej [0m då !"


def test_no_guide_at_all_is_refused(encoder: FakeEncoder) -> None:
    searcher = Searcher(index=assemble([], encoder), encoder=encoder, parameters=PARAMETERS)

    assert find(searcher, "skrivaren").decision == "refuse"


def test_an_index_of_another_model_is_never_asked(shelf: Path) -> None:
    index = assemble(guides_in(shelf), FakeEncoder(name="one"))

    with pytest.raises(MixedIndexError, match="made with the model one.*embedded with other.*retrieval index"):
        Searcher(index=index, encoder=FakeEncoder(name="other"), parameters=PARAMETERS)


def test_one_guide_alone_is_found(tmp_path: Path, encoder: FakeEncoder) -> None:
    write_guide(tmp_path)
    searcher = Searcher(index=assemble(guides_in(tmp_path), encoder), encoder=encoder, parameters=PARAMETERS)

    assert find(searcher, "VPN hemifrån").hits[0].guide.id == "vpn-hemifran"


def test_guides_without_a_section_show_their_text(tmp_path: Path, encoder: FakeEncoder) -> None:
    (tmp_path / "plain.md").write_text("Bara text om skrivaren och utskrifter.\n")
    (tmp_path / "title.md").write_text("# Bara en titel\n")
    searcher = Searcher(index=assemble(guides_in(tmp_path), encoder), encoder=encoder, parameters=PARAMETERS)

    hit = find(searcher, "skrivaren utskrifter").hits[0]

    assert (hit.guide.title, hit.section.anchor, hit.url) == ("plain", "", "/guides/plain")
    assert hit.section.body_markdown == "Bara text om skrivaren och utskrifter."


def test_a_late_review_is_told(searcher: Searcher) -> None:
    assert not find(searcher, "byt lösenord").hits[0].overdue
    assert find(searcher, "byt lösenord", today=date(2027, 6, 1)).hits[0].overdue
