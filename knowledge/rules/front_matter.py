"""The front matter is complete, says what we know how to read, and the id is the file's name."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from types import MappingProxyType

from knowledge.front_matter import FrontMatter
from knowledge.guide import LANGUAGES, STATUSES, Guide
from knowledge.parse import front_matter_of
from knowledge.rules.finding import Finding, Shelf, line_of

EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "id": "vpn-hemifran",
        "title": "VPN hemifrån",
        "language": "sv",
        "owner": "it-kansliet",
        "reviewed": "2026-09-12",
        "review_every": "180d",
        "status": "published",
    }
)
"""Every key that a guide must have, with what it may look like."""

CHOICES = MappingProxyType({"language": LANGUAGES, "status": STATUSES})


def check(guide: Guide, shelf: Shelf) -> Iterator[Finding]:  # noqa: ARG001 - every rule has the same form
    head = front_matter_of(guide.source, path=PurePath(guide.path))
    for key, example in EXAMPLES.items():
        if not _is_readable(head, key):
            yield Finding(guide.path, line_of(guide, f"{key}:"), f"front matter: write `{key}: {example}`")
    for key, choices in CHOICES.items():
        stated = head.text(key)
        if stated is not None and stated not in choices:
            message = f"front matter: `{key}` is one of {', '.join(choices)}, not `{stated}`"
            yield Finding(guide.path, line_of(guide, f"{key}:"), message)
    if "id" in head.values and guide.id != PurePath(guide.path).stem:
        message = f"the id `{guide.id}` must be the file's name, `{PurePath(guide.path).stem}`"
        yield Finding(guide.path, line_of(guide, "id:"), message)


def _is_readable(head: FrontMatter, key: str) -> bool:
    if key == "reviewed":
        return head.day(key) is not None
    if key == "review_every":
        return head.days(key) is not None
    return head.text(key) is not None
