import os
import shutil
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from api.launch.checks import CannotStartError
from api.launch.plan import MODEL, bot_model, bundled_model, main_environment
from api.launch.settings import read_settings
from api.launch.steps import StepRunner
from retrieval.model.files import FOLDER


def test_without_network_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[dependency-groups]\nrun = ["bollplank-needs-this==1.0"]\n')
    settings = replace(read_settings(), root=tmp_path, var=tmp_path / "var")
    settings.main_python.parent.mkdir(parents=True)
    settings.main_python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    settings.main_python.chmod(settings.main_python.stat().st_mode | stat.S_IXUSR)
    unreachable = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}
    runner = StepRunner(root=tmp_path, var=settings.var, environment={**os.environ, **unreachable})
    with pytest.raises(CannotStartError, match=r"(?s)failed\. Check that this machine reaches .* bollplank-needs-this"):
        runner.run(main_environment(settings, groups=("run",)))


def test_the_embedding_model_is_written_for_both_environments_whole_and_anew_when_its_code_changes(
    tmp_path: Path,
) -> None:
    real = read_settings()
    shutil.copytree(real.root / "retrieval/model", tmp_path / "retrieval/model")
    shutil.copy(real.root / "pyproject.toml", tmp_path)
    (tmp_path / "bot").mkdir()
    shutil.copy(real.root / "bot/requirements.lock", tmp_path / "bot")
    settings = replace(real, root=tmp_path)
    steps = [bundled_model(settings), bot_model(settings)]
    assert [step.made for step in steps] == [
        tmp_path / venv / "share/bollplank/encoder/encoder.onnx" for venv in (".venv", "bot/.venv")
    ]
    assert MODEL == FOLDER, "the launcher imports nothing of ours, so it says it again"
    assert "-m" in steps[1].commands[0]
    assert steps[1].commands[0][-1] == str(steps[1].made.parent)

    with (tmp_path / "retrieval/model/run.py").open("a") as code:
        code.write("# another word\n")
    assert [step.key for step in (bundled_model(settings), bot_model(settings))] == [step.key for step in steps]
    with (tmp_path / "retrieval/model/graph.py").open("a") as code:
        code.write("# another word\n")
    assert not {bundled_model(settings).key, bot_model(settings).key} & {step.key for step in steps}
