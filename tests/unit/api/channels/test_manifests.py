"""What administrators install says what the code does. The Teams manifest is held against Microsoft's own schema in
tests/contract/test_published_schemas.py, which needs npm; here, without it, what we use of its limits."""

import io
import json
import re
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from api.channels.slack import app
from api.channels.slack.config import SlackConfig
from api.channels.teams import desk, package

SLACK = Path(app.__file__).parent / "manifest.yml"
APP_ID = "11111111-1111-4111-8111-111111111111"
NEEDED_FOR = {
    "chat.postMessage": "chat:write",
    "conversations.open": "im:write",
    "users.info": "users:read",
    "assistant.threads.setTitle": "assistant:write",
    "assistant.threads.setSuggestedPrompts": "assistant:write",
    "assistant.threads.setStatus": "chat:write",
    "users.info: profile.email": "users:read.email",
}


def slack_manifest() -> dict:
    return yaml.safe_load(SLACK.read_text(encoding="utf-8"))


def test_slack_sends_exactly_the_events_that_have_a_listener() -> None:
    source = Path(app.__file__).read_text(encoding="utf-8")
    heard = set(re.findall(r'app\.event\("(\w+)"\)', source))
    heard |= {"assistant_thread_started", "assistant_thread_context_changed"}  # Bolt's AsyncAssistant
    sent = {event.partition(".")[0] for event in slack_manifest()["settings"]["event_subscriptions"]["bot_events"]}
    assert sent == heard


def test_slack_s_scopes_cover_events_and_calls_and_no_more() -> None:
    manifest = slack_manifest()
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    needed = {f"{event.partition('.')[2]}:history" for event in events if event.startswith("message.")}
    needed |= {"app_mentions:read", "commands", *NEEDED_FOR.values()}
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed


def test_slack_s_shortcut_is_the_one_we_listen_to() -> None:
    [shortcut] = slack_manifest()["features"]["shortcuts"]
    assert (shortcut["type"], shortcut["callback_id"]) == ("message", app.ASK_ABOUT)
    assert len(shortcut["name"]) <= 24
    assert SlackConfig("b", "s").api_url == AsyncWebClient.BASE_URL


@pytest.mark.slow
def test_the_teams_package_holds_what_its_manifest_names() -> None:
    archive = zipfile.ZipFile(io.BytesIO(package.package(APP_ID, "bollplank.example.ax")))
    manifest = json.loads(archive.read("manifest.json"))
    named = {*manifest["icons"].values(), *(e["file"] for e in manifest["localizationInfo"]["additionalLanguages"])}
    assert set(archive.namelist()) == {"manifest.json", *named}
    assert package.package(APP_ID, "h.example") == package.package(APP_ID, "h.example")


def test_the_teams_manifest_has_the_required_fields_within_their_limits() -> None:
    manifest = package.manifest(APP_ID, "bollplank.example.ax")
    required = {"manifestVersion", "version", "id", "developer", "name", "description", "icons", "accentColor"}
    assert required <= set(manifest)
    for texts in (manifest, *({"t": package.translation(language)} for language in package.LANGUAGES)):
        own = texts.get("t") or {f"{a}.{b}": texts[a][b] for a in ("name", "description") for b in ("short", "full")}
        assert len(own["name.short"]) <= 30
        assert len(own["name.full"]) <= 100
        assert len(own["description.short"]) <= 80
        assert len(own["description.full"]) <= 4000
    [command] = manifest["composeExtensions"][0]["commands"]
    assert len(command["title"]) <= 32
    assert re.fullmatch(r"#[0-9A-F]{6}", manifest["accentColor"])
    assert all(url.startswith("https://") for name, url in manifest["developer"].items() if name.endswith("Url"))
    assert manifest["bots"][0]["botId"] == APP_ID
    assert desk.NAME == "teams"


def test_the_icons_are_pngs_of_the_sizes_teams_asks_for() -> None:
    archive = zipfile.ZipFile(io.BytesIO(package.package(APP_ID, "bollplank.example.ax")))
    for name, size in (("color.png", 192), ("outline.png", 32)):
        data = archive.read(name)
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", data[16:24]) == (size, size)
        body = data[data.index(b"IDAT") + 4 : data.index(b"IEND") - 8]
        assert len(zlib.decompress(body)) == size * (4 * size + 1)
