"""What we send and what administrators install, against what Microsoft and Slack publish about it on npm.

Fetched when the tests run; skipped, with the reason, where that cannot be done.
"""

import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings

from api.channels.slack.blocks import shown
from api.channels.slack.views import Behind, home, ticket_form
from api.channels.teams import package
from api.chat.messages import Address
from api.chat.pushed import Outgoing
from api.texts.catalogue import Catalogue
from tests.outgoing import LANGUAGES, messages
from tests.published.packages import NotHereError
from tests.published.schemas import mistakes, slack_schema, teams_schema

pytestmark = pytest.mark.slow
CATALOGUE = Catalogue()
MANIFEST, TRANSLATION = "MicrosoftTeams.schema.json", "MicrosoftTeams.Localization.schema.json"
Json = dict[str, Any]


def teams(file: str) -> Any:
    try:
        return teams_schema(file, package.MANIFEST_VERSION)
    except NotHereError as error:
        pytest.skip(f"Microsoft's schema could not be fetched: {error}")


def slack(kind: str) -> Any:
    try:
        return slack_schema(kind)
    except NotHereError as error:
        pytest.skip(f"Slack's types could not be fetched: {error}")


@pytest.fixture(scope="module")
def files() -> dict[str, Json]:
    """What an administrator uploads."""
    made = package.package("11111111-1111-4111-8111-111111111111", "bollplank.example.ax")
    archive = zipfile.ZipFile(io.BytesIO(made))
    return {name: json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")}


def test_the_teams_manifest_is_as_microsoft_s_schema_says(files: dict[str, Json]) -> None:
    manifest = files["manifest.json"]
    assert f"/v{manifest['manifestVersion']}/" in manifest["$schema"]
    assert mistakes(teams(MANIFEST), manifest) == []


@pytest.mark.parametrize("language", package.LANGUAGES)
def test_its_translations_are_so_too(files: dict[str, Json], language: str) -> None:
    assert mistakes(teams(TRANSLATION), files[f"{language}.json"]) == []


@pytest.mark.parametrize(
    "change",
    [
        {"name": {"short": "x" * 31, "full": "x"}},
        {"accentColor": "blue"},
        {"validDomains": "bollplank.example.ax"},
        {"bots": [{"botId": "no guid", "scopes": ["personal"]}]},
        {"bots": [{"botId": "11111111-1111-4111-8111-111111111111", "scopes": ["everywhere"]}]},
        {"colour": "red"},
        {"description": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_schema_finds_what_is_wrong(files: dict[str, Json], change: Json) -> None:
    changed = {name: value for name, value in (files["manifest.json"] | change).items() if value is not None}
    assert mistakes(teams(MANIFEST), changed)


@given(messages)
@settings(max_examples=40, deadline=None)
def test_every_message_in_slack_is_of_slack_s_own_types(message: Outgoing) -> None:
    known = slack("KnownBlock")
    assert [wrong for block in shown(message, CATALOGUE).blocks for wrong in mistakes(known, block)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_s_form_and_home_are_too(language) -> None:
    behind = Behind(1, Address("T", "C1:1.1:U1", "p", {"channel": "C1", "thread": "1.1"}))
    assert mistakes(slack("ModalView"), ticket_form(behind, language, CATALOGUE)) == []
    view = home(language, CATALOGUE, outage="Mejlen är nere.", tickets=(("BP-1", "vpn", "open"),), popular=("a", "b"))
    assert mistakes(slack("HomeView"), view) == []


@pytest.mark.parametrize(
    "block",
    [
        {"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "colour": "red"},
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text"}}]},
        {"type": "no_such"},
    ],
    ids=lambda block: block["type"],
)
def test_slack_s_types_find_what_is_wrong(block: Json) -> None:
    assert mistakes(slack("KnownBlock"), block)
