"""The real retrieval process, alone."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from tests.bench.retrieval.texts import GUIDES
from tests.product import ROOT

THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
MEGABYTE = 1024 * 1024
_PATIENCE_S = 1200


@dataclass(frozen=True)
class Server:
    port: int
    process: psutil.Process
    started_s: float

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def memory(self) -> tuple[float, float]:
        """Resident and unshared memory in MB."""
        now = self.process.memory_full_info()
        return now.rss / MEGABYTE, now.uss / MEGABYTE


def environment(var: Path, guides: Path = GUIDES, **more: str) -> dict[str, str]:
    ours = {"BOLLPLANK_VAR_DIR": str(var), "BOLLPLANK_GUIDES_DIR": str(guides)}
    return {**os.environ, **THREADS, **ours, **more}


def index(var: Path, guides: Path = GUIDES, *options: str) -> subprocess.Popen[bytes]:
    """Start `python -m retrieval index`."""
    command = [sys.executable, "-m", "retrieval", "index", *options]
    return subprocess.Popen(command, cwd=ROOT, env=environment(var, guides), stdout=subprocess.DEVNULL)


def take_known_vectors(var: Path) -> None:
    """Spare the minutes of embedding the product's own guides once more, if this checkout has done it."""
    if (ROOT / "var/vectors").is_dir():
        shutil.copytree(ROOT / "var/vectors", var / "vectors")


@contextmanager
def served(var: Path, guides: Path = GUIDES) -> Iterator[Server]:
    """Start the process and wait until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.perf_counter()
    command = [sys.executable, "-m", "retrieval", "serve"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(var, guides, BOLLPLANK_RETRIEVAL_PORT=str(port)))
    try:
        while not _answers(port):
            assert process.poll() is None, "the process ended"
            assert time.perf_counter() - started < _PATIENCE_S
            time.sleep(0.02)
        yield Server(port, psutil.Process(process.pid), time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5).json()["status"] == "ok"
    except httpx.HTTPError:
        return False
