"""Every `[[kind:name]]` has a value in variables.yml."""

from collections.abc import Iterator

from knowledge.guide import Guide
from knowledge.rules.finding import Finding, Shelf


def check(guide: Guide, shelf: Shelf) -> Iterator[Finding]:
    for line, variable in shelf.variables.unknown_in(guide.source, guide.language):
        yield Finding(guide.path, line, f"{variable} has no value in variables.yml")
