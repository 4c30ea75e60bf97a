"""A folder of guides to an index that is ready to search."""

import logging
from dataclasses import dataclass
from pathlib import Path, PurePath

from knowledge.collection import Collection, load_collection
from knowledge.errors import GuideError, VariablesError
from knowledge.guide import Guide
from knowledge.parse import parse_guide
from retrieval.assemble import assemble, index_key, texts_of
from retrieval.errors import BrokenIndexError
from retrieval.index import Index
from retrieval.store import current_key, load_index, make_current, save_index
from retrieval.vector_cache import CachedEncoder, OnProgress, no_report

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Built:
    """An index and what could not go into it."""

    index: Index
    errors: tuple[GuideError, ...]
    embedded: int = 0
    """Texts that were not in the vector cache."""


def build_index(
    guides_dir: Path, index_dir: Path, encoder: CachedEncoder, on_progress: OnProgress = no_report
) -> Built:
    """Bring the index up to date with the folder. Only changed texts are embedded.

    A guide that cannot be read any longer keeps its last good version; so do all of them while the
    file of town variables cannot be read.

    Raises:
        MissingGuidesFolderError: there is no such folder.
    """
    collection = load_collection(guides_dir)
    guides = guides_to_index(collection, load_current(index_dir))
    index = _load(index_dir, index_key(guides, encoder.name))
    embedded = 0
    if index is None:
        texts = texts_of(guides)
        embedded = encoder.warm(passages=texts.all_chunks(), questions=texts.all_fields(), on_progress=on_progress)
        index = assemble(guides, encoder)
        save_index(index, index_dir)
    else:
        make_current(index_dir, index.key)
    return Built(index=index, errors=collection.errors, embedded=embedded)


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
    for guide in previous.guides if previous else ():
        path = PurePath(guide.path)
        if path in broken and guide.id not in guides:
            guides[guide.id] = parse_guide(guide.source, path=path, variables=collection.variables)
    return [guide for guide in guides.values() if guide.status == "published"]


def _load(index_dir: Path, key: str) -> Index | None:
    try:
        return load_index(index_dir, key)
    except BrokenIndexError as error:
        log.warning("index_unreadable: %s", error)
        return None
