"""A folder of guides to an index that is ready to search."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from knowledge.collection import Collection
from knowledge.errors import GuideError, VariablesError
from knowledge.guide import Guide
from knowledge.parse import parse_guide
from knowledge.shelf import Shelf
from knowledge.variables import Variables
from knowledge.versions import code_hash
from retrieval.assemble import Texts, assemble, compared_chunks, index_key, texts_of
from retrieval.changes import Change, compare
from retrieval.errors import BrokenIndexError
from retrieval.index import Index
from retrieval.pairs import main_language
from retrieval.renew import patch, renew
from retrieval.store import current_key, load_index, make_current, save_index
from retrieval.tokens import is_wanted
from retrieval.vector_cache import CachedEncoder, OnProgress, no_report

log = logging.getLogger(__name__)

OnIndex = Callable[[Index, int], None]
"""Given an index and the number of the reading of the folder that it was made from."""

PATCH_FROM = 1_000
"""Guides; a smaller collection is built whole in a moment."""


@dataclass(frozen=True, slots=True)
class Built:
    """An index and what could not go into it."""

    index: Index
    errors: tuple[GuideError, ...]
    reading: int
    """Number of the reading of the folder that it was made from."""
    embedded: int = 0
    """Texts that were not in the vector cache."""


class Builder:
    """Keeps one folder's index up to date, and remembers enough to do again only what changed.

    One thread may patch while another one builds; apart from that not to be used by two at once.
    """

    def __init__(self, guides_dir: Path, index_dir: Path, encoder: CachedEncoder) -> None:
        self._shelf = Shelf(guides_dir)
        self._index_dir = index_dir
        self._encoder = encoder
        self._index: Index | None = None
        """As it lies on disk."""
        self._patched: Index | None = None
        """What came of it since."""
        self._folder, self._readings = threading.Lock(), 0

    def load(self) -> Index | None:
        """Take over the index on disk; None when there is none that this model made and that can be read."""
        index = load_current(self._index_dir)
        if index is None or index.model != self._encoder.name:
            return None
        code, _, variables = index.parsed_with.partition(" ")
        if code == code_hash():
            self._shelf.remember(index.guides, variables)
        self._index = index
        return index

    def unread(self) -> int:
        """Count the files that look new or changed; cheap."""
        return self._shelf.unread()

    def build(self, on_progress: OnProgress = no_report, on_index: OnIndex | None = None) -> Built:
        """Bring the index up to date with the folder. Only changed texts are embedded.

        A guide that cannot be read any longer keeps its last good version; so do all of them while the
        file of town variables cannot be read.

        Args:
            on_progress: told how far the embedding has come.
            on_index: given a new index as soon as it can be searched, before it is written.

        Raises:
            MissingGuidesFolderError: there is no such folder.
            OSError: the index cannot be written; it was given to `on_index` all the same.
        """
        previous = self._patched or self._index or self.load() or load_current(self._index_dir)
        collection, reading = self._read()
        guides = guides_to_index(collection, previous)
        key = index_key(guides, self._encoder)
        if self._index is not None and self._index.key == key and current_key(self._index_dir) == key:
            self._forget_patch(key)
            return Built(index=self._index, errors=collection.errors, reading=reading)
        index, embedded = _load(self._index_dir, key), 0
        if index is None:
            index, embedded = self._make(guides, on_progress)
            index = replace(index, parsed_with=_parsed_with(collection.variables))
            if on_index:
                on_index(index, reading)
            save_index(index, self._index_dir)
            index = _load(self._index_dir, key, guides=index.guides) or index  # its arrays are now read from disk
        else:
            make_current(self._index_dir, key)
        self._index = index
        self._forget_patch(key)
        if on_index:
            on_index(index, reading)
        return Built(index=index, errors=collection.errors, reading=reading, embedded=embedded)

    def patch(self) -> Built | None:
        """Bring the index up to date for the moment, and only in memory; None when it is to be built.

        What is approximate in it is told in `renew.patch`; `build` makes it whole.

        Raises:
            MissingGuidesFolderError: there is no such folder.
        """
        before = self._index
        if before is None or len(before.guides) < PATCH_FROM:
            return None
        collection, reading = self._read()
        guides = guides_to_index(collection, self._patched or before)
        index = patch(before, compare(before.guides, guides), self._encoder)
        if index is None:
            return None
        self._patched = index
        return Built(index=index, errors=collection.errors, reading=reading)

    def _forget_patch(self, key: str) -> None:
        """Unless a newer one has been made meanwhile."""
        if self._patched is not None and self._patched.key == key:
            self._patched = None

    def _read(self) -> tuple[Collection, int]:
        with self._folder:
            self._readings += 1
            return self._shelf.read(), self._readings

    def _make(self, guides: list[Guide], on_progress: OnProgress) -> tuple[Index, int]:
        before = self._index
        change = compare(before.guides if before else (), guides)
        texts = texts_of(change.new_guides())
        embedded = self._encoder.warm(
            passages=texts.all_chunks(),
            questions=texts.all_fields(),
            on_progress=on_progress,
            with_tokens=_chunks_to_compare(before, change, texts),
        )
        index = renew(before, change, self._encoder) if before else assemble(guides, self._encoder)
        return index, embedded


def _chunks_to_compare(before: Index | None, change: Change, texts: Texts) -> list[str]:
    """Chunks whose pieces a build will ask for: of new guides, or of all where none are kept from before."""
    if not is_wanted(change.guides):
        return []
    language = main_language(change.guides)
    if before is None or before.tokens is None or before.main_language != language:
        chunks = compared_chunks(change.guides, texts_of(change.guides), language)
    else:
        chunks = compared_chunks(change.new_guides(), texts, language)
    return [text for each in chunks for text in each]


def build_index(
    guides_dir: Path, index_dir: Path, encoder: CachedEncoder, on_progress: OnProgress = no_report
) -> Built:
    """Bring the index up to date with the folder, once; see `Builder.build`."""
    return Builder(guides_dir, index_dir, encoder).build(on_progress)


def load_current(index_dir: Path) -> Index | None:
    """Read the index in use; None when there is none that can be read."""
    key = current_key(index_dir)
    return _load(index_dir, key) if key else None


def guides_to_index(collection: Collection, previous: Index | None) -> list[Guide]:
    """Take the published guides, and for each broken file the version of it that was last indexed."""
    if previous and any(isinstance(error, VariablesError) for error in collection.errors):
        return list(previous.guides)
    guides = dict(collection.guides)
    broken = {PurePath(error.path) for error in collection.errors}
    for guide in previous.guides if previous and broken else ():
        path = PurePath(guide.path)
        if path in broken and guide.id not in guides:
            guides[guide.id] = parse_guide(guide.source, path=path, variables=collection.variables)
    return [guide for guide in guides.values() if guide.status == "published"]


def _parsed_with(variables: Variables) -> str:
    return f"{code_hash()} {variables.fingerprint}"


def _load(index_dir: Path, key: str, *, guides: tuple[Guide, ...] | None = None) -> Index | None:
    try:
        return load_index(index_dir, key, guides=guides)
    except BrokenIndexError as error:
        log.warning("index_unreadable: %s", error)
        return None
