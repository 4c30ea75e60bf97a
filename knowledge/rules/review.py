"""A guide whose review is late is told of; it stays in use, marked as overdue."""

from collections.abc import Iterator

from knowledge.guide import Guide
from knowledge.rules.finding import Finding, Shelf, line_of


def check(guide: Guide, shelf: Shelf) -> Iterator[Finding]:
    if guide.is_overdue(shelf.today):
        message = f"last reviewed {guide.reviewed}: the review is overdue"
        yield Finding(guide.path, line_of(guide, "reviewed:"), message, is_warning=True)
