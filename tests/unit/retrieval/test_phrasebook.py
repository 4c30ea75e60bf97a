"""Questions in everyday words, moved towards guides by what the phrasebook knows."""

import logging
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from knowledge.guide import LANGUAGES
from knowledge.phrasebook import Topic, phrasebook_hash
from retrieval.__main__ import main
from retrieval.assemble import assemble
from retrieval.decide import load_calibration
from retrieval.embed_phrasebook import provide_phrasebook, write_phrasebook
from retrieval.engine import Engine
from retrieval.evaluate.explain import as_text
from retrieval.evaluate.explanation import explain
from retrieval.fuse import Weights, load_weights, weights_for
from retrieval.kin import learn_kin
from retrieval.phrasebook import Phrasebook
from retrieval.phrasebook_file import is_current, read_phrasebook
from retrieval.ports import Scores
from retrieval.search import Found, Searcher
from retrieval.settings import Settings
from retrieval.vector_cache import CachedEncoder
from tests.fakes.encoder import FakeEncoder
from tests.guide_builders import guides_in, write_guide

TODAY = date(2026, 11, 20)
_MORE = range(12)
TOPICS = (
    Topic(
        "Stänga av aviseringar",
        "Välj aviseringar och ljud av.",
        {"sv": ("hur får jag tyst på plinget", "det plingar hela dagen"), "en": ("stop the pinging",), "fi": ()},
    ),
    Topic(
        "Rengöra skrivhuvuden",
        "Kör rengöring av skrivhuvuden.",
        {"sv": ("utskriften är randig", "strimmor på pappret"), "en": ("stripes on paper",), "fi": ("raitoja",)},
    ),
    *(Topic(f"Rubrik {at}", f"Text {at}.", {"sv": (f"fråga{at} om annat{at}",), "en": (), "fi": ()}) for at in _MORE),
)  # fmt: skip
NUMPY = b"\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, 'shape': (0,), }" + b" " * 60 + b"\n"
NOTHING_HEARD: Scores = np.zeros(1, dtype=np.float32)


@pytest.fixture
def encoder(tmp_path: Path) -> CachedEncoder:
    return CachedEncoder(FakeEncoder(), tmp_path / "vectors")


@pytest.fixture
def file(tmp_path: Path, encoder: CachedEncoder) -> Path:
    file = tmp_path / "made/phrasebook.npz"
    write_phrasebook(TOPICS, encoder, file, content=phrasebook_hash())
    return file


@pytest.fixture
def phrasebook(file: Path) -> Phrasebook:
    found = read_phrasebook(file, "fake", 64)
    assert found is not None
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "guides"
    write_guide(folder, "ljud", "Ställa in aviseringar", lead="Här ställer du in aviseringar.")
    write_guide(folder, "skrivare", "Underhåll: rengöring", lead="Så gör du rengöring av skrivhuvuden.")
    write_guide(folder, "vpn", "Arbeta hemifrån", lead="Anslut till nätet.")
    return folder


def searcher_in(folder: Path, phrasebook: Phrasebook | None, *, push: float = 2.0) -> Searcher:
    weights = replace(load_weights(), phrasebook=push)
    return Searcher(
        index=assemble(guides_in(folder), FakeEncoder()),
        encoder=FakeEncoder(),
        parameters=load_calibration().cautious(),
        weights=weights,
        phrasebook=phrasebook,
    )


def ask(searcher: Searcher, question: str) -> Found:
    return searcher.find(question, language="sv", today=TODAY)


def test_a_guide_is_found_that_shares_no_word_with_the_question(folder: Path, phrasebook: Phrasebook) -> None:
    found = ask(searcher_in(folder, phrasebook), "det plingar hela dagen")

    assert found.hits[0].guide.id == "ljud"
    assert found.trace is not None
    assert found.trace.asked.meant[0] == "Stänga av aviseringar"
    assert found.hits[0].score > ask(searcher_in(folder, None), "det plingar hela dagen").hits[0].score


def test_what_it_does_not_know_it_leaves_alone(folder: Path, phrasebook: Phrasebook) -> None:
    question = "xylofon kvastskaft"

    assert ask(searcher_in(folder, phrasebook), question) == ask(searcher_in(folder, None), question)


def test_a_question_put_as_a_title_is_not_moved(phrasebook: Phrasebook) -> None:
    asked = FakeEncoder().embed_questions(["Stänga av aviseringar"])[0]

    found = phrasebook.rephrase(asked, "sv", NOTHING_HEARD, push=2.0)

    assert found is not None
    assert max(found.titles.values(), default=0) < 0.1
    assert np.linalg.norm(found.shift) < 0.1


def test_a_question_in_the_guides_own_words_is_not_moved(phrasebook: Phrasebook) -> None:
    asked = FakeEncoder().embed_questions(["det plingar hela dagen"])[0]

    assert phrasebook.rephrase(asked, "sv", NOTHING_HEARD, push=2.0) is not None
    assert phrasebook.rephrase(asked, "sv", np.full(3, 0.6, dtype=np.float32), push=2.0) is None


def test_swedish_is_not_compared_with_what_is_asked_in_other_languages(phrasebook: Phrasebook) -> None:
    asked = FakeEncoder().embed_questions(["stop the pinging"])[0]

    english = phrasebook.rephrase(asked, "en", NOTHING_HEARD, push=2.0)

    assert english is not None
    assert next(iter(english.titles)) == "Stänga av aviseringar"
    swedish = phrasebook.rephrase(asked, "sv", NOTHING_HEARD, push=2.0)
    assert swedish is None or "Stänga av aviseringar" not in swedish.titles


def test_english_asks_for_the_letters_of_swedish_titles_beside_the_glossary_s(
    folder: Path, phrasebook: Phrasebook
) -> None:
    found = searcher_in(folder, phrasebook).find("stop the pinging", language="en", today=TODAY)
    without = searcher_in(folder, None).find("stop the pinging", language="en", today=TODAY)

    assert found.trace is not None
    assert without.trace is not None
    assert found.trace.asked.meant[0] == "Stänga av aviseringar"
    assert found.trace.asked.joined_letters.max() > without.trace.asked.joined_letters.max()
    assert np.array_equal(found.trace.asked.letters, without.trace.asked.letters)


def test_swedish_titles_bring_no_letters_to_english_guides(tmp_path: Path, phrasebook: Phrasebook) -> None:
    folder = tmp_path / "english"
    for at in range(3):
        write_guide(folder, f"guide-{at}", f"About {at} aviseringar", language="en", lead=f"Text {at}.")

    trace = searcher_in(folder, phrasebook).find("stop the pinging", language="en", today=TODAY).trace

    assert trace is not None
    assert trace.asked.meant
    assert trace.asked.joined_letters.max() == 0


def test_the_fast_setting_and_a_weight_of_nothing_leave_it_out(folder: Path, phrasebook: Phrasebook) -> None:
    assert weights_for("fast").phrasebook == 0

    without = ask(searcher_in(folder, phrasebook, push=0.0), "det plingar hela dagen")

    assert without.trace is not None
    assert without.trace.asked.meant == ()


def test_guides_with_many_own_questions_do_without(folder: Path, phrasebook: Phrasebook) -> None:
    made = assemble(guides_in(folder), FakeEncoder())
    fields = FakeEncoder().embed_questions([f"fråga {at}" for at in range(len(made.field_guides))])
    index = replace(made, kin=learn_kin(fields, made.bases[made.field_guides]))
    parameters = load_calibration().cautious()

    with_it = Searcher(index=index, encoder=FakeEncoder(), parameters=parameters, phrasebook=phrasebook)
    without = Searcher(index=index, encoder=FakeEncoder(), parameters=parameters)

    assert ask(with_it, "det plingar hela dagen") == ask(without, "det plingar hela dagen")


def test_vectors_of_another_model_are_not_compared(file: Path) -> None:
    assert read_phrasebook(file, "another", 64) is None
    assert read_phrasebook(file, "fake", 32) is None


def test_those_of_an_earlier_phrasebook_serve_until_they_are_made_anew(
    folder: Path, file: Path, encoder: CachedEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.embed_phrasebook.load_phrasebook", lambda: TOPICS[:2])
    write_phrasebook(TOPICS, encoder, file, content="earlier")
    assert not is_current(file, "fake", phrasebook_hash())
    assert read_phrasebook(file, "fake", 64) is not None

    found = provide_phrasebook(guides_in(folder), encoder, file)

    assert found is not None
    assert found.titles == tuple(topic.title for topic in TOPICS[:2])


def test_an_empty_phrasebook_is_none(folder: Path, encoder: CachedEncoder, tmp_path: Path) -> None:
    file = tmp_path / "phrasebook.npz"

    assert write_phrasebook((), encoder, file, content=phrasebook_hash()) == 0
    assert provide_phrasebook(guides_in(folder), encoder, file) is None
    assert list(tmp_path.glob("*.npz")) == []


def test_nothing_is_left_behind_when_it_cannot_be_written(
    encoder: CachedEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(np, "savez", lambda *_, **__: (_ for _ in ()).throw(OSError("no space left")))

    with pytest.raises(OSError, match="no space"):
        write_phrasebook(TOPICS, encoder, tmp_path / "made/phrasebook.npz", content="")

    assert list((tmp_path / "made").iterdir()) == []


def test_what_is_there_is_not_made_again(folder: Path, file: Path, encoder: CachedEncoder) -> None:
    made_at = file.stat().st_mtime_ns

    assert provide_phrasebook(guides_in(folder), encoder, file) is not None
    assert provide_phrasebook([], encoder, file) is None
    assert file.stat().st_mtime_ns == made_at


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"", b"text", NUMPY, None])
def test_a_broken_file_is_told_and_left(file: Path, content: bytes | None, caplog: pytest.LogCaptureFixture) -> None:
    file.write_bytes(file.read_bytes()[:5_000] if content is None else content)

    with caplog.at_level(logging.WARNING):
        assert read_phrasebook(file, "fake", 64) is None

    assert "phrasebook_broken" in caplog.text


def test_a_phrasebook_in_one_language_serves_all(folder: Path, encoder: CachedEncoder, tmp_path: Path) -> None:
    swedish = [replace(topic, asked={**topic.asked, "en": (), "fi": ()}) for topic in TOPICS]
    write_phrasebook(swedish, encoder, tmp_path / "sv.npz", content=phrasebook_hash())

    searcher = searcher_in(folder, read_phrasebook(tmp_path / "sv.npz", "fake", 64))

    assert searcher.find("stop the pinging", language="en", today=TODAY).hits


def test_an_explanation_tells_what_the_question_was_taken_for(
    folder: Path, phrasebook: Phrasebook, capsys: pytest.CaptureFixture[str]
) -> None:
    explanation = explain(
        "det plingar hela dagen",
        language="sv",
        index=assemble(guides_in(folder), FakeEncoder()),
        encoder=FakeEncoder(),
        parameters=load_calibration().cautious(),
        weights=load_weights(),
        today=TODAY,
        phrasebook=phrasebook,
    )

    assert explanation.meant[0] == "Stänga av aviseringar"
    Console(width=130).print(as_text(explanation))
    assert "The phrasebook takes it for: Stänga av aviseringar" in capsys.readouterr().out


def test_the_command_writes_them_for_the_model_that_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOLLPLANK_VAR_DIR", str(tmp_path))
    monkeypatch.setattr("retrieval.__main__._load_to_index", lambda *_, **__: FakeEncoder())
    monkeypatch.setattr("retrieval.__main__.load_phrasebook", lambda: TOPICS)

    assert main(["phrasebook"]) == 0

    questions = sum(len(topic.asked[language]) for topic in TOPICS for language in LANGUAGES)
    assert f"{questions} questions" in capsys.readouterr().out
    assert read_phrasebook(Settings().phrasebook_file, "fake", 64) is not None


class FakeApart:
    """Another process that writes the phrasebook, or fails to."""

    def __init__(self, var: Path, *, works: bool) -> None:
        self._var, self._works, self.calls = var, works, 0

    def __call__(self) -> bool:
        self.calls += 1
        if self._works:
            encoder = CachedEncoder(FakeEncoder(), self._var / "vectors")
            write_phrasebook(TOPICS, encoder, self._var / "phrasebook.npz", content=phrasebook_hash())
        return self._works

    def stop(self) -> None:
        """Nothing runs."""


def engine_with(apart: FakeApart, folder: Path, var: Path, weights: Weights | None = None) -> Engine:
    engine = Engine(
        guides_dir=folder,
        var_dir=var,
        encoder=FakeEncoder(),
        calibration=load_calibration(),
        weights=weights,
        phrasebook_apart=apart,
    )
    engine.refresh()
    return engine


def meant_by(engine: Engine, question: str) -> tuple[str, ...]:
    assert engine.searcher is not None
    trace = ask(engine.searcher, question).trace
    assert trace is not None
    return trace.asked.meant


def test_the_service_answers_at_once_and_with_the_phrasebook_when_it_is_there(folder: Path, tmp_path: Path) -> None:
    apart = FakeApart(tmp_path, works=True)
    engine = engine_with(apart, folder, tmp_path)
    assert meant_by(engine, "det plingar hela dagen") == ()

    engine.equip()
    engine.equip()

    assert meant_by(engine, "det plingar hela dagen")[0] == "Stänga av aviseringar"
    assert apart.calls == 1
    assert meant_by(engine_with(apart, folder, tmp_path), "det plingar hela dagen")
    assert apart.calls == 1


def test_a_phrasebook_that_changed_is_made_anew_and_the_earlier_one_serves_meanwhile(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = FakeApart(tmp_path, works=True)
    engine = engine_with(apart, folder, tmp_path)
    engine.equip()

    monkeypatch.setattr("retrieval.engine.phrasebook_hash", lambda: "now")
    write_guide(folder, "nytt", "Nytt", lead="Nytt.")
    engine.refresh()
    assert meant_by(engine, "det plingar hela dagen")
    engine.equip()

    assert apart.calls == 2


def test_a_phrasebook_that_cannot_be_made_is_tried_once(folder: Path, tmp_path: Path) -> None:
    apart = FakeApart(tmp_path, works=False)
    engine = engine_with(apart, folder, tmp_path)

    engine.equip()
    engine.equip()

    assert apart.calls == 1
    assert meant_by(engine, "det plingar hela dagen") == ()


def test_the_fast_setting_has_none_made(folder: Path, tmp_path: Path) -> None:
    apart = FakeApart(tmp_path, works=True)

    engine_with(apart, folder, tmp_path, weights_for("fast")).equip()

    assert apart.calls == 0
