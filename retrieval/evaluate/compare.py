"""`python -m retrieval compare A B`: two configurations on the same questions, with how sure the difference is."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from rich.console import Console, Group
from rich.table import Table

from knowledge.glossary import Glossary
from knowledge.guide import LANGUAGES
from retrieval.configuration import BadConfigurationError, Configuration, describe_changes, read_configuration
from retrieval.decide import load_calibration
from retrieval.encoder import all_cores, load_encoder
from retrieval.errors import BadQuestionsError
from retrieval.evaluate import metrics
from retrieval.evaluate.bootstrap import Difference, paired_difference
from retrieval.evaluate.run import Asked, ask
from retrieval.evaluate.sets import QuestionSet, load_set
from retrieval.hub import HUB_WEIGHT
from retrieval.index import EXTRA_DIMENSIONS, Index
from retrieval.ports import VectorIndex
from retrieval.search import Searcher
from retrieval.settings import Settings
from retrieval.vector import FlatIndex
from retrieval.vector_cache import CachedEncoder
from retrieval.words import Words

OPEN_QUESTIONS = Path("knowledge/questions/dev.jsonl")
ALL = "all"
_WIDTH = 120

Measure = Callable[[Asked], float]
MEASURES: Mapping[str, Measure] = {
    "nDCG@10": lambda asked: metrics.ndcg(asked.ranking, asked.question.gold),
    "R@1": lambda asked: metrics.recall_any(asked.ranking, asked.question.gold, cut=1),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One measure in one language."""

    measure: str
    language: str
    questions: int
    first: float
    second: float
    difference: Difference


@dataclass(frozen=True, slots=True)
class Change:
    """One question that the two answered with another nDCG@10."""

    first: Asked
    second: Asked
    gain: float
    """Of the second over the first."""


def compare(options: argparse.Namespace, settings: Settings) -> int:
    """Print what B gains over A by language, and the questions that changed most.

    Raises:
        BadConfigurationError: A or B cannot be read.
        BadQuestionsError: the question file cannot be read, or no question has a right guide.
    """
    first, second = read_configuration(options.first), read_configuration(options.second)
    sets = _Sets(options.guides or settings.guides_dir, options.questions or OPEN_QUESTIONS, settings)
    asked = [ask_configured(sets.of(each), each) for each in (first, second)]
    if not asked[0]:
        raise BadQuestionsError(f"{sets.questions}: no question names a guide that answers it")
    changed = describe_changes(first, second) or "nothing: both are the same"
    print(f"{len(asked[0])} questions; B changes {changed}", file=sys.stderr)
    rows, changes = rows_of(*asked), changes_of(*asked)
    listed = [as_list(changes[: options.changes])] if changes and options.changes else []
    Console(width=_WIDTH).print(Group(as_table(rows), say_wins(changes), *listed))
    return 0


class _Sets:
    """The questions with their index, once a model."""

    def __init__(self, guides: Path, questions: Path, settings: Settings) -> None:
        self.questions = questions
        self._guides = guides
        self._settings = settings
        self._loaded: dict[str, QuestionSet] = {}

    def of(self, configuration: Configuration) -> QuestionSet:
        model = configuration.embedding_model
        if model not in self._loaded:
            self._loaded[model] = load_set(
                self._guides,
                self.questions,
                cached=CachedEncoder(load_encoder(model, threads=all_cores()), self._settings.vectors_dir),
                encoder=load_encoder(model),
                phrasebook_file=self._settings.phrasebook_file,
            )
        return self._loaded[model]


def ask_configured(questions: QuestionSet, configuration: Configuration) -> list[Asked]:
    """Ask every question of a searcher that is put together as the configuration says."""
    searcher = Searcher(
        index=configured(questions.index, configuration),
        encoder=questions.encoder,
        parameters=load_calibration().cautious(),
        words=None if configuration.glossary else Words(Glossary()),
        weights=configuration.weights,
        phrasebook=questions.phrasebook,
    )
    return ask(searcher, questions.questions, today=date.min)


def configured(index: Index, configuration: Configuration) -> Index:
    """The index as it would be with another hub weight, or without what was learned for other languages."""
    if not configuration.adapter:
        index = replace(index, adapters={})
    if configuration.hub == HUB_WEIGHT:
        return index
    factor = configuration.hub / HUB_WEIGHT
    return replace(index, chunks=_with_hub(index.chunks, factor), fields=_with_hub(index.fields, factor))


def _with_hub(vectors: VectorIndex, factor: float) -> VectorIndex:
    """Multiply what is taken off; it stands in the last dimensions."""
    if not isinstance(vectors, FlatIndex):
        raise BadConfigurationError("hub: cannot be varied where vectors are not kept as they are")
    scaled = np.array(vectors.vectors)
    scaled[:, -EXTRA_DIMENSIONS:] *= factor
    return FlatIndex(scaled)


def rows_of(first: Sequence[Asked], second: Sequence[Asked]) -> list[Row]:
    """Each measure for each language that was asked in, and for all."""
    languages = np.array([each.question.language for each in first])
    rows = []
    for name, measure in MEASURES.items():
        one, other = (np.array([measure(each) for each in asked]) for asked in (first, second))
        for language in (*LANGUAGES, ALL):
            of = np.full(len(languages), True) if language == ALL else languages == language
            if of.any():
                means = float(one[of].mean()), float(other[of].mean())
                rows.append(Row(name, language, int(of.sum()), *means, paired_difference(one[of], other[of])))
    return rows


def changes_of(first: Sequence[Asked], second: Sequence[Asked]) -> list[Change]:
    """The questions that changed, most changed first; equal changes in the order of the file."""
    measure = MEASURES["nDCG@10"]
    changes = [Change(a, b, measure(b) - measure(a)) for a, b in zip(first, second, strict=True)]
    return sorted((each for each in changes if each.gain), key=lambda each: -abs(each.gain))


def as_table(rows: Sequence[Row]) -> Table:
    table = Table(title="B against A, with the paired 95 % interval of the difference")
    for name in ("measure", "language", "questions", "A", "B", "difference", "95 % interval", ""):
        table.add_column(name, justify="left" if name in ("measure", "language", "") else "right")
    for row in rows:
        found = row.difference
        table.add_row(
            row.measure if row.language == rows[0].language else "",
            row.language,
            str(row.questions),
            f"{row.first:.3f}",
            f"{row.second:.3f}",
            f"{found.mean:+.3f}",
            f"{found.low:+.3f} to {found.high:+.3f}",
            say_difference(found),
            end_section=row.language == ALL,
        )
    return table


def say_difference(found: Difference) -> str:
    if found == Difference(0.0, 0.0, 0.0):
        return "the same"
    if not found.is_sure:
        return "may be luck"
    return "B is better" if found.mean > 0 else "A is better"


def say_wins(changes: Sequence[Change]) -> str:
    wins = sum(each.gain > 0 for each in changes)
    return f"B wins {wins} questions, A wins {len(changes) - wins}."


def as_list(changes: Sequence[Change]) -> Table:
    """The questions with the rank of the first right guide in both, and what stood first in its place."""
    table = Table(title="Most changed questions", width=_WIDTH)
    table.add_column("", width=2)
    table.add_column("question", ratio=3)
    table.add_column("right guide", ratio=2)
    for name in ("rank in A", "rank in B"):
        table.add_column(name, justify="right")
    table.add_column("first in A", ratio=2)
    table.add_column("first in B", ratio=2)
    for each in changes:
        question = each.first.question
        table.add_row(
            question.language,
            question.text,
            ", ".join(sorted(question.gold)),
            _rank(each.first),
            _rank(each.second),
            *("" if asked.first_is_right else "".join(asked.ranking[:1]) for asked in (each.first, each.second)),
        )
    return table


def _rank(asked: Asked) -> str:
    """Of the first right guide."""
    return next((str(at) for at, guide in enumerate(asked.ranking, 1) if guide in asked.question.gold), "over ten")
