"""A folder of guides that is read again and again: only changed files are parsed."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.collection import Collection, guide_files, load_collection, read_source
from knowledge.guide import Guide
from knowledge.parse import parse_guide
from knowledge.variables import Variables

_SETTLED_NS = 2_000_000_000
"""A file changed less than this before it was read may change again under the same time stamp."""

_VARIABLE = "[["

_Stamp = tuple[int, int, int]
"""Time of change in ns, bytes, inode."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A guide as it was read."""

    guide: Guide
    source: str
    variables: Variables
    stamp: _Stamp
    settled: bool

    def holds_for(self, variables: Variables) -> bool:
        return _VARIABLE not in self.source or self.variables == variables


class Shelf:
    """Remembers what it read. Not to be used by two threads at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[str, _Seen] = {}
        self._earlier: dict[str, tuple[Guide, str]] = {}

    def remember(self, guides: Iterable[Guide], variables: str) -> None:
        """Take guides that were parsed elsewhere by the same code: unchanged files are not parsed again.

        Args:
            guides: to remember.
            variables: fingerprint of the town variables they were parsed with.
        """
        self._earlier = {guide.path: (guide, variables) for guide in guides}

    def read(self) -> Collection:
        """Read the folder as `load_collection` does.

        Raises:
            MissingGuidesFolderError: there is no such folder.
        """
        before, self._seen = self._seen, {}

        def read_guide(path: Path, variables: Variables) -> Guide:
            seen = self._seen[str(path)] = self._look(path, variables, before.get(str(path)))
            return seen.guide

        return load_collection(self.folder, read_guide)

    def unread(self) -> int:
        """Count the files that are new or look changed since they were read; cheap."""
        if not self.folder.is_dir():
            return 0
        return sum(not self._stands(path) for path in guide_files(self.folder))

    def _stands(self, path: Path) -> bool:
        seen = self._seen.get(str(path))
        return seen.stamp == _stamp_of(path) if seen else str(path) in self._earlier

    def _look(self, path: Path, variables: Variables, seen: _Seen | None) -> _Seen:
        stamp, now = _stamp_of(path), time.time_ns()
        if seen and seen.settled and seen.stamp == stamp and seen.holds_for(variables):
            return seen
        source = read_source(path)
        if seen and seen.source == source and seen.holds_for(variables):
            guide = seen.guide
        else:
            guide = self._parsed_elsewhere(path, source, variables) or parse_guide(
                source, path=path, variables=variables
            )
        source = guide.source if guide.source == source else source  # one of two equal texts is enough in memory
        return _Seen(guide, source, variables, stamp, settled=now - stamp[0] > _SETTLED_NS)

    def _parsed_elsewhere(self, path: Path, source: str, variables: Variables) -> Guide | None:
        guide, parsed_with = self._earlier.get(str(path), (None, ""))
        if guide is None or guide.source != source:
            return None
        return guide if _VARIABLE not in source or parsed_with == variables.fingerprint else None


def _stamp_of(path: Path) -> _Stamp:
    """Stamp of a file; of one that is gone, a stamp that none has (reading it says what is wrong)."""
    try:
        status = path.stat()
    except OSError:
        return (0, -1, 0)
    return (status.st_mtime_ns, status.st_size, status.st_ino)
