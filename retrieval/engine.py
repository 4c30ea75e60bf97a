"""The searcher in use, and how a new one takes its place."""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from knowledge.errors import GuideError, KnowledgeError
from retrieval.build import build_index, load_current
from retrieval.decide import Calibration
from retrieval.errors import IndexNotBuiltError, RetrievalError
from retrieval.index import Index
from retrieval.ports import Encoder
from retrieval.search import Searcher
from retrieval.vector_cache import CachedEncoder, OnProgress, no_report

log = logging.getLogger(__name__)

_WARM_UP = "skrivaren skriver inte ut"


class Engine:
    """Holds one searcher at a time; a search keeps the one that it began with."""

    def __init__(self, *, guides_dir: Path, var_dir: Path, encoder: Encoder, calibration: Calibration) -> None:
        self.guides_dir = guides_dir
        self.errors: tuple[KnowledgeError | RetrievalError, ...] = ()
        self._index_dir = var_dir / "index"
        self._encoder = encoder
        self._cached = CachedEncoder(encoder, var_dir / "vectors")
        self._calibration = calibration
        self._searcher: Searcher | None = None
        self._building = threading.Lock()

    @property
    def model(self) -> str:
        return self._encoder.name

    @property
    def searcher(self) -> Searcher | None:
        return self._searcher

    def start(self) -> None:
        """Take the index of the last run into use, if it was made with this model, and warm up."""
        index = load_current(self._index_dir)
        if index is not None and index.model == self._encoder.name:
            self._use(index)
        self._encoder.embed_questions([_WARM_UP])

    def refresh(self, on_progress: OnProgress = no_report) -> None:
        """Bring index and searcher up to date with the folder. Errors are kept for `errors`, never raised."""
        with self._building:
            try:
                built = build_index(self.guides_dir, self._index_dir, self._cached, on_progress)
            except KnowledgeError as error:
                self.errors = (error,)
                return
            except (OSError, sqlite3.Error) as error:
                log.exception("index_not_built")
                self.errors = (IndexNotBuiltError(f"the index could not be written: {error}"),)
                return
            self.errors = built.errors
            if self._searcher is None or self._searcher.index.key != built.index.key:
                self._use(built.index)

    def _use(self, index: Index) -> None:
        parameters = self._calibration.for_guides(index.guides)
        self._searcher = Searcher(index=index, encoder=self._encoder, parameters=parameters)


MakeEngine = Callable[[], Engine]


def as_guide_errors(errors: Iterable[KnowledgeError | RetrievalError]) -> list[tuple[str, int, str]]:
    """Path, line, message; an error about the folder or the disk has no path and line 0."""
    return [
        (error.path, error.line, error.message) if isinstance(error, GuideError) else ("", 0, str(error))
        for error in errors
    ]
