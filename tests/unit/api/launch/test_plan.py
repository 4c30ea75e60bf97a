import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from api.launch.checks import CannotStartError
from api.launch.plan import main_environment
from api.launch.settings import read_settings
from api.launch.steps import StepRunner


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
