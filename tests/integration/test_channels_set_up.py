"""Slack and Teams are settings: without them there is nothing, with them the doors are there."""

from pathlib import Path

import pytest

from api.settings import Settings, SlackSettings, TeamsSettings
from tests.integration.conftest import House, open_house
from tests.stand_ins.connector import APP_ID, TENANT
from tests.stand_ins.slack_api import event_body, signed

POSTS = {"/slack/events": event_body({}), "/api/messages": b"{}"}


async def test_without_settings_there_is_no_door(house: House) -> None:
    for path, body in POSTS.items():
        assert (await house.client.post(path, content=body, headers=signed(body))).status_code == 404
    assert not hasattr(house.app.state, "pump")


async def test_with_settings_the_doors_are_there_and_locked(settings: Settings) -> None:
    slack = SlackSettings(bot_token="xoxb-1", signing_secret="s", api_url="http://127.0.0.1:9/")
    teams = TeamsSettings(app_id=APP_ID, app_secret="s", tenant_id=TENANT)
    async with open_house(settings.model_copy(update={"slack": slack, "teams": teams})) as house:
        for path, body in POSTS.items():
            assert (await house.client.post(path, content=body)).status_code == 401
        key = settings.var_dir / "person.key"
        assert key.stat().st_mode & 0o777 == 0o600
        kept = key.read_text()
    async with open_house(settings.model_copy(update={"slack": slack})):
        assert key.read_text() == kept


def test_settings_come_from_the_environment_and_secrets_are_not_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in {
        "BOLLPLANK_SLACK__BOT_TOKEN": "xoxb-secret",
        "BOLLPLANK_SLACK__SIGNING_SECRET": "hush",
        "BOLLPLANK_SLACK__LISTEN_CHANNELS": '["C1", "C2"]',
        "BOLLPLANK_TEAMS__APP_ID": APP_ID,
        "BOLLPLANK_TEAMS__APP_SECRET": "hush",
        "BOLLPLANK_TEAMS__TENANT_ID": TENANT,
    }.items():
        monkeypatch.setenv(name, value)
    found = Settings(var_dir=tmp_path)
    assert found.slack is not None
    assert found.slack.listen_channels == ("C1", "C2")
    assert found.teams is not None
    assert found.teams.tenant_id == TENANT
    assert "xoxb" not in repr(found)
    assert "hush" not in repr(found)
