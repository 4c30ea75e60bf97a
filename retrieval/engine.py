"""The searcher in use, and how a new one takes its place."""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from knowledge.errors import GuideError, KnowledgeError
from knowledge.phrasebook import phrasebook_hash
from retrieval.build import Builder, Built
from retrieval.decide import Calibration
from retrieval.errors import IndexNotBuiltError, RetrievalError
from retrieval.fuse import Weights, load_weights
from retrieval.index import Index
from retrieval.phrasebook_file import is_current, read_phrasebook
from retrieval.ports import Encoder
from retrieval.search import Searcher
from retrieval.vector_cache import CachedEncoder, OnProgress, no_report

log = logging.getLogger(__name__)

_WARM_UP = "skrivaren skriver inte ut"

MANY_FILES = 10
"""With more changed files than this the index is built in another process."""


class Apart(Protocol):
    """Does in another process what takes long."""

    def __call__(self) -> bool: ...

    def stop(self) -> None: ...


class Engine:
    """Holds one searcher at a time; a search keeps the one that it began with."""

    def __init__(
        self,
        *,
        guides_dir: Path,
        var_dir: Path,
        encoder: Encoder,
        calibration: Calibration,
        weights: Weights | None = None,
        apart: Apart | None = None,
        phrasebook_apart: Apart | None = None,
    ) -> None:
        """Make ready.

        Args:
            guides_dir: the folder of guides.
            var_dir: keeps index and vectors.
            encoder: the model.
            calibration: of the decision.
            weights: of the legs; None takes the ones that were picked.
            apart: does large builds; None builds all of them in this process.
            phrasebook_apart: embeds the phrasebook; None leaves that to who does it by hand.
        """
        self.guides_dir = guides_dir
        self._phrasebook_file = var_dir / "phrasebook.npz"
        self.errors: tuple[KnowledgeError | RetrievalError, ...] = ()
        self._encoder = encoder
        self._builder = Builder(guides_dir, var_dir / "index", CachedEncoder(encoder, var_dir / "vectors"))
        self._calibration = calibration
        self._weights = weights or load_weights()
        self._apart, self._phrasebook_apart = apart, phrasebook_apart
        self._searcher: Searcher | None = None
        self._building, self._swapping = threading.Lock(), threading.Lock()
        self._reading = 0
        """Number of the newest reading of the folder that is in use."""
        self._is_patched = False
        self._tried = ""
        """Hash of the phrasebook that was last given to another process."""

    @property
    def model(self) -> str:
        return self._encoder.name

    @property
    def encoder(self) -> Encoder:
        return self._encoder

    @property
    def searcher(self) -> Searcher | None:
        return self._searcher

    def start(self) -> None:
        """Take the index of the last run into use, if it was made with this model, and warm up."""
        index = self._builder.load()
        if index is not None:
            self._use(index)
        self._encoder.embed_questions([_WARM_UP])

    @property
    def is_patched(self) -> bool:
        """Whether a patch is in use that nobody has begun to settle."""
        return self._is_patched

    def refresh(self, on_progress: OnProgress = no_report, *, changed: int | None = None) -> None:
        """Bring index and searcher up to date with the folder. Errors are kept for `errors`, never raised.

        Args:
            on_progress: told how far the embedding has come.
            changed: how many files changed, if it is known. A few of them among thousands are patched in for the
                moment, even while `settle` is at work; then `is_patched`.
        """
        if changed is not None and changed <= MANY_FILES and self._patch():
            return
        with self._building:
            self._build(on_progress, changed)

    def settle(self) -> None:
        """Build whole what was patched, and write it."""
        with self._building:
            self._is_patched = False
            self._build(no_report, changed=0)

    def _patch(self) -> bool:
        try:
            built = self._builder.patch()
        except Exception as error:  # noqa: BLE001 - the build that follows meets it too, and tells
            log.warning("not_patched: %r", error)
            return False
        if built is None:
            return False
        self._take(built)
        self._is_patched = True
        return True

    def _build(self, on_progress: OnProgress, changed: int | None) -> None:
        try:
            self._build_apart(changed)
            built = self._builder.build(on_progress, self._use)
        except KnowledgeError as error:
            self.errors = (error,)
        except (OSError, sqlite3.Error) as error:
            log.exception("index_not_built")
            self.errors = (IndexNotBuiltError(f"the index could not be written: {error}"),)
        except Exception as error:  # one odd file must not end the following of the folder
            log.exception("index_not_built")
            self.errors = (IndexNotBuiltError(f"the index could not be built: {error!r}"),)
        else:
            self._take(built)

    def _take(self, built: Built) -> None:
        """Take into use what was built, and tell what could not be."""
        if built.reading >= self._reading:
            self.errors = built.errors
        if self._searcher is None or self._searcher.index is not built.index:
            self._use(built.index, built.reading)

    def equip(self) -> None:
        """Have the phrasebook embedded if the guides need it and nobody has, then search with it; some minutes.

        Tried once for each state of the phrasebook. Nothing is raised: what goes wrong stands in the log, and the
        search does without, or with what an earlier state gave.
        """
        searcher, apart = self._searcher, self._phrasebook_apart
        if apart is None or searcher is None or not self._wants_phrasebook(searcher.index):
            return
        try:
            content = phrasebook_hash()
            if content == self._tried or is_current(self._phrasebook_file, self._encoder.name, content):
                return
            self._tried = content
            if apart():
                self._put_together_anew()
        except Exception:  # the following of the folder must not end
            log.exception("phrasebook_not_used")

    def _put_together_anew(self) -> None:
        """The same index with what is there beside it now."""
        while (before := self._searcher) is not None:
            searcher = self._searcher_of(before.index)
            with self._swapping:
                if self._searcher is before:
                    self._searcher = searcher
                    return

    def stop(self) -> None:
        """End a build in another process."""
        for apart in (self._apart, self._phrasebook_apart):
            if apart is not None:
                apart.stop()

    def _build_apart(self, changed: int | None) -> None:
        if self._apart is None:
            return
        changed = self._builder.unread() if changed is None else changed
        if changed > MANY_FILES and self._apart():
            self._builder.load()

    def _use(self, index: Index, reading: int = 0) -> None:
        """Swap, unless something newer is in use."""
        searcher = self._searcher_of(index)
        with self._swapping:
            if reading >= self._reading:
                self._searcher, self._reading = searcher, reading

    def _searcher_of(self, index: Index) -> Searcher:
        wanted = self._wants_phrasebook(index)
        encoder = self._encoder
        return Searcher(
            index=index,
            encoder=encoder,
            parameters=self._calibration.for_guides(index.guides),
            weights=self._weights,
            phrasebook=read_phrasebook(self._phrasebook_file, encoder.name, encoder.dimension) if wanted else None,
        )

    def _wants_phrasebook(self, index: Index) -> bool:
        return bool(index.guides and not index.kin and self._weights.phrasebook)


MakeEngine = Callable[[], Engine]


def as_guide_errors(errors: Iterable[KnowledgeError | RetrievalError]) -> list[tuple[str, int, str]]:
    """Path, line, message; an error about the folder or the disk has no path and line 0."""
    return [
        (error.path, error.line, error.message) if isinstance(error, GuideError) else ("", 0, str(error))
        for error in errors
    ]
