"""Vectors on disk by the hash of their text, so that only changed texts are embedded again."""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.ports import Encoder, TokenEncoder, Tokens, Vectors, token_encoder
from retrieval.tokens import as_float, as_int8

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
            connection.execute(
                "CREATE TABLE IF NOT EXISTS tokens (key BLOB PRIMARY KEY, numbers BLOB NOT NULL, states BLOB NOT NULL)"
            )

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

    @property
    def token_size(self) -> int:
        able = token_encoder(self._encoder)
        return able.token_size if able else 0

    def question_with_tokens(self, text: str) -> tuple[Vectors, Tokens]:
        """What people ask is not remembered."""
        return self._able().question_with_tokens(text)

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        keys = [_key("p", text) for text in texts]
        with closing(self._connect()) as connection:
            known = _read_tokens(connection, keys)
            todo = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            if todo:
                vectors, fresh = self._able().passages_with_tokens(list(todo.values()))
                states = [as_int8(tokens.states) for tokens in fresh]
                with connection:
                    _keep(connection, dict(zip(todo, vectors, strict=True)))
                    connection.executemany(
                        "INSERT OR REPLACE INTO tokens VALUES (?, ?, ?)",
                        [
                            (key, tokens.numbers.astype(np.int32).tobytes(), rounded.tobytes())
                            for key, tokens, rounded in zip(todo, fresh, states, strict=True)
                        ],
                    )
                known |= {
                    key: Tokens(tokens.numbers, as_float(rounded))
                    for key, tokens, rounded in zip(todo, fresh, states, strict=True)
                }
        return self.embed_passages(texts), [known[key] for key in keys]

    def warm(
        self, *, passages: Sequence[str], questions: Sequence[str], on_progress: OnProgress, tokens: bool = False
    ) -> int:
        """Embed what is not yet known, with progress.

        Args:
            passages: what is to be found.
            questions: titles and own questions.
            on_progress: told how far it has come.
            tokens: whether the pieces of passages are wanted too, where the model shows them.

        Returns:
            How many texts had to be embedded.
        """
        with_tokens = tokens and bool(self.token_size)
        wanted = {_key("p", text): ("p", text) for text in passages}
        wanted |= {_key("q", text): ("q", text) for text in questions}
        with closing(self._connect()) as connection:
            known = set(_read(connection, wanted))
            if with_tokens:
                of_passages = {key for key, (kind, _) in wanted.items() if kind == "p"}
                known = (known - of_passages) | (known & _read_tokens(connection, of_passages).keys())
            todo = sorted(item for key, item in wanted.items() if key not in known)
        started, done_characters = time.monotonic(), 0
        total_characters = sum(len(text) for _, text in todo)
        for at in range(0, len(todo), BATCH):
            batch = sorted(todo[at : at + BATCH], key=lambda item: -len(item[1]))  # so that no core waits at the end
            for kind in ("p", "q"):
                texts = [text for kind_of_text, text in batch if kind_of_text == kind]
                _ = self.passages_with_tokens(texts) if with_tokens and kind == "p" else self._embed(kind, texts)
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
                    _keep(connection, fresh)
                known |= fresh
        if not keys:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.stack([known[key] for key in keys])

    def _able(self) -> TokenEncoder:
        able = token_encoder(self._encoder)
        if able is None:
            raise TypeError(f"{self.name} shows no tokens; ask for `token_size` first")
        return able

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=30)
        connection.execute("PRAGMA synchronous=NORMAL")  # after a power cut a vector may have to be made again
        return connection


def _key(kind: str, text: str) -> bytes:
    return hashlib.sha256(f"{kind}:{text}".encode("utf-8", "surrogatepass")).digest()


def _keep(connection: sqlite3.Connection, fresh: Mapping[bytes, Vectors]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO vectors VALUES (?, ?)", [(key, vector.tobytes()) for key, vector in fresh.items()]
    )


def _read_tokens(connection: sqlite3.Connection, keys: Iterable[bytes]) -> dict[bytes, Tokens]:
    found: dict[bytes, Tokens] = {}
    for key in keys:
        row = connection.execute("SELECT numbers, states FROM tokens WHERE key = ?", (key,)).fetchone()
        if row is not None:
            numbers = np.frombuffer(row[0], dtype=np.int32)
            states = np.frombuffer(row[1], dtype=np.int8).reshape(len(numbers), -1)
            found[key] = Tokens(numbers, as_float(states))
    return found


def _read(connection: sqlite3.Connection, keys: Iterable[bytes]) -> dict[bytes, Vectors]:
    found: dict[bytes, Vectors] = {}
    for key in keys:
        row = connection.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
        if row is not None:
            found[key] = np.frombuffer(row[0], dtype=np.float32)
    return found
