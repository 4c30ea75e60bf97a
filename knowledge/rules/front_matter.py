"""The front matter is complete: owner, review date and interval, and the id is the file's name."""

from collections.abc import Iterator
from pathlib import PurePath

from knowledge.guide import Guide
from knowledge.rules.finding import Finding, Shelf, line_of


def check(guide: Guide, shelf: Shelf) -> Iterator[Finding]:  # noqa: ARG001 - every rule has the same form
    if guide.id != PurePath(guide.path).stem:
        yield Finding(guide.path, line_of(guide, "id:"), f"the id `{guide.id}` must be the file's name")
    if not guide.owner:
        yield Finding(guide.path, 1, "say who owns the guide: `owner: it-kansliet`")
    if guide.reviewed is None:
        yield Finding(guide.path, 1, "say when it was reviewed: `reviewed: 2026-09-12`")
    if guide.review_every is None:
        yield Finding(guide.path, 1, "say how often it is reviewed: `review_every: 180d`")
