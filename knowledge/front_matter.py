"""The lines between the two `---`: read leniently, so that the linter can name each fault."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import yaml

from knowledge.errors import FrontMatterError

_OURS = frozenset({"id", "owner", "reviewed", "review_every", "questions", "translation_of"})

_DAYS = re.compile(r"^\s*(\d+)\s*d?\s*$")
_ANCHOR = re.compile(r"^\s+#(\S+)\s*$")
"""Behind an item of a list. To YAML it is a comment, so that other programs read the item as it is."""
_LINE_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What YAML counts as one."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The mapping as written; getters give None or () where a value is missing or of the wrong kind."""

    values: Mapping[str, object]
    anchors: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    """Of each list, what stands behind each item as `#anchor`."""

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

    def anchored(self, key: str) -> tuple[tuple[str, str | None], ...]:
        """Read a list as `texts` does, each item with its anchor."""
        value = self.values.get(key)
        if not isinstance(value, list):
            return tuple((text, None) for text in self.texts(key))
        anchors = self.anchors.get(key, ())
        named = zip(value, anchors if len(anchors) == len(value) else [None] * len(value), strict=True)
        return tuple((str(item).strip(), anchor) for item, anchor in named if item is not None and str(item).strip())

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
        values, anchors = _load(source)
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
    return FrontMatter(values={str(key): value for key, value in values.items()}, anchors=anchors)


def _load(source: str) -> tuple[object, dict[str, tuple[str | None, ...]]]:
    loader = yaml.SafeLoader(source)
    try:
        root = loader.get_single_node()
        if root is None:
            return None, {}
        anchors = _anchors(root, _LINE_ENDS.split(source))
        return loader.construct_document(root), anchors
    finally:
        loader.dispose()


def _anchors(root: yaml.Node, lines: Sequence[str]) -> dict[str, tuple[str | None, ...]]:
    if not isinstance(root, yaml.MappingNode):
        return {}
    return {
        str(key.value): tuple(_anchor(item, value, lines) for item in value.value)
        if isinstance(value, yaml.SequenceNode) and not value.flow_style
        else ()
        for key, value in root.value
    }


def _anchor(item: yaml.Node, of: yaml.Node, lines: Sequence[str]) -> str | None:
    end = item.end_mark
    stands_here = of.start_mark.index <= item.start_mark.index and end.line < len(lines)  # and is no alias
    found = _ANCHOR.match(lines[end.line][end.column :]) if stands_here else None
    return found[1] if found else None
