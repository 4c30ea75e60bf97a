"""Ask every question of a set and score what comes back."""

import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.guide import LANGUAGES
from retrieval.decide import Verdict
from retrieval.evaluate import metrics
from retrieval.evaluate.questions import BROAD, Question
from retrieval.features import Features
from retrieval.search import Searcher

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what the search said."""

    question: Question
    ranking: tuple[str, ...]
    """Base ids, best first, at most ten."""
    decision: str
    verdict: Verdict | None
    """Probabilities as the decision sees them; None when there was nothing to look at."""
    features: Features | None
    took_ms: float

    @property
    def first_right(self) -> float:
        return self.verdict.first_right if self.verdict else 0.0

    @property
    def first_is_right(self) -> bool:
        return self.ranking[:1] != () and self.ranking[0] in self.question.gold

    @property
    def three_hold_right(self) -> bool:
        return any(guide in self.question.gold for guide in self.ranking[:3])


def ask(searcher: Searcher, questions: Iterable[Question], *, today: date) -> list[Asked]:
    """Search each question once."""
    asked = []
    for question in questions:
        started = time.perf_counter()
        found = searcher.find(question.text, language=question.language, today=today, limit=DEPTH)
        took_ms = 1000 * (time.perf_counter() - started)
        ranking = tuple(str(hit.guide.base) for hit in found.hits)
        asked.append(Asked(question, ranking, found.decision, found.verdict, found.features, took_ms))
    return asked


def summarise(asked: Sequence[Asked]) -> dict[str, object]:
    """All figures of `python -m retrieval evaluate --json` but the times; by language too."""
    by_language = {
        language: _figures(part)
        for language in LANGUAGES
        if (part := [each for each in asked if each.question.language == language])
    }
    return {**_figures(asked), "by_language": by_language}


def times(asked: Sequence[Asked]) -> dict[str, float]:
    took = sorted(each.took_ms for each in asked)
    if not took:
        return {"search_ms_p50": 0.0, "search_ms_p95": 0.0}
    return {
        "search_ms_p50": round(statistics.median(took), 2),
        "search_ms_p95": round(took[min(len(took) - 1, int(0.95 * len(took)))], 2),
    }


def _figures(asked: Sequence[Asked]) -> dict[str, object]:
    covered = [each for each in asked if each.question.gold]
    not_covered = [each for each in asked if not each.question.gold]
    answered = [each for each in asked if each.decision == "answer"]
    right = [each.first_right for each in asked if each.first_is_right]
    wrong = [each.first_right for each in asked if not each.first_is_right]
    broad = [float(each.decision == "clarify") for each in asked if each.question.kind == BROAD]
    return {
        "n": len(asked),
        "ndcg10": _mean([metrics.ndcg(e.ranking, e.question.gold) for e in covered]),
        "mrr10": _mean([metrics.reciprocal_rank(e.ranking, e.question.gold) for e in covered]),
        "r1": _mean([metrics.recall_any(e.ranking, e.question.gold, cut=1) for e in covered]),
        "r5": _mean([metrics.recall_any(e.ranking, e.question.gold, cut=5) for e in covered]),
        "answer_precision": _mean([float(e.first_is_right) for e in answered]),
        "coverage": _mean([float(e.decision == "answer") for e in covered]),
        "refusal_rate": _mean([float(e.decision == "refuse") for e in not_covered]),
        "auroc": _rounded(metrics.auroc(right, wrong)),
        **({"broad_asked_back": _mean(broad)} if broad else {}),
    }


def _mean(values: Sequence[float]) -> float | None:
    return round(statistics.fmean(values), 4) if values else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
