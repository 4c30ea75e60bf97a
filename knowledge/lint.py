"""Every rule over every guide."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from knowledge.collection import Collection
from knowledge.rules import front_matter, headings, links, questions, review, steps, translations, variables
from knowledge.rules.finding import Finding, Rule, Shelf

RULES: tuple[Rule, ...] = (
    front_matter.check,
    headings.check,
    steps.check,
    questions.check,
    variables.check,
    translations.check,
    links.check,
    review.check,
)


def lint(collection: Collection, *, today: date) -> Iterator[Finding]:
    """Findings in path order; what could not be read at all comes first.

    A draft's findings are warnings: it is being written, and nobody is shown it.
    """
    for error in collection.errors:
        yield Finding(error.path, error.line, error.message)
    shelf = Shelf(collection.guides, collection.variables, today)
    for guide in sorted(collection.guides.values(), key=lambda guide: guide.path):
        # A misspelt status counts as a draft, and is a fault.
        stated_draft = re.search(r"(?m)^status:\s*draft\s*$", guide.source) is not None
        for rule in RULES:
            for finding in rule(guide, shelf):
                yield replace(finding, is_warning=True) if stated_draft else finding
