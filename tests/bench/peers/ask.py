"""`python -m tests.bench.peers.ask SYSTEM FOLDER`: one system in its own process; prints what it found and took."""

import importlib
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import psutil

from tests.bench.peers.work import System, embed_question, read_work

SYSTEMS = {
    "Bollplank": ("bollplank", "Bollplank"),
    "vectors alone": ("vectors", "Vectors"),
    "haystack-ai hybrid (RRF)": ("haystack_ai", "Hybrid"),
    "haystack-ai BM25": ("haystack_ai", "Keywords"),
    "txtai hybrid": ("txtai", "Hybrid"),
}
GUIDES = 10
WARM_UP = 5
MEGABYTE = 1024 * 1024


def main() -> None:
    name, folder, rounds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    work = read_work(folder)
    started = time.perf_counter()
    module, kind = SYSTEMS[name]
    system: System = getattr(importlib.import_module(f"tests.bench.peers.systems.{module}"), kind)()
    embed_question("värm upp")
    start_s, started = time.perf_counter() - started, time.perf_counter()
    system.index(work)
    index_s = time.perf_counter() - started
    for asked in work.questions[:WARM_UP]:
        system.find(asked.question, asked.language)
    rankings, took_ms, bare_ms = [], [], []
    for turn in range(rounds):
        for asked in work.questions:
            # The bare embedding is timed beside each question: other work on the machine slows both.
            started = time.perf_counter()
            embed_question(asked.question)
            between = time.perf_counter()
            found = system.find(asked.question, asked.language)
            took_ms.append(1000 * (time.perf_counter() - between))
            bare_ms.append(1000 * (between - started))
            if turn == 0:
                rankings.append(first_guides(found))
    figures = {
        "rankings": rankings,
        "took_ms": took_ms,
        "bare_ms": bare_ms,
        "start_s": start_s,
        "index_s": index_s,
        "memory_mb": psutil.Process().memory_info().rss / MEGABYTE,
    }
    (folder / "figures.json").write_text(json.dumps(figures), encoding="utf-8")


def first_guides(found: Iterable[str]) -> list[str]:
    """Each guide once, at its best place."""
    return list(dict.fromkeys(found))[:GUIDES]


if __name__ == "__main__":
    main()
