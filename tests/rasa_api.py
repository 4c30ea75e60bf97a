"""Rasa's own HTTP API, which the product leaves off, for tools that ask what a text is understood as."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from api.launch.plan import rasa_environment
from api.launch.settings import environment, read_settings
from tests.product import PREPARED, ROOT, free_ports

STARTS_WITHIN_S = 120


@contextmanager
def rasa_with_api(folder: Path) -> Iterator[str]:
    """A Rasa of its own with the trained model, its tracker in the folder; yields its address."""
    [port] = free_ports(1)
    command = [
        "bot/.venv/bin/python", "-m", "bot.serve", "run", "--enable-api", "-i", "127.0.0.1", "-p", str(port),
        "--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml",
        "--model", str(PREPARED / "models/bollplank.tar.gz"),
    ]  # fmt: skip
    ours = {**rasa_environment(read_settings()), "BOLLPLANK_TRACKER_DB": str(folder / "parsing.db")}
    with (folder / "rasa-with-api.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env={**environment(), **ours}, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{url}/status", process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(url, timeout=5).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise AssertionError("Rasa with its API did not start")
