"""Set-up steps: what each needs, when it may be skipped, and how its progress is told."""

import hashlib
import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from api.launch.checks import CannotStartError

TELL_EVERY_S = 10.0
MINUTE_S = 60
PRINTING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Step:
    """One long thing to do once, and again only when its inputs change."""

    name: str
    """A few words the person reads."""
    key: str
    """Changes when the step must be done again (a content hash)."""
    usual_s: float
    """Seconds it takes on two cores the first time; replaced by what it took here."""
    commands: tuple[tuple[str, ...], ...]
    made: Path
    """What must exist for the step to count as done."""
    on_failure: str
    """What the person can do when it fails; follows the tool's own last lines."""
    environment: tuple[tuple[str, str], ...] = ()


class StepRunner:
    """Runs steps, remembers under `var/launch/` what was done and how long it took."""

    def __init__(self, *, root: Path, var: Path, environment: dict[str, str]) -> None:
        self._root = root
        self._memory = var / "launch"
        self._environment = environment
        self._children: set[subprocess.Popen[str]] = set()

    def run_lanes(self, *lanes: Iterable[Callable[[], Step]]) -> None:
        """Run lanes of steps side by side, the steps of a lane one after another.

        A step is made just before its turn, so that its key sees what earlier steps left.

        Raises:
            CannotStartError: of the first lane that failed; the others are stopped.
        """
        failures: list[CannotStartError] = []

        def run_lane(lane: Iterable[Callable[[], Step]]) -> None:
            try:
                for make in lane:
                    if failures:
                        return
                    self.run(make())
            except CannotStartError as error:
                failures.append(error)
                self.stop()

        threads = [threading.Thread(target=run_lane, args=(lane,), daemon=True) for lane in lanes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    def run(self, step: Step) -> None:
        record = self._record(step)
        if record.get("key") == step.key and step.made.exists():
            tell(f"{step.name}: unchanged")
            return
        usual_s = float(record.get("seconds", step.usual_s))
        tell(f"{step.name}: started, takes about {in_words(usual_s)}")
        started = time.monotonic()
        for command in step.commands:
            self._run_command(step, command, started=started, usual_s=usual_s)
        seconds = time.monotonic() - started
        tell(f"{step.name}: done in {in_words(seconds)}")
        self._memory.mkdir(parents=True, exist_ok=True)
        note = {"key": step.key, "seconds": round(seconds, 1)}
        self._note_path(step).write_text(json.dumps(note), encoding="utf-8")

    def seconds(self) -> dict[str, float]:
        """How long each step took the last time it was done, in seconds."""
        notes = sorted(self._memory.glob("*.json"))
        return {note.stem: json.loads(note.read_text(encoding="utf-8"))["seconds"] for note in notes}

    def stop(self) -> None:
        """End the commands that are running."""
        for child in list(self._children):
            child.terminate()

    def _note_path(self, step: Step) -> Path:
        return self._memory / f"{step.name.lower().replace(' ', '-')}.json"

    def _record(self, step: Step) -> dict[str, str | float]:
        try:
            record: dict[str, str | float] = json.loads(self._note_path(step).read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return record

    def _run_command(self, step: Step, command: tuple[str, ...], *, started: float, usual_s: float) -> None:
        child = subprocess.Popen(
            command, cwd=self._root, text=True, errors="replace",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**self._environment, **dict(step.environment)},
        )  # fmt: skip
        self._children.add(child)
        last_lines: list[str] = []
        reader = threading.Thread(target=_read_lines, args=(child, last_lines), daemon=True)
        reader.start()
        while True:
            try:
                child.wait(timeout=TELL_EVERY_S)
                break
            except subprocess.TimeoutExpired:
                tell(_progress(step.name, time.monotonic() - started, usual_s, last_lines))
        reader.join(timeout=5)
        self._children.discard(child)
        if child.returncode != 0:
            shown = "\n    ".join(last_lines[-6:])
            raise CannotStartError(f"{step.name} failed. {step.on_failure}\n  The last it said:\n    {shown}")


def _read_lines(child: subprocess.Popen[str], last_lines: list[str]) -> None:
    assert child.stdout is not None  # noqa: S101 - it was started with a pipe
    with child.stdout as lines:
        for line in lines:
            if line.strip():
                last_lines.append(line.rstrip())
                del last_lines[:-40]


def _progress(name: str, spent_s: float, usual_s: float, last_lines: list[str]) -> str:
    left_s = usual_s - spent_s
    left = f"about {in_words(left_s)} left" if left_s > 1 else "longer than usual, still working"
    doing = f" - {last_lines[-1].strip()[:70]}" if last_lines else ""
    return f"{name}: {min(99, round(100 * spent_s / max(usual_s, spent_s + 1)))} %, {left}{doing}"


def tell(sentence: str) -> None:
    with PRINTING:
        print(f"  {time.strftime('%H:%M:%S')}  {sentence}", flush=True)


def in_words(seconds: float) -> str:
    """`95` -> `1 min 35 s`."""
    whole = max(1, round(seconds))
    return f"{whole} s" if whole < MINUTE_S else f"{whole // MINUTE_S} min {whole % MINUTE_S} s"


def content_hash(*paths: Path) -> str:
    """A hash over file contents and names; folders count with all files below them."""
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
        for file in files if path.is_dir() else [path]:
            digest.update(str(file.relative_to(path.parent)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
