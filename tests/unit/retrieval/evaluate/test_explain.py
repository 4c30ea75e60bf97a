import io
import math
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from knowledge.guide import Language
from retrieval.__main__ import main
from retrieval.assemble import assemble
from retrieval.decide import Logistic, Parameters
from retrieval.evaluate.explain import as_text, why
from retrieval.evaluate.explain_picture import by_leg, draw_explanation
from retrieval.evaluate.explanation import Explanation, explain
from retrieval.fuse import Weights, load_weights
from retrieval.index import Index
from retrieval.search import Searcher
from tests.fakes.encoder import FakeEncoder
from tests.guide_builders import guides_in, town_shelf, write_guide
from tests.unit.retrieval.conftest import PARAMETERS

TODAY = date(2026, 11, 1)


def explained(
    index: Index,
    question: str,
    language: Language = "sv",
    *,
    parameters: Parameters = PARAMETERS,
    weights: Weights | None = None,
) -> Explanation:
    return explain(
        question,
        language=language,
        index=index,
        encoder=FakeEncoder(),
        parameters=parameters,
        weights=weights or load_weights(),
        today=TODAY,
    )


def printed(explanation: Explanation) -> str:
    console = Console(file=io.StringIO(), width=130)
    console.print(as_text(explanation))
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_an_explanation_is_of_the_search_that_a_person_gets(index: Index, searcher: Searcher) -> None:
    found = searcher.find("printern e död", language="sv", today=TODAY)

    explanation = explained(index, "printern e död")

    assert explanation.found == found
    assert [guide.hit for guide in explanation.guides] == list(found.hits)
    assert [guide.score for guide in explanation.guides] == pytest.approx([hit.score for hit in found.hits])


@pytest.mark.parametrize(
    ("question", "language"),
    [("printern e död", "sv"), ("password forgotten", "en"), ("verkko ei toimi kotona", "fi")],
)
def test_what_the_legs_bring_adds_up_to_the_score(index: Index, question: str, language: Language) -> None:
    for guide in explained(index, question, language).guides:
        assert sum(guide.shares.values()) == pytest.approx(guide.score, abs=1e-3)


def test_what_no_weight_accounts_for_is_shown_as_the_rest(index: Index) -> None:
    """Weights that bring nothing leave nothing to take away."""
    explanation = explained(index, "printern e död", weights=Weights(0, 0, 0, 0, 0, 0))

    assert all(not guide.shares for guide in explanation.guides)
    assert by_leg({"chunk": 1.0, "letters": 0.2, "letters_abroad": 0.1, "maxsim": 0.5}) == pytest.approx(
        {"text": 1.0, "letters": 0.3, "maxsim": 0.5}
    )


def test_the_cosine_less_the_hub_is_what_the_search_used(index: Index) -> None:
    explanation = explained(index, "kommer int åt nätet hemma")

    trace = explanation.found.trace
    assert trace is not None
    for at, guide in zip(trace.ranked, explanation.guides, strict=False):
        assert guide.chunk.cosine - guide.chunk.hub == pytest.approx(float(trace.legs.chunk[at]), abs=1e-5)
        assert guide.field.cosine - guide.field.hub == pytest.approx(float(trace.legs.field[at]), abs=1e-5)


def test_the_question_of_a_guides_own_that_matched_is_named(index: Index) -> None:
    first = explained(index, "printern e död").guides[0]

    assert (first.field.place, first.field.text) == ("own question", "printern e död")
    assert "död" in first.shared_words
    assert first.chunk.text.startswith("Skrivaren skriver inte ut")


def test_a_guide_found_by_its_translation_says_so(index: Index) -> None:
    explanation = explained(index, "Ensimmäinen kerta Avaa ohjelma Yhdistä", "en")

    assert (explanation.guides[0].version.language, explanation.guides[0].hit.guide.language) == ("fi", "en")
    assert "(found by its" in printed(explanation)


def test_the_features_add_up_to_the_probability(index: Index) -> None:
    explanation = explained(index, "printern e död")

    total = sum(row.adds["first"] for row in explanation.contributions)
    assert 1 / (1 + math.exp(-total)) == pytest.approx(explanation.compared["first"])
    assert explanation.contributions[0].feature == "bias"


def test_an_answer_says_what_it_needed(index: Index) -> None:
    said = " ".join(why(explained(index, "printern e död")))

    assert said.startswith("Answered: the first guide is right with")
    assert "an answer needs 70%" in said
    assert "legs have it first" in said


def test_a_choice_says_why_it_was_no_answer(index: Index) -> None:
    cautious = replace(PARAMETERS, answer_from=1.0)

    said = " ".join(why(explained(index, "printern e död", parameters=cautious)))

    assert said.startswith("Asked back: the first guide is right with")
    assert "an answer needs 100%" in said
    assert "a choice needs 60%" in said


def test_a_choice_for_a_broad_question_says_so(index: Index) -> None:
    broad = replace(PARAMETERS, alone=Logistic(-5.0, {}), alone_from=0.5)

    said = " ".join(why(explained(index, "printern e död", parameters=broad)))

    assert said.startswith("Asked back: the question names one guide alone with 1%, and an answer needs 50%;")


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        (replace(PARAMETERS, answer_from=1.0, clarify_from=1.0), "and a choice needs 100%."),
        (
            replace(PARAMETERS, covered=Logistic(-5.0, {}), covered_from=0.5),
            "Refused: any guide answers with 1%, and 50% is needed.",
        ),
    ],
)
def test_a_refusal_says_which_of_its_two_reasons_it_had(index: Index, parameters: Parameters, said: str) -> None:
    sentences = " ".join(why(explained(index, "printern e död", parameters=parameters)))

    assert sentences.startswith("Refused: ")
    assert said in sentences


def test_words_that_no_guide_holds_are_counted(index: Index) -> None:
    assert "50% of the question's words stand in no guide." in why(explained(index, "skrivaren xyzzy"))


def test_a_question_without_a_letter_is_explained_too(index: Index) -> None:
    explanation = explained(index, "??")

    assert "no letter or digit" in printed(explanation)
    assert ET.fromstring(draw_explanation(explanation)) is not None  # noqa: S314 - our own picture


def test_a_folder_without_guides_is_explained_too() -> None:
    assert "no guide to look at" in printed(explained(assemble([], FakeEncoder()), "skrivaren"))


def test_the_tables_show_guides_legs_and_what_was_wanted(index: Index) -> None:
    text = printed(explained(index, "printern e död [x]"))

    assert "printern e död [x]" in text
    assert "Skrivaren skriver inte" in text
    assert "title and own questions" in text
    assert "hub" in text
    assert "wanted" in text


def bars(picture: str) -> list[ET.Element]:
    """Segments of the stacked bars; they and the gauges carry a title."""
    drawn = ET.fromstring(picture).iter("{http://www.w3.org/2000/svg}rect")  # noqa: S314 - our own picture
    return [bar for bar in drawn if len(bar) and ":" in (bar[0].text or "")]


def test_the_picture_has_a_segment_for_each_leg_of_each_guide(index: Index) -> None:
    explanation = explained(index, 'printern <e> "död"')

    assert len(bars(draw_explanation(explanation))) == sum(len(by_leg(guide.shares)) for guide in explanation.guides)


def test_signs_that_xml_does_not_allow_are_left_out(tmp_path: Path) -> None:
    write_guide(tmp_path, "skrivare", "Skrivaren")
    index = assemble([replace(guide, title="Skrivaren\x0b & <kön>") for guide in guides_in(tmp_path)], FakeEncoder())

    picture = draw_explanation(explained(index, "skrivaren\x1b[31m\ud800 & <kön>"))

    assert "Skrivaren &amp; &lt;kön&gt;" in picture
    assert ET.fromstring(picture.encode()) is not None  # noqa: S314 - our own picture


def test_what_is_taken_off_goes_to_the_left(index: Index) -> None:
    explanation = explained(index, "printern e död", weights=Weights(chunk=1, field=-0.1, letters=0.5))
    first = [bar for bar in bars(draw_explanation(explanation)) if bar.get("y") == "90"]

    field = next(bar for bar in first if "-" in (bar[0].text or ""))
    text = next(bar for bar in first if (bar[0].text or "").startswith("text"))
    assert float(field.get("x", "")) + float(field.get("width", "")) == pytest.approx(float(text.get("x", "")), abs=0.2)


def test_the_picture_follows_the_readers_light_or_dark_setting(index: Index) -> None:
    picture = draw_explanation(explained(index, "printern e död"))

    assert "prefers-color-scheme: dark" in picture
    assert 'role="img"' in picture


@pytest.mark.model
def test_the_command_prints_and_draws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOLLPLANK_VAR_DIR", str(tmp_path / "var"))
    guides, picture = town_shelf(tmp_path / "guides"), tmp_path / "why.svg"

    ended = main(["explain", "skrivarn skriver int ut", "--guides", str(guides), "--picture", str(picture)])

    assert ended == 0
    assert "Skrivaren skriver inte" in capsys.readouterr().out
    assert ET.fromstring(picture.read_text(encoding="utf-8")) is not None  # noqa: S314 - our own picture


def test_another_kind_of_picture_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "skrivaren", "--picture", "why.png"]) == 1
    assert "pictures are drawn as .svg" in capsys.readouterr().err
