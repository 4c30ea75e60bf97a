"""The lines between the two `---`: read leniently, so that the linter can name each fault."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import yaml

from knowledge.errors import FrontMatterError

_OURS = frozenset({"id", "owner", "reviewed", "review_every", "questions", "translation_of"})

_DAYS = re.compile(r"^\s*(\d+)\s*d?\s*$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The mapping as written; getters give None or () where a value is missing or of the wrong kind."""

    values: Mapping[str, object]

    @property
    def is_ours(self) -> bool:
        """Tell our front matter from that of another system, whose `audience` or `status` means something else."""
        return not _OURS.isdisjoint(self.values)

    def text(self, key: str) -> str | None:
        value = self.values.get(key)
        if value is None or isinstance(value, dict | list):
            return None
        return str(value).strip() or None

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list; one bare value counts as a list of one."""
        value = self.values.get(key)
        items = value if isinstance(value, list) else [value]
        return tuple(str(item).strip() for item in items if item is not None and str(item).strip())

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else None

    def days(self, key: str) -> timedelta | None:
        """Read `180d` or `180`."""
        match = _DAYS.match(str(self.values.get(key, "")))
        return timedelta(days=int(match[1])) if match else None


def read_front_matter(source: str, *, path: str) -> FrontMatter:
    """Parse the YAML.

    Args:
        source: what stands between the two lines of `---`, without them.
        path: for messages.

    Raises:
        FrontMatterError: no YAML, or no mapping. The line is the one in the guide.
    """
    try:
        values = yaml.safe_load(source)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 2
        problem = getattr(error, "problem", None) or "cannot be read as YAML"
        raise FrontMatterError(f"front matter: {problem}", path=path, line=line) from error
    except ValueError as error:  # PyYAML lets the date constructor's own error through: 2026-13-45
        raise FrontMatterError(f"front matter: {error}", path=path, line=2) from error
    except RecursionError as error:
        raise FrontMatterError("front matter: too many brackets in each other", path=path, line=2) from error
    if values is None:
        values = {}
    if not isinstance(values, dict):
        raise FrontMatterError("front matter: write `name: value` lines", path=path, line=2)
    return FrontMatter(values={str(key): value for key, value in values.items()})
