"""Start all processes under the manager, wait until they answer, stop them cleanly."""

import getpass
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from api.launch.checks import CannotStartError
from api.launch.processes import Program, programs, supervisor_config
from api.launch.settings import LaunchSettings
from api.launch.steps import in_words, tell

USUAL_START_S = {"retrieval": 8, "rasa": 30, "actions": 5, "gateway": 5}
GIVE_UP_S = 240
TELL_EVERY_S = 5
LOOK_EVERY_S = 0.3
STOP_WITHIN_S = 60
OK = 200


class Manager:
    """supervisord as a child of this process. Ctrl-C and SIGTERM stop everything."""

    def __init__(self, settings: LaunchSettings, environment: dict[str, str]) -> None:
        self._settings = settings
        self._environment = environment
        self._programs = programs(settings)
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        var = self._settings.var
        (var / "logs").mkdir(parents=True, exist_ok=True)
        config = var / "supervisord.conf"
        config.write_text(supervisor_config(self._settings, self._programs, user=getpass.getuser()), encoding="utf-8")
        config.chmod(0o600)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        command = [str(self._settings.root / ".venv/bin/supervisord"), "-n", "-c", str(config)]
        # A session of its own, so that Ctrl-C reaches the processes once: through the manager.
        self._child = subprocess.Popen(command, cwd=self._settings.root, env=self._environment, start_new_session=True)

    def wait_until_answering(self) -> None:
        """Return when every process answers; say meanwhile what is awaited.

        Raises:
            CannotStartError: the manager ended, or a process does not answer after four minutes.
        """
        started = told = time.monotonic()
        missing = [program for program in self._programs if program.health_url]
        while missing:
            now = time.monotonic()
            for program in [p for p in missing if _answers(p)]:
                missing.remove(program)
                tell(f"{program.name}: answers after {in_words(now - started)}")
            self._give_up_if_hopeless(missing, now - started)
            if missing and now - told > TELL_EVERY_S:
                told = now
                left = max(USUAL_START_S[p.name] for p in missing) - (now - started)
                waiting = ", ".join(p.name for p in missing)
                tell(f"waiting for {waiting}: " + (f"about {in_words(left)} left" if left > 1 else "still starting"))
            time.sleep(LOOK_EVERY_S)

    def _give_up_if_hopeless(self, missing: list[Program], spent_s: float) -> None:
        logs = self._settings.var / "logs"
        if self._child and self._child.poll() is not None:
            raise CannotStartError(f"The process manager ended by itself. See {logs / 'supervisor.log'}.")
        if missing and spent_s > GIVE_UP_S:
            names = ", ".join(program.name for program in missing)
            last = _last_lines(logs / f"{missing[0].name}.log")
            raise CannotStartError(f"{names} did not start. See the logs in {logs}. The last lines:\n{last}")

    def wait(self) -> int:
        """Stay until the manager ends."""
        # Not Popen.wait: a signal handler that raises must find nothing locked.
        while self._child and self._child.poll() is None:
            time.sleep(LOOK_EVERY_S)
        return self._child.returncode if self._child else 0

    def stop(self) -> None:
        """Ask the manager to stop all processes and wait for it."""
        if self._child and self._child.poll() is None:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            tell("Stopping ...")
            self._child.terminate()
            self._child.wait(timeout=STOP_WITHIN_S)
            tell("Stopped. Nothing is lost; `make run` goes on where you left.")

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)


def _answers(program: Program) -> bool:
    try:
        with urllib.request.urlopen(str(program.health_url), timeout=2) as response:  # noqa: S310 - our own http URL
            return bool(response.status == OK)
    except (urllib.error.URLError, OSError):
        return False


def _last_lines(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[-8:]
    except FileNotFoundError:
        lines = ["(it wrote no log)"]
    return "\n".join(f"    {line}" for line in lines)
