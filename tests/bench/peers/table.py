"""The systems side by side."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from knowledge.guide import LANGUAGES
from retrieval.evaluate import metrics
from retrieval.evaluate.questions import Question

ALL = "all"


@dataclass(frozen=True, slots=True)
class Figures:
    system: str
    ndcg10: Mapping[str, float]
    """By language, and `all`."""
    r1: float
    p50_ms: float
    p95_ms: float
    over_embedding: float
    """p50 over that of the bare embedding of the same questions, timed in between."""
    start_s: float
    index_s: float
    memory_mb: float


def figures_of(system: str, questions: Sequence[Question], measured: Mapping[str, Any]) -> Figures:
    """Score what a system's process wrote."""
    answered = list(zip(questions, measured["rankings"], strict=True))
    ndcg10 = {
        language: statistics.fmean(metrics.ndcg(ranking, question.gold) for question, ranking in part)
        for language in (*LANGUAGES, ALL)
        if (part := [pair for pair in answered if language in (pair[0].language, ALL)])
    }
    took = sorted(measured["took_ms"])
    return Figures(
        system=system,
        ndcg10=ndcg10,
        r1=statistics.fmean(metrics.recall_any(ranking, question.gold, cut=1) for question, ranking in answered),
        p50_ms=statistics.median(took),
        p95_ms=took[min(len(took) - 1, int(0.95 * len(took)))],
        over_embedding=statistics.median(took) / statistics.median(measured["bare_ms"]),
        start_s=measured["start_s"],
        index_s=measured["index_s"],
        memory_mb=measured["memory_mb"],
    )


def as_table(rows: Sequence[Figures], *, about: str = "") -> Table:
    """A row a system.

    Args:
        rows: at least one.
        about: what they were given, said below the table.
    """
    languages = [language for language in (*LANGUAGES, ALL) if language in rows[0].ndcg10]
    title = "Same texts, vectors and questions: nDCG@10, milliseconds a question, index time without embedding"
    table = Table(title=title, caption=about)
    table.add_column("system", no_wrap=True)
    for name in (*(f"nDCG {language}" for language in languages), "R@1"):
        table.add_column(name, justify="right")
    for name in ("p50 ms", "p95 ms", "x embed", "start s", "index s", "MB"):
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(
            row.system,
            *(f"{row.ndcg10[language]:.3f}" for language in languages),
            f"{row.r1:.3f}",
            f"{row.p50_ms:.1f}",
            f"{row.p95_ms:.1f}",
            f"{row.over_embedding:.2f}",
            f"{row.start_s:.1f}",
            f"{row.index_s:.2f}",
            f"{row.memory_mb:.0f}",
        )
    return table
