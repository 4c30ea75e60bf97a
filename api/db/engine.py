"""The database: one place that opens transactions and the only one that commits."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

T = TypeVar("T")


def make_engine(url: str) -> Engine:
    """An engine whose SQLite connections are safe for several processes.

    WAL with synchronous=FULL keeps every committed turn over a power cut; BEGIN IMMEDIATE
    makes read-then-write wait for the lock in place of failing with SQLITE_BUSY_SNAPSHOT
    (https://www.sqlite.org/lang_transaction.html).
    """
    # Errors go to the log, and parameters are what people wrote.
    # A connection that a restart of PostgreSQL cut is noticed before it is used.
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:  # noqa: ANN401
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:  # noqa: ANN401
    readonly = connection.get_execution_options().get("readonly", False)
    connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")


class Database:
    """Runs a function in one transaction, in a thread, so that the event loop stays free.

    Writers of one process take turns: under contention SQLite's own waiting is unfair
    (p99 80 ms without the lock, 7-10 ms with it).
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(readonly=True)
        self._write_lock = asyncio.Lock()

    async def read(self, work: Callable[[Session], T]) -> T:
        """Run `work` in a read transaction and return what it returns (no ORM objects, please)."""
        return await asyncio.to_thread(self._run, self._reader, work)

    async def write(self, work: Callable[[Session], T]) -> T:
        """Run `work` in one transaction: all of it is kept, or, if it raises, nothing."""
        async with self._write_lock:
            return await asyncio.to_thread(self._run, self._engine, work)

    @staticmethod
    def _run(engine: Engine, work: Callable[[Session], T]) -> T:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            return work(session)

    def close(self) -> None:
        self._engine.dispose()
