"""`python -m retrieval ablate`: what each part of the search is worth, on one question set."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import replace

from rich.console import Console
from rich.table import Table

from knowledge.glossary import Glossary
from knowledge.guide import LANGUAGES
from retrieval.bundled import bundled_glossary
from retrieval.encoder import all_cores, load_encoder
from retrieval.errors import BadQuestionsError
from retrieval.evaluate.sets import Gains, QuestionSet, interval, load_set
from retrieval.fuse import load_weights
from retrieval.settings import Settings
from retrieval.vector_cache import CachedEncoder
from retrieval.words import Words

WHOLE = "whole"


def ablate(options: argparse.Namespace, settings: Settings) -> int:
    """Print nDCG@10 by language with one part left out at a time, and the paired difference to the whole."""
    if options.questions is None:
        raise BadQuestionsError("name a question file with --questions")
    plain = load_encoder(settings.embedding_model)
    cached = CachedEncoder(load_encoder(settings.embedding_model, threads=all_cores()), settings.vectors_dir)
    questions = load_set(
        options.guides or settings.guides_dir,
        options.questions,
        cached=cached,
        encoder=plain,
        phrasebook_file=settings.phrasebook_file,
    )
    print(f"{len(questions.questions)} questions, {len(questions.index.guides)} guides", file=sys.stderr)
    Console(width=110).print(as_table(questions, leave_out(questions)))
    return 0


def leave_out(questions: QuestionSet) -> dict[str, Gains]:
    """Gains of the whole and without each part, by the part's name."""
    weights = load_weights()
    glossary = bundled_glossary()
    none = replace(weights, joined=0, joined_abroad=0)
    return {
        WHOLE: questions.gains(),
        "without field (title, own questions)": questions.gains(weights=replace(weights, chunk=1, field=0)),
        "without letters": questions.gains(weights=replace(weights, letters=0, letters_abroad=0)),
        "without tokens": questions.gains(weights=replace(weights, tokens=0)),
        "without the phrasebook": questions.gains(weights=replace(weights, phrasebook=0)),
        "without the glossary's words": questions.gains(weights=none),
        "without adapter": questions.gains(index=replace(questions.index, adapters={})),
        "without chat spelling": questions.gains(words=Words(replace(glossary, chat={}))),
        "without glossary and adapter": questions.gains(
            words=Words(Glossary()), index=replace(questions.index, adapters={})
        ),
        "chunk alone": questions.gains(
            words=Words(Glossary()),
            index=replace(questions.index, adapters={}),
            weights=replace(none, chunk=1, field=0, letters=0, letters_abroad=0, tokens=0, phrasebook=0),
        ),
    }


def as_table(questions: QuestionSet, gains: Mapping[str, Gains]) -> Table:
    languages = questions.languages()
    shown = [language for language in LANGUAGES if (languages == language).any()]
    table = Table(title="nDCG@10, and the paired difference to the whole with its 95 % interval")
    for name in ("part", *shown, "all", "difference"):
        table.add_column(name, justify="left" if name == "part" else "right")
    for name, each in gains.items():
        difference = each - gains[WHOLE]
        low, high = interval(difference)
        by_language = [f"{each[languages == language].mean():.3f}" for language in shown]
        changed = "" if name == WHOLE else f"{difference.mean():+.3f} [{low:+.3f}, {high:+.3f}]"
        table.add_row(name, *by_language, f"{each.mean():.3f}", changed)
    return table
