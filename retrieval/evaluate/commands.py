"""`python -m retrieval evaluate` and `calibrate`: figures as a table or as JSON."""

import argparse
import json
import re
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from knowledge.collection import load_collection
from knowledge.guide import Guide
from retrieval.assemble import assemble, compared_chunks, texts_of
from retrieval.decide import PARAMETERS_FILE, load_calibration
from retrieval.embed_phrasebook import provide_phrasebook
from retrieval.encoder import all_cores, load_encoder
from retrieval.errors import BadQuestionsError
from retrieval.evaluate.baseline import below_baseline
from retrieval.evaluate.calibrate import Fitted, calibrate
from retrieval.evaluate.own import ask_own_questions
from retrieval.evaluate.prior import ask_unlike_guides, without_questions
from retrieval.evaluate.questions import Question, load_feedback, load_questions
from retrieval.evaluate.reliability import draw_reliability
from retrieval.evaluate.run import Asked, ask, summarise, times
from retrieval.fuse import weights_for
from retrieval.pairs import main_language
from retrieval.phrasebook import Phrasebook
from retrieval.search import Searcher
from retrieval.settings import Settings
from retrieval.tokens import is_wanted
from retrieval.vector_cache import CachedEncoder, Progress

OPEN_QUESTIONS = Path("knowledge/questions/dev.jsonl")
FITTED_ON = (OPEN_QUESTIONS, Path("knowledge/questions/broad.jsonl"))
ENOUGH = 100
"""Labelled questions, with fewer the thresholds would rest on a handful of answers."""
BOTH = 2
_OF_PRIOR = ("prior", "prior_evidence")
SHOWN = ("n", "ndcg10", "mrr10", "r1", "r5", "answer_precision", "coverage", "refusal_rate", "auroc")


def evaluate(options: argparse.Namespace, settings: Settings) -> int:
    """Score a folder of guides on a question file, or on the guides' own questions."""
    guides = _guides(options.guides or settings.guides_dir)
    encoder = CachedEncoder(load_encoder(settings.embedding_model, threads=all_cores()), settings.vectors_dir)
    today = datetime.now(UTC).date()
    parameters = load_calibration(settings.index_dir).for_guides(guides)
    phrasebook = _phrasebook(guides, encoder, settings)
    started = time.perf_counter()
    if options.own_questions:
        not_covered = [question for question in load_questions(OPEN_QUESTIONS) if not question.gold]
        asked = ask_own_questions(
            guides, encoder, parameters, today=today, not_covered=not_covered, phrasebook=phrasebook
        )
        index_s = 0.0
    else:
        if options.questions is None:
            raise BadQuestionsError("name a question file with --questions, or ask for --own-questions")
        questions = load_questions(options.questions)
        texts = texts_of(guides)
        encoder.warm(
            passages=texts.all_chunks(),
            questions=texts.all_fields(),
            on_progress=_print_progress,
            with_tokens=[text for each in compared_chunks(guides, texts, main_language(guides)) for text in each]
            if is_wanted(guides)
            else (),
        )
        index = assemble(guides, encoder)
        index_s = time.perf_counter() - started
        # Not through the cache: the time of a search is the time a person waits.
        searcher = Searcher(
            index=index,
            encoder=load_encoder(settings.embedding_model),
            parameters=parameters,
            weights=weights_for(settings.quality),
            phrasebook=phrasebook,
        )
        asked = ask(searcher, questions, today=today)
    _show(asked, index_s=index_s, as_json=options.json)
    fallen = below_baseline(summarise(asked), options.baseline) if options.baseline else []
    for sentence in fallen:
        print(sentence, file=sys.stderr)
    return int(bool(fallen))


def fit(options: argparse.Namespace, settings: Settings) -> int:
    """Fit the decision for a folder of guides; keep it with its evidence beside their index, or in --out.

    Labelled questions: the guides' own, each left out while it is asked; those of --questions; what people said
    solved their problem, with --feedback. With --prior the cautious prior is fitted anew too, on the same guides with
    few questions of their own and none, and on the collections of --set.

    Raises:
        BadQuestionsError: a question file cannot be read, or there is nothing to tell right from wrong by.
    """
    guides = _guides(options.guides or settings.guides_dir)
    encoder = CachedEncoder(load_encoder(settings.embedding_model, threads=all_cores()), settings.vectors_dir)
    today = datetime.now(UTC).date()
    parameters = load_calibration().for_guides(guides)
    phrasebook = _phrasebook(guides, encoder, settings)
    own = ask_own_questions(guides, encoder, parameters, today=today, phrasebook=phrasebook)
    searcher = Searcher(
        index=assemble(guides, encoder),
        encoder=load_encoder(settings.embedding_model),
        parameters=parameters,
        weights=weights_for(settings.quality),
        phrasebook=phrasebook,
    )
    files = options.questions or [path for path in FITTED_ON if path.is_file()]
    written = _answerable([question for path in files for question in load_questions(path)], guides)
    feedback = [question for path in options.feedback or () for question in load_feedback(path)]
    more = [*written, *_answerable(feedback, guides)]
    asked = [*own, *ask(searcher, more, today=today)]
    known = [each for each in asked if each.features]
    if len(known) < ENOUGH or len({each.first_is_right for each in known}) < BOTH:
        raise BadQuestionsError(
            f"{len(known)} labelled questions are too few to fit a decision (at least {ENOUGH}, right and wrong ones); "
            "the cautious prior stays in use. Write `questions:` into the guides or name files with --questions"
        )
    fitted = calibrate(asked, precision=options.precision, among_three=options.among_three)
    out = options.out or settings.index_dir / PARAMETERS_FILE.name
    content = {
        key: value for key, value in json.loads(PARAMETERS_FILE.read_text(encoding="utf-8")).items() if key in _OF_PRIOR
    }
    if options.prior:
        unlike = _ask_for_prior(guides, written, _other_collections(options.set or ()), encoder, settings)
        prior = _fit_prior(unlike, precision=options.precision, among_three=options.among_three)
        content = dict(zip(_OF_PRIOR, (prior.as_json(), prior.evidence), strict=True))
    content |= {"fitted": fitted.as_json(), "evidence": fitted.evidence}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(_as_text(content), encoding="utf-8")
    if options.picture:
        options.picture.write_text(draw_reliability(fitted.evidence), encoding="utf-8")
    Console().print(fitted.evidence)
    print(f"written to {out}")
    return 0


def _phrasebook(guides: Sequence[Guide], encoder: CachedEncoder, settings: Settings) -> Phrasebook | None:
    """As the service would have it once it has been embedded."""
    if not weights_for(settings.quality).phrasebook:
        return None
    return provide_phrasebook(guides, encoder, settings.phrasebook_file, _print_progress)


def _ask_for_prior(
    guides: list[Guide],
    written: Sequence[Question],
    others: Sequence[tuple[list[Guide], list[Question]]],
    encoder: CachedEncoder,
    settings: Settings,
) -> list[list[Asked]]:
    """Ask guides that carry few questions, with the phrasebook that helps them."""
    bare = [without_questions(guide) for guide in guides]
    return ask_unlike_guides(
        guides,
        written,
        others,
        encoder=encoder,
        parameters=load_calibration().for_guides(guides),
        today=datetime.now(UTC).date(),
        phrasebook=provide_phrasebook(bare, encoder, settings.phrasebook_file, _print_progress),
    )


def _as_text(content: Mapping[str, Any]) -> str:
    """JSON with each list of numbers or words on one line."""
    indented = json.dumps(content, indent=2)
    return re.sub(r"\[[^\[\]{}]*\]", lambda found: " ".join(found[0].split()), indented) + "\n"


def _other_collections(named: Sequence[Sequence[str]]) -> list[tuple[list[Guide], list[Question]]]:
    """Folders with the questions of all files named with each."""
    by_folder: dict[str, list[Question]] = {}
    for folder, file in named:
        by_folder.setdefault(folder, []).extend(load_questions(Path(file)))
    return [(_guides(Path(folder)), questions) for folder, questions in by_folder.items()]


def _answerable(questions: Sequence[Question], guides: Sequence[Guide]) -> list[Question]:
    """Without those whose guides are all in another collection: which guide answers them here nobody has said."""
    bases = {str(guide.base) for guide in guides}
    return [question for question in questions if not question.gold or question.gold & bases]


def _fit_prior(collections: Sequence[Sequence[Asked]], *, precision: float, among_three: float) -> Fitted:
    asked = [each for some in collections for each in some]
    sets = [at for at, some in enumerate(collections) for _ in some]
    return calibrate(asked, precision=precision, among_three=among_three, sets=sets)


def _print_progress(progress: Progress) -> None:
    print(f"embedded {progress.done} of {progress.total} texts, {progress.left_s:.0f} s left", file=sys.stderr)


def _guides(folder: Path) -> list[Guide]:
    collection = load_collection(folder)
    return [guide for guide in collection.guides.values() if guide.status == "published"]


def _show(asked: Sequence[Asked], *, index_s: float, as_json: bool) -> None:
    figures: dict[str, Any] = {**summarise(asked), "index_s": round(index_s, 2), **times(asked)}
    if as_json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    table = Table(title="How often the right guide is found")
    table.add_column("language")
    for name in SHOWN:
        table.add_column(name, justify="right")
    for language, row in {**figures["by_language"], "all": figures}.items():
        table.add_row(language, *("-" if row[name] is None else str(row[name]) for name in SHOWN))
    Console(width=130).print(table)
    Console().print(f"search p50 {figures['search_ms_p50']} ms, p95 {figures['search_ms_p95']} ms")
