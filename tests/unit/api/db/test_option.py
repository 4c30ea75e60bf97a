"""Which database a command works on."""

from pathlib import Path

import pytest

from api.staff.__main__ import main


def test_a_command_works_on_the_gateway_s_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOLLPLANK_VAR_DIR", str(tmp_path))
    assert main(["first-admin"]) == 0
    assert main(["add", "Anna Ek", "--role", "desk"]) == 0
    capsys.readouterr()
    assert main(["list"]) == 0
    assert "Anna Ek" in capsys.readouterr().out
    assert (tmp_path / "bollplank.db").is_file()


def test_a_new_database_is_made_for_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOLLPLANK_VAR_DIR", str(tmp_path))
    with pytest.raises(SystemExit):
        main(["close", "Anna Ek"])
    assert "there is no database at" in capsys.readouterr().err
    assert not (tmp_path / "bollplank.db").exists()
