"""`python -m tests.bench.retrieval`: speed, scale and memory of the retrieval process, as tables."""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import httpx
from rich.console import Console
from rich.table import Table

from tests.bench.retrieval import edits, graph, latency, scale
from tests.bench.retrieval.flood import flood
from tests.bench.retrieval.server import index, served, take_known_vectors
from tests.bench.retrieval.texts import write_varied
from tests.bench.retrieval.throughput import throughput

PARTS = ("process", "latency", "beside", "throughput", "edit", "flood", "million", "graph")
CONSOLE = Console(width=110)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="one part, or several (default: all)")
    parser.add_argument("--rounds", type=int, default=4, help="times each of 60 questions is asked")
    parser.add_argument("--guides", type=int, default=10_000, help="guides of the part `edit`")
    parser.add_argument("--chunks", type=int, default=1_000_000, help="chunks of the part `million`")
    parser.add_argument("--letters", type=int, default=50_000, help="guides whose letters `million` counts")
    parser.add_argument("--listed", type=int, default=200_000, help="chunks of the part `graph`")
    parser.add_argument("--at-once", type=int, default=10_000, help="questions of the part `flood`")
    options = parser.parse_args()
    parts = options.only or PARTS
    with tempfile.TemporaryDirectory(prefix="bollplank-bench-") as name:
        folder = Path(name)
        var = folder / "var"
        if {"process", "latency", "beside", "flood"} & set(parts):
            take_known_vectors(var)
            assert index(var).wait() == 0
        for part in PARTS:
            if part in parts:
                globals()[f"_{part}"](options, folder, var)


def _process(_: argparse.Namespace, __: Path, var: Path) -> None:
    figures = {}
    for number in (1, 2, 3):
        with served(var) as server:
            guides = httpx.get(f"{server.base}/healthz").json()["guides"]
            time.sleep(1)
            at_rest = server.memory()
            for question in range(200):
                httpx.post(f"{server.base}/v1/search", json={"question": f"skrivaren {question}"}).raise_for_status()
            rss, uss = server.memory()
            figures[f"start {number}, {guides} guides"] = (
                f"{server.started_s:.2f} s to /healthz ok; RSS {at_rest[0]:.0f} MB, USS {at_rest[1]:.0f} MB; "
                f"after 200 questions {rss:.0f}, {uss:.0f}"
            )
    with served(var) as server:
        started = time.perf_counter()
        httpx.post(f"{server.base}/v1/search", json={"question": "skrivaren " * 2_000}, timeout=60).raise_for_status()
        figures["a question of 20 kB"] = f"{1000 * (time.perf_counter() - started):.0f} ms"
    _print("Process", figures)


def _latency(options: argparse.Namespace, _: Path, var: Path) -> None:
    with served(var) as server:
        _print_times("Question, ms", latency.measure(server, latency.searcher_of(var), rounds=options.rounds))


def _beside(options: argparse.Namespace, folder: Path, var: Path) -> None:
    write_varied(folder / "many", 300)
    with served(var) as server:
        searcher = latency.searcher_of(var)
        building = index(folder / "var-beside", folder / "many", "--beside")
        time.sleep(5)
        times = latency.measure(server, searcher, rounds=options.rounds, stop=lambda: building.poll() is not None)
        building.terminate()
        building.wait()
    _print_times("Question beside an index build, ms", times)


def _throughput(_: argparse.Namespace, folder: Path, __: Path) -> None:
    texts, built_s, alone_s = throughput(folder / "some", folder / "var-some")
    figures = {
        "texts": str(texts),
        "index build": f"{texts / built_s:.1f} texts a second",
        "the model alone, same texts and cores": f"{texts / alone_s:.1f} texts a second",
        "share": f"{alone_s / built_s:.2f}",
    }
    _print("Index throughput", figures)


def _edit(options: argparse.Namespace, folder: Path, _: Path) -> None:
    waits = asyncio.run(edits.edited_to_searchable(options.guides, folder / "edit"))
    _print(f"Edited guide to searchable, {options.guides:,} guides", edits.figures(waits))


def _flood(options: argparse.Namespace, _: Path, var: Path) -> None:
    with served(var) as server:
        figures = asyncio.run(flood(server, options.at_once))
        assert httpx.get(f"{server.base}/healthz").json()["status"] == "ok"
    _print("Flood", figures)


def _million(options: argparse.Namespace, folder: Path, _: Path) -> None:
    place = folder / "million"
    place.mkdir()
    _print(f"{options.chunks:,} chunks: vectors", scale.vectors_at(options.chunks, place))
    _print("Letters of many guides", scale.letters_at(options.letters))


def _graph(options: argparse.Namespace, _: Path, __: Path) -> None:
    _print(f"{options.listed:,} chunks: lists and graphs", graph.beside_lists(options.listed))


def _print(title: str, figures: Mapping[str, str]) -> None:
    table = Table(title=title, show_header=False)
    for name, value in figures.items():
        table.add_row(name, value)
    CONSOLE.print(table)


def _print_times(title: str, times: latency.Times) -> None:
    table = Table(title=title)
    for heading in ("way", "p50", "p95", "p50 / package's", "p95 / package's", "p50 / ours", "p95 / ours"):
        table.add_column(heading, justify="left" if heading == "way" else "right")
    for row in times.rows():
        table.add_row(*row)
    CONSOLE.print(table)


if __name__ == "__main__":
    main()
