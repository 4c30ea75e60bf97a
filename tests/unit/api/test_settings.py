"""Settings as operators write them: environment variables."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from api.settings import Settings

RT = {"BOLLPLANK_TICKET_SYSTEM": "rt", "BOLLPLANK_RT__URL": "https://rt.example.ax", "BOLLPLANK_RT__TOKEN": "1-2-3"}


def read(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return Settings()


def test_durations_are_seconds_or_iso_8601(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, BOLLPLANK_RASA_TIMEOUT="7.5", BOLLPLANK_KEEP_CONVERSATIONS="P14D")
    assert settings.rasa_timeout == timedelta(seconds=7.5)
    assert settings.keep_conversations == timedelta(days=14)


def test_a_ticket_system_by_nested_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, **RT, BOLLPLANK_RT__SETTLE="120")
    assert list(settings.other_systems) == ["rt"]
    assert settings.rt.settle == timedelta(minutes=2)
    assert "1-2-3" not in repr(settings)


def test_a_chosen_system_without_settings_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="BOLLPLANK_ZAMMAD__"):
        read(monkeypatch, BOLLPLANK_TICKET_SYSTEM="zammad")
