"""`python -m retrieval weigh`: pick the weights of the legs on development questions, and keep the evidence.

One weight at a time, a few values each, twice around: six numbers on some hundreds of questions. A step is taken only
when the mean over the sets rises by more than noise is likely to, so that ties keep what stands.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

import numpy as np
from rich.console import Console

from retrieval.encoder import all_cores, load_encoder
from retrieval.evaluate.sets import QuestionSet, interval, load_set
from retrieval.fuse import WEIGHTS_FILE, Weights
from retrieval.settings import Settings
from retrieval.vector_cache import CachedEncoder

OWN_QUESTIONS = Path("knowledge/questions/dev.jsonl")

_FACTORS = (0.5, 0.75, 1.5, 2.0)
_ROUNDS = 2
_LEAST_GAIN = 0.002
_MOST_LOSS = 0.005
"""nDCG@10 that a set may lose for the good of the others."""


def weigh(options: argparse.Namespace, settings: Settings) -> int:
    """Pick the weights on the own development questions and on every set named, and write `weights.json`."""
    plain = load_encoder(settings.embedding_model)
    cached = CachedEncoder(load_encoder(settings.embedding_model, threads=all_cores()), settings.vectors_dir)
    named = [(settings.guides_dir, OWN_QUESTIONS), *((Path(one), Path(other)) for one, other in options.set or ())]
    sets = [
        load_set(guides, questions, cached=cached, encoder=plain, phrasebook_file=settings.phrasebook_file)
        for guides, questions in named
    ]
    weights = pick(sets, Weights())
    evidence = evidence_of(sets, weights)
    if not options.dry_run:
        content = {"weights": asdict(weights), "evidence": evidence}
        WEIGHTS_FILE.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    Console().print(asdict(weights), evidence)
    return 0


def pick(sets: Sequence[QuestionSet], start: Weights) -> Weights:
    """Climb from `start`, one weight at a time."""
    best, means = start, _means(sets, start)
    for _ in range(_ROUNDS):
        before = best
        for name in [field.name for field in fields(Weights)][1:]:  # the first is the measure of the others
            for factor in _FACTORS:
                tried = replace(best, **{name: round(getattr(best, name) * factor, 4)})
                found = _means(sets, tried)
                if found.mean() > means.mean() + _LEAST_GAIN and (found > means - _MOST_LOSS).all():
                    best, means = tried, found
        if best == before:
            break
    return best


def evidence_of(sets: Sequence[QuestionSet], weights: Weights) -> list[dict[str, object]]:
    """For each set: how many questions, nDCG@10 at the start and as picked, and the interval of the difference."""
    rows: list[dict[str, object]] = []
    for each in sets:
        start, picked = each.gains(weights=Weights()), each.gains(weights=weights)
        row = {"set": each.name, "questions": len(picked), "ndcg10_start": round(float(start.mean()), 4)}
        rows.append({**row, "ndcg10": round(float(picked.mean()), 4), "difference_95": interval(picked - start)})
    return rows


def _means(sets: Sequence[QuestionSet], weights: Weights) -> np.ndarray:
    return np.array([each.gains(weights=weights).mean() for each in sets])
