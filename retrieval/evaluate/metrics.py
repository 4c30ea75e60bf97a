"""How good a ranking is (definitions as in TREC's: Järvelin and Kekäläinen 2002 for nDCG)."""

import math
from collections.abc import Collection, Sequence

CUT = 10


def ndcg(ranking: Sequence[str], gold: Collection[str], *, cut: int = CUT) -> float:
    """Gain 1 for each right guide, discounted by log2(rank + 1), over the best possible; 0..1."""
    gained = sum(1 / math.log2(at + 2) for at, guide in enumerate(ranking[:cut]) if guide in gold)
    best = sum(1 / math.log2(at + 2) for at in range(min(len(gold), cut)))
    return gained / best if best else 0.0


def reciprocal_rank(ranking: Sequence[str], gold: Collection[str], *, cut: int = CUT) -> float:
    """1 / rank of the first right guide; 0 when none is among the first ten."""
    return next((1 / (at + 1) for at, guide in enumerate(ranking[:cut]) if guide in gold), 0.0)


def recall_any(ranking: Sequence[str], gold: Collection[str], *, cut: int) -> float:
    """1 when at least one right guide is among the first `cut`, else 0."""
    return float(any(guide in gold for guide in ranking[:cut]))


def auroc(right: Sequence[float], wrong: Sequence[float]) -> float | None:
    """Chance that a random right case has more confidence than a random wrong one; ties count half."""
    if not right or not wrong:
        return None
    wins = sum((r > w) + 0.5 * (r == w) for r in right for w in wrong)
    return wins / (len(right) * len(wrong))
