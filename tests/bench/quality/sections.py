"""`python -m tests.bench.quality.sections`: of the guides that are found, how often the section shown is the right one.

`knowledge/questions/sections.jsonl` says which one a colleague would show. dev was used to choose, test was not.
"""

import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from knowledge.collection import load_collection
from knowledge.guide import Guide
from retrieval.assemble import assemble
from retrieval.decide import load_calibration
from retrieval.encoder import all_cores, load_encoder
from retrieval.search import Searcher
from retrieval.settings import Settings
from retrieval.vector_cache import CachedEncoder
from tests.product import ROOT

QUESTIONS = ROOT / "knowledge/questions"
LIMIT = 20
Counts = dict[tuple[str, str], list[bool]]
"""By part and language: whether each section shown was right."""


def main() -> None:
    settings = Settings()
    guides = [guide for guide in load_collection(settings.guides_dir).guides.values() if guide.status == "published"]
    cached = CachedEncoder(load_encoder(settings.embedding_model, threads=all_cores()), settings.vectors_dir)
    parameters = load_calibration().for_guides(guides)
    plain = load_encoder(settings.embedding_model)
    searcher = Searcher(index=assemble(guides, cached), encoder=plain, parameters=parameters)
    table = Table("part", "language", "sections shown", "right", title="The section a colleague would show")
    for (part, language), right in sorted(count(searcher, guides).items()):
        table.add_row(part, language, str(len(right)), f"{sum(right) / len(right):.3f}")
    Console(width=80).print(table)


def count(searcher: Searcher, guides: list[Guide], parts: tuple[str, ...] = ("dev", "test")) -> Counts:
    """Ask each question that has a label and look at the hits of guides that have one."""
    wanted = {row["id"]: row["sections"] for row in _rows(QUESTIONS / "sections.jsonl")}
    swedish = {guide.base: guide for guide in guides if guide.language == "sv"}
    seen: Counts = defaultdict(list)
    for part in parts:
        for row in _rows(QUESTIONS / f"{part}.jsonl"):
            labels = wanted.get(row["id"], {})
            if not labels:
                continue
            today = datetime.now(UTC).date()
            found = searcher.find(row["question"], language=row["language"], today=today, limit=LIMIT)
            for hit in (hit for hit in found.hits if hit.guide.base in labels):
                at = hit.guide.sections.index(hit.section)
                title = swedish[hit.guide.base].sections[at].title
                seen[part, row["language"]].append(title in labels[hit.guide.base])
    return seen


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
