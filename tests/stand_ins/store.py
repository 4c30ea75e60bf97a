"""What every stand-in keeps: tickets and what is written on them, in SQLite, so that kill -9 loses nothing."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

TABLES = """
CREATE TABLE IF NOT EXISTS tickets (id INTEGER PRIMARY KEY, sys_id TEXT UNIQUE, key TEXT, title TEXT, body TEXT,
  status TEXT, author TEXT, more TEXT, created TEXT, updated TEXT);
CREATE TABLE IF NOT EXISTS parts (id INTEGER PRIMARY KEY, ticket INTEGER, kind TEXT, author TEXT, text TEXT,
  internal INTEGER, more TEXT, created TEXT);
"""


@dataclass(frozen=True)
class Row:
    """A ticket."""

    id: int
    sys_id: str
    key: str
    title: str
    body: str
    status: str
    author: str
    more: dict[str, Any]
    created: datetime
    updated: datetime


@dataclass(frozen=True)
class Part:
    """Something on a ticket: text, or a file."""

    id: int
    ticket: int
    kind: str
    author: str
    text: str
    internal: bool
    more: dict[str, Any]
    created: datetime


class Store:
    """Used by one event loop at a time; every change is on the disk when the method returns."""

    def __init__(self, path: Path | str = ":memory:") -> None:
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA busy_timeout=5000")
        self._db.executescript(TABLES)

    def add_ticket(self, *, key: str, title: str, body: str, status: str, author: str, **more: Any) -> Row:
        at = _now()
        values = (uuid4().hex, key, title, body, status, author, json.dumps(more), at, at)
        columns = "sys_id, key, title, body, status, author, more, created, updated"
        made = self._db.execute(f"INSERT INTO tickets ({columns}) VALUES (?,?,?,?,?,?,?,?,?)", values)
        found = self.ticket(made.lastrowid or 0)
        assert found
        return found

    def ticket(self, number: int) -> Row | None:
        row = self._db.execute("SELECT * FROM tickets WHERE id = ?", (number,)).fetchone()
        return _row(row) if row else None

    def by_sys_id(self, sys_id: str) -> Row | None:
        row = self._db.execute("SELECT * FROM tickets WHERE sys_id = ?", (sys_id,)).fetchone()
        return _row(row) if row else None

    def tickets(self) -> list[Row]:
        return [_row(row) for row in self._db.execute("SELECT * FROM tickets ORDER BY id")]

    def with_key(self, key: str) -> list[Row]:
        return [row for row in self.tickets() if row.key == key]

    def set_status(self, number: int, status: str) -> None:
        self._db.execute("UPDATE tickets SET status = ?, updated = ? WHERE id = ?", (status, _now(), number))

    def change_all(self) -> None:
        """Every ticket, and the last part of each, in one moment: what a bulk edit does."""
        at = _now()
        self._db.execute("UPDATE tickets SET updated = ?", (at,))
        self._db.execute("UPDATE parts SET created = ? WHERE id IN (SELECT max(id) FROM parts GROUP BY ticket)", (at,))

    def change_in_turn(self, gap: timedelta) -> None:
        """Every ticket by its number, the last one now."""
        rows, now = self.tickets(), datetime.now(UTC)
        for before, row in enumerate(reversed(rows)):
            at = (now - before * gap).isoformat(timespec="milliseconds")
            self._db.execute("UPDATE tickets SET updated = ? WHERE id = ?", (at, row.id))

    def add_part(self, ticket: int, *, kind: str, author: str, text: str, internal: bool = False, **more: Any) -> Part:
        at = _now()
        values = (ticket, kind, author, text, internal, json.dumps(more), at)
        columns = "ticket, kind, author, text, internal, more, created"
        made = self._db.execute(f"INSERT INTO parts ({columns}) VALUES (?,?,?,?,?,?,?)", values)
        self._db.execute("UPDATE tickets SET updated = ? WHERE id = ?", (at, ticket))
        return _part(self._db.execute("SELECT * FROM parts WHERE id = ?", (made.lastrowid,)).fetchone())

    def parts(self, ticket: int | None = None) -> list[Part]:
        rows = self._db.execute("SELECT * FROM parts WHERE ? IS NULL OR ticket = ? ORDER BY id", (ticket, ticket))
        return [_part(row) for row in rows]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _row(row: tuple[Any, ...]) -> Row:
    *first, more, created, updated = row
    return Row(*first, json.loads(more), datetime.fromisoformat(created), datetime.fromisoformat(updated))


def _part(row: tuple[Any, ...]) -> Part:
    number, ticket, kind, author, text, internal, more, created = row
    at = datetime.fromisoformat(created)
    return Part(number, ticket, kind, author, text, bool(internal), json.loads(more), at)
