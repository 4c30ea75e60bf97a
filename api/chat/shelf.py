"""The guides as pages and suggestions need them: read from the folder, read again when a file changes."""

import threading
import time
from pathlib import Path

from knowledge.collection import Collection, guide_files, load_collection
from knowledge.errors import MissingGuidesFolderError
from knowledge.guide import Guide, Language
from knowledge.variables import NO_VARIABLES

LOOK_EVERY_S = 2.0


class Shelf:
    """All published guides by id. A missing folder is an empty shelf."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._guides: dict[str, Guide] = {}
        self._variables = NO_VARIABLES
        self._seen: tuple[tuple[str, int, int], ...] | None = None
        self._looked_at = 0.0
        self._lock = threading.Lock()

    def guides(self) -> tuple[Guide, ...]:
        """Every published guide, in path order."""
        return tuple(self._current().values())

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
        files = [(str(path), path.stat()) for path in guide_files(self.folder)]
        seen = tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in files)
        if seen == self._seen:
            return
        try:
            collection = load_collection(self.folder)
        except MissingGuidesFolderError:
            collection = Collection(guides={})
        published = (guide for guide in collection.guides.values() if guide.status == "published")
        self._guides = {str(guide.id): guide for guide in published}
        self._variables = collection.variables
        self._seen = seen
