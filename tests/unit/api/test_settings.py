"""Settings as operators write them: environment variables."""

from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from api.settings import OTHER_SYSTEMS, Settings

RT = {"BOLLPLANK_TICKET_SYSTEM": "rt", "BOLLPLANK_RT__URL": "https://rt.example.ax", "BOLLPLANK_RT__TOKEN": "1-2-3"}


ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("system", OTHER_SYSTEMS)
def test_every_setting_of_a_ticket_system_is_told(system: str) -> None:
    told = (ROOT / "docs/ticket-systems.md").read_text(encoding="utf-8")
    [settings] = [each for each in get_args(Settings.model_fields[system].annotation) if each is not type(None)]
    assert f"(`{system}`)" in told
    assert [name for name in settings.model_fields if f"`{name.upper()}`" not in told] == []


def read(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return Settings()


def test_durations_are_seconds_or_iso_8601(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {"BOLLPLANK_KEEP_CONVERSATIONS": "P14D", "BOLLPLANK_KEEP_TICKETS": "P90D"}
    settings = read(monkeypatch, BOLLPLANK_RASA_TIMEOUT="7.5", **kept)
    assert settings.rasa_timeout == timedelta(seconds=7.5)
    assert settings.keep_conversations == timedelta(days=14)
    assert settings.keep_tickets == timedelta(days=90)


def test_a_time_zone_is_one_that_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, BOLLPLANK_TIME_ZONE="Europe/Stockholm").time_zone.key == "Europe/Stockholm"
    with pytest.raises(ValidationError, match="time_zone"):
        read(monkeypatch, BOLLPLANK_TIME_ZONE="Europe/Mariehamm")


def test_a_ticket_system_by_nested_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, **RT, BOLLPLANK_RT__SETTLE="120")
    assert list(settings.other_systems) == ["rt"]
    assert settings.rt.settle == timedelta(minutes=2)
    assert "1-2-3" not in repr(settings)


def test_a_chosen_system_without_settings_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="BOLLPLANK_ZAMMAD__"):
        read(monkeypatch, BOLLPLANK_TICKET_SYSTEM="zammad")
