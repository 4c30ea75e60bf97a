"""`make bench`: set-up time, start, memory and answer times of the whole product, as tables."""

import argparse
import json
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
import uuid
from pathlib import Path

import httpx
from rich.console import Console
from rich.table import Table

from tests.product import ROOT, Product

QUESTIONS = (
    ("sv", "hur kommer ja åt G: hemifrån"),
    ("sv", "skrivarn skriver int ut nåt"),
    ("sv", "ja har glömt mitt lösenord"),
    ("sv", "hur gör man ett autosvar när man e på semester"),
    ("sv", "datorn e jättelångsam idag"),
    ("en", "how do I set up two-step sign-in on my new phone"),
    ("en", "my account is locked after too many tries"),
    ("fi", "miten pääsen vpn:ään kotoa"),
    ("fi", "unohdin salasanan"),
    ("sv", "när betalas lönen ut?"),
)
ROUNDS_ALONE = 4
PERSONS = 8
MEGABYTE = 1024 * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-fresh-clone", action="store_true", help="leave out the set-up of a fresh clone")
    options = parser.parse_args()
    console = Console(width=110)
    with tempfile.TemporaryDirectory(prefix="bollplank-bench-") as name:
        folder = Path(name)
        if options.no_fresh_clone:
            product = Product(folder=folder)
            console.print(_table("Start with everything prepared", {"until it answers": product.start()}, "s"))
        else:
            product = _fresh_clone(folder, console)
        try:
            console.print(_table("Resident memory (RSS)", _memory(product), "MB"))
            console.print(_answers(product.base))
            console.print(_table("Resident memory after the load", _memory(product), "MB"))
        finally:
            product.stop()


def _fresh_clone(folder: Path, console: Console) -> Product:
    """Clone, set up with no cache of ours, start; stop; start again."""
    clone = folder / "clone"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    shutil.copytree(clone / "knowledge/guides", folder / "guides")
    product = Product(folder=folder, root=clone, reuse_prepared=False)
    first = product.start(timeout_s=3000)
    notes = sorted((product.var / "launch").glob("*.json"))
    steps = {note.stem: float(json.loads(note.read_text())["seconds"]) for note in notes}
    steps["whole first start, until it answers"] = first
    steps["first answer to a person"] = _first_answer(product.base)
    console.print(_table("Fresh clone (two lanes run side by side, so steps overlap)", steps, "s"))
    product.stop()
    second = product.start()
    console.print(_table("Second start", {"until it answers": second}, "s"))
    return product


def _first_answer(base: str) -> float:
    started = time.monotonic()
    reply = _ask(base, None, "hur installerar ja skrivarn", "sv")
    assert reply["replies"][0]["kind"] in {"answer", "clarify"}, reply
    return time.monotonic() - started


def _ask(base: str, conversation: str | None, text: str, language: str) -> dict:
    body = {"conversation": conversation, "text": text, "language": language, "message_id": str(uuid.uuid4())}
    response = httpx.post(f"{base}/v1/messages", json=body, timeout=60)
    response.raise_for_status()
    return response.json()


def _memory(product: Product) -> dict[str, float]:
    running = product.running()
    figures = {
        name: sum(p.memory_info().rss for p in [process, *process.children(recursive=True)]) / MEGABYTE
        for name, process in running.items()
    }
    figures["all five processes"] = sum(figures.values())
    return figures


def _answers(base: str) -> Table:
    table = Table(title="Question to answer, through gateway, Rasa, action and retrieval")
    for heading in ("persons at once", "questions", "p50 ms", "p95 ms", "answered", "a second"):
        table.add_column(heading, justify="right")
    for persons in (1, PERSONS):
        took_ms, kinds = [], []
        started = time.monotonic()
        threads = [
            threading.Thread(target=_one_person, args=(base, number, took_ms, kinds)) for number in range(persons)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        spent = time.monotonic() - started
        cuts = statistics.quantiles(took_ms, n=20)
        answered = sum(kind in {"answer", "clarify"} for kind in kinds)
        cells = (
            persons, len(took_ms), round(statistics.median(took_ms)), round(cuts[18]), answered,
            f"{len(took_ms) / spent:.1f}",
        )  # fmt: skip
        table.add_row(*map(str, cells))
    return table


def _one_person(base: str, number: int, took_ms: list[float], kinds: list[str]) -> None:
    conversation = None
    for index in range(len(QUESTIONS) * ROUNDS_ALONE):
        language, text = QUESTIONS[(index + number) % len(QUESTIONS)]
        started = time.monotonic()
        answer = _ask(base, conversation, text, language)
        took_ms.append(1000 * (time.monotonic() - started))
        kinds.append(answer["replies"][0]["kind"])
        conversation = answer["conversation"]


def _table(title: str, figures: dict[str, float], unit: str) -> Table:
    table = Table(title=title)
    table.add_column("what")
    table.add_column(unit, justify="right")
    for name, value in figures.items():
        table.add_row(name, f"{value:.1f}" if unit == "s" else f"{value:.0f}")
    return table


if __name__ == "__main__":
    main()
