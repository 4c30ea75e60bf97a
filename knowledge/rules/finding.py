"""What a rule says about a guide."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.guide import Guide, GuideId
from knowledge.variables import Variables


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. A warning does not fail the check."""

    path: str
    line: int
    message: str
    is_warning: bool = False

    def __str__(self) -> str:
        kind = "warning: " if self.is_warning else ""
        return f"{self.path}:{self.line}: {kind}{self.message}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a rule may look at beside the guide itself."""

    guides: Mapping[GuideId, Guide]
    variables: Variables
    today: date


Rule = Callable[[Guide, Shelf], Iterator[Finding]]


def line_of(guide: Guide, text: str) -> int:
    """The first line of the file that begins with a text, from 1; 1 when none does."""
    for number, line in enumerate(guide.source.splitlines(), 1):
        if line.startswith(text):
            return number
    return 1
