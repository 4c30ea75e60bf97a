"""An index on disk: a directory a content hash, and a pointer to the one in use.

    index/current                    the name of the directory in use
    index/<content hash>/manifest.json guides.json arrays.npz grams.txt words.txt

A directory is written beside, then renamed: who reads sees all of it or nothing.
"""

import json
import os
import shutil
import tempfile
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter, ValidationError
from scipy.sparse import csr_matrix

from knowledge.guide import Guide
from retrieval.errors import BrokenIndexError
from retrieval.index import EXTRA_DIMENSIONS, Index
from retrieval.lexical import LetterIndex, LetterWeights
from retrieval.vector import FlatIndex

_GUIDES = TypeAdapter(tuple[Guide, ...])
_POINTER = "current"
_KEPT = 2
"""Directories kept: the one in use and the one before, which a running search may still read."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of."""

    content_hash: str
    model: str
    dimension: int
    guides: int
    chunks: int
    fields: int
    format: int = 1


def save_index(index: Index, folder: Path) -> Path:
    """Write the index, over a broken one of the same key too, and make it the current one."""
    target = folder / index.key
    folder.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{index.key}.", dir=folder))
    try:
        _write(index, beside)
        shutil.rmtree(target, ignore_errors=True)
        beside.rename(target)
    except OSError:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    make_current(folder, index.key)
    return target


def make_current(folder: Path, key: str) -> None:
    """Point to an index that is there, and forget the oldest ones."""
    if current_key(folder) != key:
        _point_to(folder, key)
    _forget_old(folder)


def load_index(folder: Path, key: str) -> Index | None:
    """Read an index by its key; None if there is none.

    Raises:
        BrokenIndexError: it is there, but cannot be read.
    """
    directory = folder / key
    if not (directory / "manifest.json").is_file():
        return None
    try:
        return _read(directory)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, ValidationError) as error:
        raise BrokenIndexError(f"{directory}: cannot be read ({error}); it is built again") from error


def current_key(folder: Path) -> str | None:
    """Name of the index in use."""
    try:
        return (folder / _POINTER).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def _write(index: Index, directory: Path) -> None:
    if not isinstance(index.chunks, FlatIndex) or not isinstance(index.fields, FlatIndex):
        raise TypeError("only a FAISS index is kept on disk")
    if not isinstance(index.letters, LetterIndex):
        raise TypeError("only a letter index is kept on disk")
    weights = index.letters.weights
    with (directory / "arrays.npz").open("wb") as file:
        np.savez(
            file,
            bases=index.bases,
            chunk_starts=index.chunk_starts,
            chunk_guides=index.chunk_guides,
            chunk_sections=index.chunk_sections,
            chunks=index.chunks.vectors,
            field_guides=index.field_guides,
            fields=index.fields.vectors,
            idf=weights.idf,
            letters_data=weights.by_gram.data,
            letters_indices=weights.by_gram.indices,
            letters_indptr=weights.by_gram.indptr,
        )
    (directory / "grams.txt").write_text("\n".join(weights.grams), encoding="utf-8")
    (directory / "words.txt").write_text("\n".join(sorted(weights.words)), encoding="utf-8")
    (directory / "guides.json").write_bytes(_GUIDES.dump_json(index.guides))
    manifest = Manifest(
        content_hash=index.key,
        model=index.model,
        dimension=index.chunks.vectors.shape[1] - EXTRA_DIMENSIONS,
        guides=len(index.guides),
        chunks=len(index.chunk_guides),
        fields=len(index.field_guides),
    )
    (directory / "manifest.json").write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")


def _read(directory: Path) -> Index:
    manifest = Manifest(**json.loads((directory / "manifest.json").read_text(encoding="utf-8")))
    guides = _GUIDES.validate_json((directory / "guides.json").read_bytes())
    grams = tuple((directory / "grams.txt").read_text(encoding="utf-8").split("\n"))
    grams = grams if grams != ("",) else ()
    words = frozenset((directory / "words.txt").read_text(encoding="utf-8").split("\n")) - {""}
    with np.load(directory / "arrays.npz") as arrays:
        by_gram = csr_matrix(
            (arrays["letters_data"], arrays["letters_indices"], arrays["letters_indptr"]),
            shape=(len(grams), len(guides)),
        )
        return Index(
            key=manifest.content_hash,
            model=manifest.model,
            guides=guides,
            bases=arrays["bases"],
            chunk_starts=arrays["chunk_starts"],
            chunk_guides=arrays["chunk_guides"],
            chunk_sections=arrays["chunk_sections"],
            chunks=FlatIndex(arrays["chunks"]),
            field_guides=arrays["field_guides"],
            fields=FlatIndex(arrays["fields"]),
            letters=LetterIndex(LetterWeights(grams=grams, idf=arrays["idf"], by_gram=by_gram, words=words)),
        )


def _point_to(folder: Path, key: str) -> None:
    beside = folder / f".{_POINTER}.{os.getpid()}"
    beside.write_text(key + "\n", encoding="utf-8")
    beside.replace(folder / _POINTER)


def _forget_old(folder: Path) -> None:
    """Remove all but the newest directories and the current one."""
    current = current_key(folder)
    directories = sorted(
        (path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for path in directories[_KEPT:]:
        if path.name != current:
            shutil.rmtree(path, ignore_errors=True)
