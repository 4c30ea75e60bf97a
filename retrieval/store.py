"""An index on disk: a directory a content hash, and a pointer to the one in use.

    index/current                    the name of the directory in use
    index/<content hash>/manifest.json guides.jsonl words.json *.npy

A directory is written beside, then renamed: who reads sees all of it or nothing. Arrays are read where they lie
(memory-mapped); an old directory may be removed while they are in use.
"""

import json
import os
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter, ValidationError

from knowledge.guide import Guide, Language
from retrieval.adapter import Adapter
from retrieval.errors import BrokenIndexError
from retrieval.headers import ONE_AT_A_TIME
from retrieval.index import EXTRA_DIMENSIONS, Index
from retrieval.kin import Kin
from retrieval.lexical import LetterIndex, LetterWeights
from retrieval.taught import Taught
from retrieval.tokens import TokenIndex
from retrieval.vector import FlatIndex, ListedIndex, load_lists, save_lists

_GUIDE = TypeAdapter(Guide)
_GUIDES = "guides.jsonl"
"""A line a guide: read line by line, so that who asks meanwhile need not wait for all."""
_POINTER = "current"
_LETTER_ARRAYS = ("grams", "starts", "texts", "counts", "lengths")
_ADAPTER_ARRAYS = ("turn", "shift_from", "shift_to")
_KIN_ARRAYS = ("centre", "turn", "lengths", "means")
_TAUGHT_ARRAYS = ("centre", "weights")
_TOKEN_ARRAYS = ("states", "numbers", "starts", "ends", "known", "telling")
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
    main_language: Language
    adapters: tuple[Language, ...]
    """Languages of questions that have one."""
    kin: bool
    """Whether it learned which questions are kin."""
    taught: bool
    """Whether it learned which guide a question is for."""
    tokens: bool
    """Whether the pieces of its guides lie beside."""
    parsed_with: str
    recall: dict[str, float]
    """Of the vectors that are kept in lists, measured when the lists were made."""
    format: int = 8


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


def load_index(folder: Path, key: str, *, guides: tuple[Guide, ...] | None = None) -> Index | None:
    """Read an index by its key; None if there is none.

    Args:
        folder: of all indexes.
        key: of the one.
        guides: its guides, if they are at hand: parsing them takes nearly all of the time.

    Raises:
        BrokenIndexError: it is there, but cannot be read.
    """
    directory = folder / key
    if not (directory / "manifest.json").is_file():
        return None
    try:
        return _read(directory, guides)
    except (OSError, ValueError, KeyError, TypeError, EOFError, ValidationError) as error:
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
    arrays = {
        "bases": index.bases,
        "chunk_starts": index.chunk_starts,
        "chunk_guides": index.chunk_guides,
        "chunk_sections": index.chunk_sections,
        "chunks": index.chunks.vectors,
        "field_guides": index.field_guides,
        "field_languages": index.field_languages,
        "fields": index.fields.vectors,
        **{f"letters_{name}": getattr(weights, name) for name in _LETTER_ARRAYS},
        **{
            f"adapter_{language}_{name}": getattr(adapter, name)
            for language, adapter in index.adapters.items()
            for name in _ADAPTER_ARRAYS
        },
        **({f"kin_{name}": getattr(index.kin, name) for name in _KIN_ARRAYS} if index.kin else {}),
        **({f"taught_{name}": getattr(index.taught, name) for name in _TAUGHT_ARRAYS} if index.taught else {}),
        **({f"tokens_{name}": getattr(index.tokens, name) for name in _TOKEN_ARRAYS} if index.tokens else {}),
    }
    for name, vectors in (("chunks", index.chunks), ("fields", index.fields)):
        if isinstance(vectors, ListedIndex):
            save_lists(vectors.lists, directory / f"{name}.lists")
            arrays |= {f"{name}_rows": vectors.lists.rows, f"{name}_fresh": vectors.lists.fresh}
    for name, array in arrays.items():
        np.save(directory / f"{name}.npy", array, allow_pickle=False)
    (directory / "words.json").write_text(json.dumps(dict(weights.words), ensure_ascii=False), encoding="utf-8")
    (directory / _GUIDES).write_bytes(b"\n".join(_GUIDE.dump_json(guide) for guide in index.guides))
    manifest = Manifest(
        content_hash=index.key,
        model=index.model,
        dimension=index.chunks.vectors.shape[1] - EXTRA_DIMENSIONS,
        guides=len(index.guides),
        chunks=len(index.chunk_guides),
        fields=len(index.field_guides),
        main_language=index.main_language,
        adapters=tuple(index.adapters),
        kin=index.kin is not None,
        taught=index.taught is not None,
        tokens=index.tokens is not None,
        parsed_with=index.parsed_with,
        recall={
            name: vectors.lists.recall
            for name, vectors in (("chunks", index.chunks), ("fields", index.fields))
            if isinstance(vectors, ListedIndex)
        },
    )
    (directory / "manifest.json").write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")


def _read(directory: Path, guides: tuple[Guide, ...] | None) -> Index:
    manifest = Manifest(**json.loads((directory / "manifest.json").read_text(encoding="utf-8")))
    if guides is None:
        guides = tuple(_GUIDE.validate_json(line) for line in (directory / _GUIDES).read_bytes().splitlines())
    words = {str(word): int(count) for word, count in json.loads((directory / "words.json").read_bytes()).items()}

    def array(name: str) -> Any:  # noqa: ANN401 - each field says what it is
        with ONE_AT_A_TIME:
            return np.asarray(np.load(directory / f"{name}.npy", mmap_mode="r", allow_pickle=False))  # slices in .2 us

    def vectors(name: str) -> FlatIndex:
        if name not in manifest.recall:
            return FlatIndex(array(name))
        file, recall = directory / f"{name}.lists", manifest.recall[name]
        lists = load_lists(file, rows=array(f"{name}_rows"), fresh=array(f"{name}_fresh"), recall=recall)
        return ListedIndex(array(name), lists)

    letters = LetterWeights(words=words, **{name: array(f"letters_{name}") for name in _LETTER_ARRAYS})
    index = Index(
        key=manifest.content_hash,
        model=manifest.model,
        guides=guides,
        bases=array("bases"),
        chunk_starts=array("chunk_starts"),
        chunk_guides=array("chunk_guides"),
        chunk_sections=array("chunk_sections"),
        chunks=vectors("chunks"),
        field_guides=array("field_guides"),
        field_languages=array("field_languages"),
        fields=vectors("fields"),
        letters=LetterIndex(letters),
        main_language=manifest.main_language,
        adapters={
            language: Adapter(*(array(f"adapter_{language}_{name}") for name in _ADAPTER_ARRAYS))
            for language in manifest.adapters
        },
        kin=Kin(*(array(f"kin_{name}") for name in _KIN_ARRAYS)) if manifest.kin else None,
        taught=Taught(*(array(f"taught_{name}") for name in _TAUGHT_ARRAYS)) if manifest.taught else None,
        tokens=TokenIndex(*(array(f"tokens_{name}") for name in _TOKEN_ARRAYS)) if manifest.tokens else None,
        parsed_with=manifest.parsed_with,
    )
    _check(index, letters, manifest)
    return index


def _check(index: Index, letters: LetterWeights, manifest: Manifest) -> None:
    """Raise ValueError when the parts do not belong together."""
    guides = len(index.guides)
    if not len(index.bases) == len(index.chunk_starts) == len(letters.lengths) == guides:
        raise ValueError("its parts tell of different numbers of guides")
    if len(letters.starts) != len(letters.grams) + 1 or len(letters.texts) != len(letters.counts):
        raise ValueError("its letters are incomplete")
    if index.tokens is not None:
        _check_tokens(index.tokens, guides)
    _check_vectors(index, manifest.dimension)


def _check_tokens(tokens: TokenIndex, guides: int) -> None:
    """Raise ValueError when the pieces are not those of the guides, or not all there."""
    count = int(tokens.ends[-1]) if guides else 0
    if not len(tokens.starts) == len(tokens.ends) == guides or not len(tokens.states) == len(tokens.numbers) == count:
        raise ValueError("its tokens are of other guides")
    if len(tokens.known) != len(tokens.telling):
        raise ValueError("its tokens are incomplete")


def _check_vectors(index: Index, dimension: int) -> None:
    """Raise ValueError when vectors of another model or of other guides lie among them."""
    wide = dimension + EXTRA_DIMENSIONS
    parts = [
        ("chunks", index.chunks, (len(index.chunk_guides), wide)),
        ("fields", index.fields, (len(index.field_guides), wide)),
    ]
    found: list[tuple[str, tuple[int, ...], tuple[int, ...]]] = [
        (name, part.vectors.shape, shape) for name, part, shape in parts if isinstance(part, FlatIndex)
    ]
    if index.kin is not None:
        found.append(("kin", index.kin.lengths.shape, (len(index.field_guides),)))
        found.append(("kin", index.kin.means.shape, (len(set(index.bases.tolist())), dimension)))
    for name, shape, wanted in found:
        if shape != wanted:
            raise ValueError(f"{name} of shape {shape} where {wanted} is wanted: parts of two indexes")


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
