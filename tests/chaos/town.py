"""The processes of a town: gateway, two workers, ticket system, database. They can be killed and frozen."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from tests.chaos.plan import LEASE_S, SETTLE_S
from tests.servers.ports import free_port
from tests.servers.postgres import Postgres
from tests.servers.rt import NotHereError
from tests.stand_ins import zammad

STARTS_WITHIN_S = 60


@dataclass
class Part:
    """One process that is started again whenever it was killed."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, env=self.environment, stdout=log, stderr=log)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        if self.process:
            self.process.wait()

    def signal(self, number: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)

    def stop(self) -> None:
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)
        if self.process:
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()


@dataclass
class LockedFile:
    """SQLite has no process to freeze or kill: somebody else holds its write lock."""

    path: Path
    holder: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        if self.holder:
            self.holder.kill()
            self.holder.wait()
        self.holder = None

    def signal(self, number: signal.Signals) -> None:
        self.start()
        if number != signal.SIGCONT:
            program = (
                "import sqlite3,sys,time; d=sqlite3.connect(sys.argv[1],timeout=20,isolation_level=None);"
                "d.execute('BEGIN IMMEDIATE'); time.sleep(60)"
            )
            self.holder = subprocess.Popen([sys.executable, "-c", program, str(self.path)])

    def kill(self) -> None:
        self.signal(signal.SIGSTOP)

    def stop(self) -> None:
        self.start()


@dataclass
class Town:
    """All of it."""

    folder: Path
    seed: int
    only_sqlite: bool = False
    system_port: int = field(default_factory=free_port)
    parts: dict[str, "Part | Postgres | LockedFile"] = field(default_factory=dict)
    url: str = ""
    database_url: str = ""
    database_kind: str = ""

    def start(self) -> None:
        self.parts["database"] = self._database()
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        environment = {**os.environ, **self.settings(), "NO_PROXY": "127.0.0.1", "OMP_NUM_THREADS": "1"}
        for name, module in self.modules(port).items():
            part = Part(name, [sys.executable, "-m", *module], environment, self.folder / f"{name}.log")
            part.start()
            self.parts[name] = part
        self.wait_for_gateway()

    def modules(self, port: int) -> dict[str, list[str]]:
        """What runs, each started with `python -m`."""
        return {
            "system": ["tests.chaos.system", str(self.system_port), str(self.store), str(self.seed)],
            "gateway": gateway_command("tests.chaos.gateway:create", port),
            "worker1": ["api.worker"],
            "worker2": ["api.worker"],
        }

    @property
    def store(self) -> Path:
        return self.folder / "system.db"

    def wait_for_gateway(self) -> None:
        end = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < end:
            if self.serves():
                return
            time.sleep(0.2)
        raise RuntimeError((self.folder / "gateway.log").read_text()[-3000:])

    def serves(self) -> bool:
        with suppress(httpx.HTTPError):
            return httpx.get(f"{self.url}/healthz", trust_env=False, timeout=5).status_code == 200
        return False

    def stop(self) -> None:
        for name in ("gateway", "worker1", "worker2", "system", "database"):
            if name in self.parts:
                self.parts[name].stop()

    def _database(self) -> "Postgres | LockedFile":
        try:
            if self.only_sqlite:
                raise NotHereError("not wanted")
            made = Postgres.create(self.folder / "postgres")
        except NotHereError:
            path = self.folder / "bollplank.db"
            self.database_url, self.database_kind = f"sqlite:///{path}", "sqlite"
            return LockedFile(path)
        self.database_url, self.database_kind = made.url, "postgresql"
        return made

    def settings(self) -> dict[str, str]:
        return {
            "BOLLPLANK_VAR_DIR": str(self.folder),
            "BOLLPLANK_DATABASE_URL": self.database_url,
            "BOLLPLANK_TICKET_SYSTEM": "zammad",
            "BOLLPLANK_ZAMMAD__URL": f"http://127.0.0.1:{self.system_port}",
            "BOLLPLANK_ZAMMAD__TOKEN": zammad.TOKEN,
            "BOLLPLANK_ZAMMAD__CUSTOMER": "a@example.ax",
            "BOLLPLANK_ZAMMAD__AGENT_ID": str(zammad.BRIDGE),
            "BOLLPLANK_ZAMMAD__TIMEOUT": "0.8",
            "BOLLPLANK_ZAMMAD__SETTLE": str(SETTLE_S),
            "BOLLPLANK_ZAMMAD__POLL": "5",
            "BOLLPLANK_TICKET_LEASE": str(LEASE_S),
            "BOLLPLANK_TICKET_RATE": "50",
            "BOLLPLANK_TICKET_REST": "1",
            "BOLLPLANK_TICKET_LOOK_AGAIN": "10",
        }


def gateway_command(factory: str, port: int) -> list[str]:
    """As `make run` starts it (api/launch/plan.py)."""
    return [
        "uvicorn",
        "--factory",
        factory,
        "--port",
        str(port),
        "--log-level",
        "error",
        "--loop",
        "asyncio",
        "--http",
        "h11",
    ]


def is_alive(part: "Part | Postgres | LockedFile") -> bool:
    process = getattr(part, "process", None)
    return process is None or (process.poll() is None and psutil.pid_exists(process.pid))
