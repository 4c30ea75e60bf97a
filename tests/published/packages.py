"""What Microsoft and Slack publish about their formats, fetched from npm for tests only: never in git, never needed."""

import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.product import PREPARED

FOLDER = PREPARED / "published"
FETCH_WITHIN_S = 120


class NotHereError(Exception):
    """npm or the network is missing."""


def unpacked(name: str, version: str) -> Path:
    """One package without what it needs itself; fetched once.

    Raises:
        NotHereError: it cannot be fetched here.
    """

    def fetch(folder: Path) -> None:
        _npm("pack", "--silent", "--ignore-scripts", f"{name}@{version}", within=folder)
        [packed] = folder.glob("*.tgz")
        with tarfile.open(fileobj=io.BytesIO(packed.read_bytes())) as archive:
            archive.extractall(folder, filter="data")

    return _once(f"{name}-{version}", fetch) / "package"


def installed(*wanted: str) -> Path:
    """Packages with all they need; returns the folder that holds `node_modules`.

    Raises:
        NotHereError: they cannot be fetched here.
    """

    def fetch(folder: Path) -> None:
        _npm("install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", *wanted, within=folder)

    return _once("+".join(wanted), fetch)


def _once(key: str, fetch: Callable[[Path], None]) -> Path:
    """Fetched beside its place and then moved, so that nobody sees half of it."""
    made = FOLDER / "".join(letter if letter.isalnum() or letter in ".-+" else "_" for letter in key)
    if made.exists():
        return made
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as name:
        whole = Path(name) / "whole"
        whole.mkdir()
        fetch(whole)
        try:
            whole.rename(made)
        except OSError:
            if not made.exists():  # another test process was first
                raise
    return made


def _npm(*words: str, within: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NotHereError("npm is not installed")
    environment = {**os.environ, "npm_config_update_notifier": "false"}
    try:
        done = subprocess.run(
            [npm, *words],
            cwd=within,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=FETCH_WITHIN_S,
        )
    except subprocess.TimeoutExpired as error:
        raise NotHereError("the npm registry does not answer") from error
    if done.returncode != 0:
        raise NotHereError(f"npm {' '.join(words[-2:])}: {done.stderr.strip()[-300:]}")
