import sys
from pathlib import Path

import pytest

from api.launch.checks import CannotStartError
from api.launch.steps import Step, StepRunner, content_hash, in_words


def step(tmp_path: Path, *, key: str = "1", code: str = "") -> Step:
    made = tmp_path / "made"
    script = code or f"open({str(made)!r}, 'a').write('x')"
    return Step("A step", key, 1, ((sys.executable, "-c", script),), made, "Look there.")


@pytest.fixture
def runner(tmp_path: Path) -> StepRunner:
    return StepRunner(root=tmp_path, var=tmp_path / "var", environment={})


def test_a_step_is_done_once_for_the_same_inputs(runner: StepRunner, tmp_path: Path) -> None:
    runner.run(step(tmp_path))
    runner.run(step(tmp_path))
    assert (tmp_path / "made").read_text() == "x"


def test_a_step_is_done_again_when_its_inputs_change(runner: StepRunner, tmp_path: Path) -> None:
    runner.run(step(tmp_path))
    runner.run(step(tmp_path, key="2"))
    assert (tmp_path / "made").read_text() == "xx"


def test_a_step_is_done_again_when_what_it_made_is_gone(runner: StepRunner, tmp_path: Path) -> None:
    runner.run(step(tmp_path))
    (tmp_path / "made").unlink()
    runner.run(step(tmp_path))
    assert (tmp_path / "made").exists()


def test_a_failing_step_says_what_to_do_and_what_the_tool_said(runner: StepRunner, tmp_path: Path) -> None:
    failing = step(tmp_path, code="print('no route to host'); raise SystemExit(3)")
    with pytest.raises(CannotStartError, match=r"(?s)A step failed\. Look there\..*no route to host"):
        runner.run(failing)


def test_a_failing_step_is_tried_again_next_time(runner: StepRunner, tmp_path: Path) -> None:
    with pytest.raises(CannotStartError):
        runner.run(step(tmp_path, code="raise SystemExit(3)"))
    runner.run(step(tmp_path))
    assert (tmp_path / "made").exists()


def test_lanes_run_side_by_side_and_a_failure_in_one_is_told(runner: StepRunner, tmp_path: Path) -> None:
    with pytest.raises(CannotStartError, match="A step failed"):
        runner.run_lanes(
            [lambda: step(tmp_path)],
            [lambda: Step("A step", "9", 1, ((sys.executable, "-c", "raise SystemExit(1)"),), tmp_path / "no", "")],
        )


def test_a_hash_changes_with_content_and_with_names(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    (folder / "a.txt").write_text("one")
    first = content_hash(folder)
    (folder / "a.txt").write_text("two")
    second = content_hash(folder)
    (folder / "a.txt").rename(folder / "b.txt")
    assert len({first, second, content_hash(folder)}) == 3


def test_times_are_told_in_words() -> None:
    assert [in_words(s) for s in (0.2, 59, 95)] == ["1 s", "59 s", "1 min 35 s"]
