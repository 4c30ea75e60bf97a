"""Links between guides lead to guides that exist."""

import re
from collections.abc import Iterator

from knowledge.guide import Guide, GuideId
from knowledge.rules.finding import Finding, Shelf

LINK = re.compile(r"\]\((?:\./)?([^)\s:#]+)\.md(?:#[^)]*)?\)")


def check(guide: Guide, shelf: Shelf) -> Iterator[Finding]:
    for number, line in enumerate(guide.source.splitlines(), 1):
        for found in LINK.finditer(line):
            if GuideId(found[1]) not in shelf.guides:
                yield Finding(guide.path, number, f"there is no guide `{found[1]}` to link to")
