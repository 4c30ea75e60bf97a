"""Make the app package that an administrator uploads to Teams: manifest and two icons, zipped.

`python -m api.channels.teams.package --app-id ID --host bollplank.example.ax --to var/bollplank-teams.zip`
"""

import argparse
import json
import struct
import zipfile
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from api.texts.catalogue import Catalogue

MANIFEST_VERSION = "1.19"
SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json"
VERSION = "1.0.0"
ASK_ABOUT = "askAbout"
COLOUR, WHITE = (31, 75, 110, 255), (255, 255, 255, 255)
NOTHING = (0, 0, 0, 0)
BOARD = (0.2, 0.8, 0.68, 0.76)
COLOUR_SIZE, OUTLINE_SIZE = 192, 32
LANGUAGES = ("en", "fi")
"""Beside Swedish, the manifest's own."""
Pixel = tuple[int, int, int, int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--app-id", required=True, help="Microsoft App ID of the Azure Bot")
    parser.add_argument("--host", required=True, help="host name people reach Bollplank at")
    parser.add_argument("--privacy", help="page about personal data; left out: the chat's address")
    parser.add_argument("--terms", help="page about the terms of use; left out: the chat's address")
    parser.add_argument("--to", type=Path, default=Path("var/bollplank-teams.zip"))
    options = parser.parse_args()
    options.to.parent.mkdir(parents=True, exist_ok=True)
    options.to.write_bytes(package(options.app_id, options.host, privacy=options.privacy, terms=options.terms))
    print(options.to)


def package(app_id: str, host: str, *, privacy: str | None = None, terms: str | None = None) -> bytes:
    """The zip, the same bytes for the same arguments."""
    files = {
        "manifest.json": _json(manifest(app_id, host, privacy=privacy, terms=terms)),
        "color.png": icon(COLOUR_SIZE, inside=WHITE, outside=COLOUR),
        "outline.png": icon(OUTLINE_SIZE, inside=WHITE, outside=NOTHING),
    }
    files |= {f"{language}.json": _json(translation(language)) for language in LANGUAGES}
    return _zipped(files)


def manifest(app_id: str, host: str, *, privacy: str | None = None, terms: str | None = None) -> dict[str, Any]:
    """The app as Teams knows it: a bot in chats and channels, and a command on messages."""
    say = Catalogue().say
    return {
        "$schema": SCHEMA,
        "manifestVersion": MANIFEST_VERSION,
        "version": VERSION,
        "id": app_id,
        "developer": {
            "name": "Bollplank",
            "websiteUrl": f"https://{host}",
            "privacyUrl": privacy or f"https://{host}/",
            "termsOfUseUrl": terms or f"https://{host}/",
        },
        "name": {"short": say("sv", "chat-name"), "full": say("sv", "chat-title")},
        "description": {"short": say("sv", "channel-about"), "full": say("sv", "chat-welcome-text")},
        "localizationInfo": {
            "defaultLanguageTag": "sv",
            "additionalLanguages": [{"languageTag": each, "file": f"{each}.json"} for each in LANGUAGES],
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#1F4B6E",
        "bots": [{"botId": app_id, "scopes": ["personal", "team", "groupChat"], "supportsFiles": False}],
        "composeExtensions": [
            {
                "botId": app_id,
                "commands": [
                    {
                        "id": ASK_ABOUT,
                        "type": "action",
                        "title": say("sv", "channel-ask-about"),
                        "context": ["message"],
                        "fetchTask": True,
                    }
                ],
            }
        ],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [host],
    }


def translation(language: str) -> dict[str, str]:
    """What differs in another language."""
    say = Catalogue().say
    return {
        "$schema": "https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.Localization.schema.json",
        "name.short": say(language, "chat-name"),
        "name.full": say(language, "chat-title"),
        "description.short": say(language, "channel-about"),
        "description.full": say(language, "chat-welcome-text"),
        "composeExtensions[0].commands[0].title": say(language, "channel-ask-about"),
    }


@cache
def icon(size: int, *, inside: Pixel, outside: Pixel) -> bytes:
    """A PNG: a ball on a board (https://www.w3.org/TR/png-3/)."""
    rows = b"".join(
        b"\0" + b"".join(bytes(inside if _is_drawn(x / size, y / size) else outside) for x in range(size))
        for y in range(size)
    )
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _is_drawn(x: float, y: float) -> bool:
    ball = (x - 0.5) ** 2 + (y - 0.4) ** 2 < 0.16**2
    left, right, top, bottom = BOARD
    board = left < x < right and top < y < bottom
    return ball or board


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
