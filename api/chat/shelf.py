"""The guides as pages and suggestions need them: read from the folder, read again when a file changes."""

import threading
import time
from pathlib import Path

from knowledge import shelf
from knowledge.collection import Collection, guide_files
from knowledge.errors import MissingGuidesFolderError
from knowledge.guide import EVERYONE, Guide, Language
from knowledge.variables import FILE_NAME, NO_VARIABLES

LOOK_EVERY_S = 2.0


class Shelf:
    """All published guides by id. A missing folder is an empty shelf."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._reader = shelf.Shelf(folder)
        self._guides: dict[str, Guide] = {}
        self._variables = NO_VARIABLES
        self._seen: tuple[tuple[str, int, int], ...] | None = None
        self._looked_at = 0.0
        self._lock = threading.Lock()

    def read_ahead(self) -> None:
        """Read all before anyone waits for it; from then on only what changes is read."""
        with self._lock:
            self._look()
            self._looked_at = 0.0

    def guides(self) -> tuple[Guide, ...]:
        """Every published guide, in path order."""
        return tuple(self._current().values())

    def open_guides(self) -> tuple[Guide, ...]:
        """Those that everyone may read, in path order."""
        return tuple(filter(is_open, self.guides()))

    def guide(self, stem: str) -> Guide | None:
        return self._current().get(stem)

    def version(self, base: str, language: str) -> Guide | None:
        """The guide in a language, else its Swedish original."""
        return self.guide(f"{base}.{language}") or self.guide(base)

    def variable(self, name: str, language: Language) -> str | None:
        """A town variable by its whole name, such as `telefonnummer:it-stöd`."""
        self._current()
        kind, _, rest = name.partition(":")
        return self._variables.value(kind, rest, language)

    def _current(self) -> dict[str, Guide]:
        with self._lock:
            if time.monotonic() - self._looked_at > LOOK_EVERY_S or self._seen is None:
                self._look()
            return self._guides

    def _look(self) -> None:
        self._looked_at = time.monotonic()
        if not self.folder.is_dir():
            self._guides, self._seen = {}, ()
            return
        variables = self.folder / FILE_NAME
        paths = [*guide_files(self.folder), *([variables] if variables.is_file() else [])]
        files = [(str(path), path.stat()) for path in paths]
        seen = tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in files)
        if seen == self._seen:
            return
        try:
            collection = self._reader.read()
        except MissingGuidesFolderError:
            collection = Collection(guides={})
        published = (guide for guide in collection.guides.values() if guide.status == "published")
        self._guides = {str(guide.id): guide for guide in published}
        self._variables = collection.variables
        self._seen = seen


def is_open(guide: Guide) -> bool:
    """Whether everyone may read it, whom we do not know too."""
    return guide.is_for((EVERYONE,))
