import socket
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from api.launch.checks import CannotStartError, check_disk, check_guides, check_ports, check_town, find_python310
from api.launch.settings import LaunchSettings, SettingError, read_settings
from tests.product import free_ports


@pytest.fixture
def settings(tmp_path: Path) -> LaunchSettings:
    web, retrieval, rasa, actions = free_ports(4)
    return replace(
        read_settings(),
        var=tmp_path,
        port=web,
        retrieval_port=retrieval,
        rasa_port=rasa,
        actions_port=actions,
    )


def test_free_ports_are_fine(settings: LaunchSettings) -> None:
    check_ports(settings)


def test_a_taken_port_is_named_with_what_to_do(settings: LaunchSettings) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", settings.port))
        other.listen()
        with pytest.raises(CannotStartError, match=rf"Port {settings.port} is taken .* BOLLPLANK_PORT="):
            check_ports(settings)


def test_what_stays_on_loopback_is_looked_for_there_wherever_the_gateway_listens(settings: LaunchSettings) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", settings.rasa_port))
        other.listen()
        with pytest.raises(CannotStartError, match="BOLLPLANK_RASA_PORT="):
            check_ports(replace(settings, host="127.0.0.2"))


def test_a_town_that_cannot_be_shown_is_said_before_anything_starts(settings: LaunchSettings) -> None:
    check_town(settings)
    check_town(replace(settings, town_name="Jomala", accent="#00563f"))
    with pytest.raises(CannotStartError, match="BOLLPLANK_ACCENT: #ffcc00 has a contrast of"):
        check_town(replace(settings, accent="#ffcc00"))
    with pytest.raises(CannotStartError, match=r"BOLLPLANK_LOGO: .*none\.svg cannot be read"):
        check_town(replace(settings, town_name="Jomala", logo=Path("none.svg")))


def test_two_settings_with_one_port_are_refused(settings: LaunchSettings) -> None:
    with pytest.raises(CannotStartError, match="same port"):
        check_ports(replace(settings, rasa_port=settings.port))


def test_a_port_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLLPLANK_PORT", "eighty")
    with pytest.raises(SettingError, match="BOLLPLANK_PORT=eighty"):
        read_settings()


def test_too_little_disk_is_said_in_gigabytes(tmp_path: Path) -> None:
    with pytest.raises(CannotStartError, match="GB free"):
        check_disk(tmp_path, needed=10**18)


def test_a_missing_guides_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotStartError, match="BOLLPLANK_GUIDES_DIR"):
        check_guides(tmp_path / "nowhere")


def test_a_named_python_that_does_not_work_is_refused(settings: LaunchSettings, tmp_path: Path) -> None:
    fake = tmp_path / "python3.10"
    fake.write_text("#!/bin/sh\nexit 127\n")
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    with pytest.raises(CannotStartError, match="not a working Python 3.10"):
        find_python310(replace(settings, python310=str(fake)))


def test_a_shim_that_only_looks_like_python_310_is_passed_over(
    settings: LaunchSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shim = tmp_path / "python3.10"
    shim.write_text("#!/bin/sh\necho 'pyenv: command not found' >&2\nexit 127\n")
    shim.chmod(shim.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_python310(replace(settings, python310=None)) is None
