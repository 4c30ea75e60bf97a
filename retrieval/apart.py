"""A large build in a process of its own, so that those who ask meanwhile do not wait for it.

In the serving process a build shares Python's lock with the questions. The other process runs on the time that nobody
else wants (lowest priority), and its threads sleep when they wait.
"""

import logging
import subprocess
import sys
import threading

from retrieval.settings import environment_of_builds

log = logging.getLogger(__name__)

INDEX = (sys.executable, "-m", "retrieval", "index", "--beside")
PHRASEBOOK = (sys.executable, "-m", "retrieval", "phrasebook", "--beside")


class BuildApart:
    """Runs one of the commands above, or another."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command
        self._running: subprocess.Popen[bytes] | None = None
        self._stopped = threading.Event()

    def __call__(self) -> bool:
        """Build and wait for the end; False when it went wrong, and then the log says how."""
        if self._stopped.is_set():
            return False
        with subprocess.Popen(self._command, env=environment_of_builds(), stdout=subprocess.DEVNULL) as running:  # noqa: S603 - our own command
            self._running = running
            if self._stopped.is_set():  # meanwhile, and `stop` saw nothing to end
                running.terminate()
            code = running.wait()
        self._running = None
        if code and not self._stopped.is_set():
            log.warning("build_apart_failed: %s: exit %s", " ".join(self._command[1:]), code)
        return code == 0

    def stop(self) -> None:
        """End a running build; what it has embedded so far is kept."""
        self._stopped.set()
        running = self._running
        if running is not None:
            running.terminate()
