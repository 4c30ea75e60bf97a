"""The whole product, started as `make run` starts it, for tests and benches: real Rasa, real model."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).resolve().parents[1]
PREPARED = ROOT / "var"
"""Where `make test` left the trained bot and the index; copied, so that a test starts in seconds."""


@dataclass
class Product:
    """One running installation in a folder of its own."""

    folder: Path
    root: Path = ROOT
    reuse_prepared: bool = True
    ports: dict[str, int] = field(default_factory=dict)
    output: list[str] = field(default_factory=list)
    process: subprocess.Popen[str] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.ports['PORT']}"

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @property
    def guides(self) -> Path:
        return self.folder / "guides"

    @property
    def admin_password(self) -> str:
        found = re.search(r"password `([^`]+)`", "".join(self.output))
        assert found, "the first run prints the administrator's password:\n" + "".join(self.output)
        return found[1]

    def start(self, *, timeout_s: float = 300) -> float:
        """Start and wait for the line that says it answers; return the seconds it took."""
        if not self.ports:
            names = ("PORT", "RETRIEVAL_PORT", "RASA_PORT", "ACTIONS_PORT")
            self.ports = dict(zip(names, free_ports(len(names)), strict=True))
        if self.reuse_prepared:
            self._copy_prepared()
        environment = {
            **os.environ,
            **{f"BOLLPLANK_{name}": str(port) for name, port in self.ports.items()},
            "BOLLPLANK_VAR_DIR": str(self.var),
            "BOLLPLANK_GUIDES_DIR": str(self.guides),
            "PYTHONUNBUFFERED": "1",
        }
        self.output.clear()
        started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "api.launch", "run"],
            cwd=self.root, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        threading.Thread(target=self._read, args=(self.process,), daemon=True).start()
        while "Ctrl-C stops everything" not in "".join(self.output):
            if self.process.poll() is not None or time.monotonic() - started > timeout_s:
                raise AssertionError("the product did not start:\n" + "".join(self.output[-40:]))
            time.sleep(0.1)
        return time.monotonic() - started

    def stop(self) -> None:
        """Ctrl-C, and wait until every process is gone."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=90)
        if self.process and self.process.stdout:
            self.process.stdout.close()
        self.process = None

    def running(self) -> dict[str, psutil.Process]:
        """The processes under the manager by name: retrieval, rasa, actions, gateway, worker."""
        manager = psutil.Process(int((self.var / "supervisor.pid").read_text()))
        marks = {
            "retrieval": "retrieval serve", "rasa": "bot.serve run", "actions": "bot.serve_actions",
            "gateway": "api.main:create_app", "worker": "api.worker",
        }  # fmt: skip
        found = {}
        for child in manager.children():
            line = " ".join(child.cmdline())
            found.update({name: child for name, mark in marks.items() if mark in line})
        return found

    def kill(self, name: str) -> None:
        """kill -9; the manager starts the process again."""
        self.running()[name].kill()

    def control(self, *words: str) -> None:
        """supervisorctl: stop or start one process and let it stay so."""
        command = [str(ROOT / ".venv/bin/supervisorctl"), "-c", str(self.var / "supervisord.conf"), *words]
        subprocess.run(command, check=False, capture_output=True, cwd=self.root, timeout=90)

    def wait_for_part(self, name: str, *, up: bool, timeout_s: float = 120) -> None:
        """Wait until /healthz says that a part is up, or is not."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            parts = httpx.get(f"{self.base}/healthz", timeout=10).json()["parts"]
            if (parts[name]["state"] == "up") is up:
                return
            time.sleep(0.3)
        raise AssertionError(f"{name} did not become {'up' if up else 'down'} within {timeout_s} s")

    def _copy_prepared(self) -> None:
        if not self.guides.exists():
            shutil.copytree(ROOT / "knowledge/guides", self.guides)
        for name in ("launch", "models", "index", "vectors"):
            if (PREPARED / name).is_dir() and not (self.var / name).exists():
                shutil.copytree(PREPARED / name, self.var / name, symlinks=True)
        (self.var / "launch/database.json").unlink(missing_ok=True)

    def _read(self, process: subprocess.Popen[str]) -> None:
        for line in process.stdout or ():
            self.output.append(line)


def free_ports(count: int) -> list[int]:
    """Ports that are free now on loopback."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()
