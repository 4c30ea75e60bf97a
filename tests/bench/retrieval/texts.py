"""Guides for benches: the product's own, and many made of them with other words here and there."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from tests.product import ROOT

GUIDES = ROOT / "knowledge/guides"
QUESTIONS = ROOT / "knowledge/questions/dev.jsonl"
CHANGED = 0.3

_HEAD = re.compile(r"\A---.*?\n---\n", re.DOTALL)


def bodies() -> list[str]:
    """The product's Swedish guides without front matter."""
    paths = sorted(path for path in GUIDES.glob("*.md") if not path.stem.endswith((".en", ".fi")))
    return [_HEAD.sub("", path.read_text(encoding="utf-8")) for path in paths if path.stem.lower() != "readme"]


def varied(count: int, *, seed: int = 1) -> Iterator[str]:
    """So many guides: real ones, three words of ten put in another's place."""
    texts, draw = bodies(), random.Random(seed)
    words = [word for text in texts for word in re.findall(r"[^\W\d_]+", text)]
    split = [re.split(r"(\W+)", text) for text in texts]
    for number in range(count):
        yield "".join(
            draw.choice(words) if token.isalpha() and draw.random() < CHANGED else token
            for token in split[number % len(split)]
        )


def write_varied(folder: Path, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(varied(count)):
        (folder / f"guide-{number:06}.md").write_text(text, encoding="utf-8")


def questions() -> list[tuple[str, str]]:
    """Question and language, of the open set's dev part."""
    rows = (json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines())
    return [(row["question"], row["language"]) for row in rows]
