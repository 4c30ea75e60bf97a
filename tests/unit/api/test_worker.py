"""What the worker says of itself when it starts."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]


def told_at_start(var: Path, **settings: str) -> list[dict[str, Any]]:
    """Start the real worker, read until it waits for its end, and end it."""
    environment = {**os.environ, "BOLLPLANK_VAR_DIR": str(var), **settings}
    command = [sys.executable, "-m", "api.worker"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE) as worker:
        assert worker.stdout is not None
        told = []
        for line in worker.stdout:
            told.append(json.loads(line))
            if told[-1]["event"] == "worker_started":
                worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=30) == 0
    return told


@pytest.mark.slow
def test_a_worker_that_cannot_reach_what_rasa_remembers_says_so(tmp_path: Path) -> None:
    [said] = [each for each in told_at_start(tmp_path) if each["level"] == "warning"]
    assert said["event"] == "tracker_left_out"
    assert "BOLLPLANK_TRACKER_DB" in said["reason"]


@pytest.mark.slow
def test_a_worker_that_can_has_nothing_to_say(tmp_path: Path) -> None:
    told = told_at_start(tmp_path, BOLLPLANK_TRACKER_DB=str(tmp_path / "tracker.db"))
    assert not [each for each in told if each["level"] != "info"]
