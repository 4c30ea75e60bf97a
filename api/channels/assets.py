"""Scripts and styles as they are sent: without the comments that only we read, and compressed."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from api.town.town import Town

TOKENS = "tokens.css"
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
COMMENT_LINES = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n|^[ \t]*//[^\n]*\n", re.MULTILINE | re.DOTALL)
"""Comments that begin a line and end one; those inside a line stay, since they may stand in a string."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, ready to send."""

    media_type: str
    body: bytes
    zipped: bytes


@dataclass(frozen=True, slots=True)
class Assets:
    """All files below a folder by their path, and one version for them all."""

    files: Mapping[str, Asset]
    version: str


def load_assets(folder: Path, town: Town | None = None) -> Assets:
    """Read every script, style and picture below a folder, once; the town's own colour and logo join them."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in MEDIA_TYPES)
    files = {path.relative_to(folder).as_posix(): _asset(path) for path in paths}
    if town and town.accent:
        tokens = files[TOKENS]
        files[TOKENS] = _packed(tokens.media_type, tokens.body + town.accent.css.encode())
    if town and town.logo:
        files[town.logo.name] = _packed(town.logo.media_type, town.logo.content)
    digest = hashlib.sha256()
    for name, asset in files.items():
        digest.update(name.encode() + asset.body)
    return Assets(files=files, version=digest.hexdigest()[:12])


def without_comments(source: str) -> str:
    return COMMENT_LINES.sub("", source)


def _asset(path: Path) -> Asset:
    source = path.read_text(encoding="utf-8")
    body = (source if path.suffix == ".svg" else without_comments(source)).encode()
    return _packed(MEDIA_TYPES[path.suffix], body)


def _packed(media_type: str, body: bytes) -> Asset:
    return Asset(media_type, body, gzip.compress(body, mtime=0))
