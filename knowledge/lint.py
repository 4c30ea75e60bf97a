"""Every rule over every guide."""

from collections.abc import Iterator
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
    """Findings in path order; what could not be read at all comes first."""
    for error in collection.errors:
        yield Finding(error.path, error.line, error.message)
    shelf = Shelf(collection.guides, collection.variables, today)
    for guide in sorted(collection.guides.values(), key=lambda guide: guide.path):
        for rule in RULES:
            yield from rule(guide, shelf)
