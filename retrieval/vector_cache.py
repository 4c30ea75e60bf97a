"""Vectors on disk by the hash of their text, so that only changed texts are embedded again."""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.ports import Encoder, Vectors

BATCH = 64
"""Texts embedded between two progress reports: some five seconds of work."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build has come, in texts."""

    done: int
    total: int
    left_s: float


OnProgress = Callable[[Progress], None]


def no_report(_: Progress) -> None:
    """Report to nobody."""


class CachedEncoder:
    """An encoder that remembers passages and titles. Never give it what people ask."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        folder.mkdir(parents=True, exist_ok=True)
        safe_name = hashlib.sha256(encoder.name.encode()).hexdigest()[:12]
        self._path = folder / f"{safe_name}.sqlite"
        with closing(self._connect()) as connection, connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)")

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed("p", texts)

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return self._embed("q", texts)

    def warm(self, *, passages: Sequence[str], questions: Sequence[str], on_progress: OnProgress) -> int:
        """Embed what is not yet known, with progress.

        Returns:
            How many texts had to be embedded.
        """
        wanted = {_key("p", text): ("p", text) for text in passages}
        wanted |= {_key("q", text): ("q", text) for text in questions}
        with closing(self._connect()) as connection:
            known = _read(connection, wanted)
            todo = sorted(item for key, item in wanted.items() if key not in known)
        started, done_characters = time.monotonic(), 0
        total_characters = sum(len(text) for _, text in todo)
        for at in range(0, len(todo), BATCH):
            batch = sorted(todo[at : at + BATCH], key=lambda item: -len(item[1]))  # so that no core waits at the end
            for kind in ("p", "q"):
                self._embed(kind, [text for kind_of_text, text in batch if kind_of_text == kind])
            done_characters += sum(len(text) for _, text in batch)
            spent_s = time.monotonic() - started
            left_s = spent_s / max(done_characters, 1) * (total_characters - done_characters)
            on_progress(Progress(done=at + len(batch), total=len(todo), left_s=left_s))
        return len(todo)

    def _embed(self, kind: str, texts: Sequence[str]) -> Vectors:
        keys = [_key(kind, text) for text in texts]
        with closing(self._connect()) as connection:
            known = _read(connection, keys)
            todo = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            if todo:
                embed = self._encoder.embed_passages if kind == "p" else self._encoder.embed_questions
                fresh = dict(zip(todo, embed(list(todo.values())), strict=True))
                with connection:
                    connection.executemany(
                        "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
                        [(key, vector.tobytes()) for key, vector in fresh.items()],
                    )
                known |= fresh
        if not keys:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.stack([known[key] for key in keys])

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=30)
        connection.execute("PRAGMA synchronous=NORMAL")  # after a power cut a vector may have to be made again
        return connection


def _key(kind: str, text: str) -> bytes:
    return hashlib.sha256(f"{kind}:{text}".encode("utf-8", "surrogatepass")).digest()


def _read(connection: sqlite3.Connection, keys: Iterable[bytes]) -> dict[bytes, Vectors]:
    found: dict[bytes, Vectors] = {}
    for key in keys:
        row = connection.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
        if row is not None:
            found[key] = np.frombuffer(row[0], dtype=np.float32)
    return found
