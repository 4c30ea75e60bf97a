"""Vectors on disk by the hash of their text, so that only changed texts are embedded again."""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.ports import Encoder, TokenEncoder, Tokens, Vectors, token_encoder, token_space_of

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

    @property
    def token_space(self) -> str:
        return token_space_of(self._encoder)

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        able = self._able()
        keys = self._token_keys(texts)
        with closing(self._connect()) as connection:
            known = _read_tokens(connection, keys, able.token_size)
            todo = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            if todo:
                vectors, fresh = able.passages_with_tokens(list(todo.values()))
                with connection:
                    _keep(
                        connection,
                        {_key("p", text): vector for text, vector in zip(todo.values(), vectors, strict=True)},
                    )
                    connection.executemany(
                        "INSERT OR REPLACE INTO tokens VALUES (?, ?, ?)",
                        [
                            (key, tokens.numbers.astype(np.int32).tobytes(), tokens.states.tobytes())
                            for key, tokens in zip(todo, fresh, strict=True)
                        ],
                    )
                known |= dict(zip(todo, fresh, strict=True))
        return self.embed_passages(texts), [known[key] for key in keys]

    def warm(
        self,
        *,
        passages: Sequence[str],
        questions: Sequence[str],
        on_progress: OnProgress,
        with_tokens: Sequence[str] = (),
    ) -> int:
        """Embed what is not yet known, with progress.

        Args:
            passages: what is to be found.
            questions: titles and own questions.
            on_progress: told how far it has come.
            with_tokens: passages whose pieces are wanted too, where the model shows them.

        Returns:
            How many texts had to be embedded.
        """
        pieces = dict(zip(self._token_keys(with_tokens), with_tokens, strict=True)) if self.token_size else {}
        wanted = {_key("p", text): ("p", text) for text in (*passages, *with_tokens)}
        wanted |= {_key("q", text): ("q", text) for text in questions}
        with closing(self._connect()) as connection:
            known = _read(connection, wanted)
            known_pieces = _read_tokens(connection, pieces, self.token_size)
        lacking = {text for key, text in pieces.items() if key not in known_pieces}
        todo = sorted(
            {item for key, item in wanted.items() if key not in known or (item[0] == "p" and item[1] in lacking)}
        )
        started, done_characters = time.monotonic(), 0
        total_characters = sum(len(text) for _, text in todo)
        for at in range(0, len(todo), BATCH):
            batch = sorted(todo[at : at + BATCH], key=lambda item: -len(item[1]))  # so that no core waits at the end
            self._embed("q", [text for kind, text in batch if kind == "q"])
            of_passages = [text for kind, text in batch if kind == "p"]
            self._embed("p", [text for text in of_passages if text not in lacking])
            if some := [text for text in of_passages if text in lacking]:
                self.passages_with_tokens(some)
            done_characters += sum(len(text) for _, text in batch)
            spent_s = time.monotonic() - started
            left_s = spent_s / max(done_characters, 1) * (total_characters - done_characters)
            on_progress(Progress(done=at + len(batch), total=len(todo), left_s=left_s))
        return len(todo)

    def _token_keys(self, texts: Sequence[str]) -> list[bytes]:
        space = self.token_space if texts else ""
        return [_key(f"t {space}", text) for text in texts]

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


def _read_tokens(connection: sqlite3.Connection, keys: Iterable[bytes], size: int) -> dict[bytes, Tokens]:
    found: dict[bytes, Tokens] = {}
    for key in keys:
        row = connection.execute("SELECT numbers, states FROM tokens WHERE key = ?", (key,)).fetchone()
        if row is not None:
            numbers, states = np.frombuffer(row[0], dtype=np.int32), np.frombuffer(row[1], dtype=np.int8)
            found[key] = Tokens(numbers, states.reshape(-1, size))
    return found


def _read(connection: sqlite3.Connection, keys: Iterable[bytes]) -> dict[bytes, Vectors]:
    found: dict[bytes, Vectors] = {}
    for key in keys:
        row = connection.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
        if row is not None:
            found[key] = np.frombuffer(row[0], dtype=np.float32)
    return found
