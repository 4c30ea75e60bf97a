import sys
import threading
import time

from retrieval.apart import BuildApart


def test_a_build_that_ends_well_is_told_from_one_that_does_not() -> None:
    assert BuildApart((sys.executable, "-c", ""))()
    assert not BuildApart((sys.executable, "-c", "raise SystemExit(1)"))()


def test_its_threads_sleep_when_they_wait() -> None:
    code = "import os; raise SystemExit(os.environ['OMP_WAIT_POLICY'] != 'passive')"
    assert BuildApart((sys.executable, "-c", code))()


def test_a_stopped_build_ends_at_once_and_none_is_started_after() -> None:
    apart = BuildApart((sys.executable, "-c", "import time; time.sleep(60)"))
    ended: list[bool] = []
    running = threading.Thread(target=lambda: ended.append(apart()))
    running.start()
    time.sleep(0.3)
    apart.stop()
    running.join(timeout=10)

    assert ended == [False]
    assert not apart()
