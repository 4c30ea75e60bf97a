"""An environment of the peers' own, so that what they need never comes near ours."""

import subprocess
import sys
import tomllib
from pathlib import Path

from retrieval.model.files import FOLDER
from tests.product import ROOT

PEERS = ("haystack-ai==3.4.0", "txtai==9.14.0")
SHARED = ("torch", "numpy", "faiss-cpu", "onnxruntime", "sentencepiece", "psutil")
"""Of these they get the versions that we have."""
_MADE = "bollplank-peers.txt"


def make_environment(folder: Path) -> Path:
    """Make it, or take one that was made here before with the same packages; minutes.

    Returns:
        Its Python.

    Raises:
        SystemExit: a package could not be installed; says what pip said.
    """
    wanted = [*PEERS, *shared_versions()]
    python = folder / "bin" / "python"
    made = folder / _MADE
    if made.is_file() and made.read_text(encoding="utf-8").split() == wanted:
        return python
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the peers could not be installed:\n{done.stderr}")
    write = [sys.executable, "-m", "retrieval.model.write", str(folder / FOLDER)]
    subprocess.run(write, check=True, cwd=ROOT)
    made.write_text("\n".join(wanted), encoding="utf-8")
    return python


def shared_versions() -> list[str]:
    """Our own requirements for what both sides use, as they stand in pyproject.toml."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    ours = [line for name in ("model", "run", "test") for line in groups[name] if isinstance(line, str)]
    return [next(line for line in ours if line.startswith((f"{name}=", f"{name}>"))) for name in SHARED]
