"""A stored baseline that figures must not fall below."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from retrieval.errors import BadQuestionsError

SLACK = 0.015
"""A figure may lie so far below: two questions of a hundred and fifty are no fault."""


def below_baseline(figures: Mapping[str, Any], path: Path) -> list[str]:
    """A sentence for each figure that lies below the stored one.

    Args:
        figures: of `summarise`.
        path: JSON {"all": {name: figure}, "sv": {...}}; what it does not name is not compared.

    Raises:
        BadQuestionsError: the file cannot be read.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadQuestionsError(f"{path}: no baseline ({error})") from error
    return list(_compare(figures, stored))


def _compare(figures: Mapping[str, Any], stored: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    for part, wanted in stored.items():
        seen = figures if part == "all" else figures["by_language"].get(part, {})
        for name, least in wanted.items():
            figure = seen.get(name)
            if figure is None or figure < least - SLACK:
                yield f"{part}: {name} is {figure}, the baseline {least}"
