"""Forget in Rasa's tracker store whom we forgot: events of senders that no conversation has any more.

Rasa 3.6 has no call to delete a tracker, so its SQLite file (table `events`) is opened directly.
"""

import asyncio
import sqlite3
from pathlib import Path

from sqlalchemy import select

from api.db.engine import Database
from api.db.tables import Conversation

BUSY_TIMEOUT_S = 5


async def forget_trackers(database: Database, tracker_db: Path) -> int:
    """Delete orphaned tracker events; returns how many. A file or table that is not there yet has none."""
    # First what the store holds, then who is known: a conversation is stored before Rasa hears of it.
    senders = await asyncio.to_thread(_senders, tracker_db)
    known = await database.read(lambda session: set(session.scalars(select(Conversation.bot_sender))))
    return await asyncio.to_thread(_delete, tracker_db, senders - known)


def _senders(tracker_db: Path) -> set[str]:
    if not tracker_db.exists():
        return set()
    with sqlite3.connect(tracker_db, timeout=BUSY_TIMEOUT_S) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'events'").fetchone():
            return set()
        return {row[0] for row in connection.execute("SELECT DISTINCT sender_id FROM events")}


def _delete(tracker_db: Path, senders: set[str]) -> int:
    if not senders:
        return 0
    with sqlite3.connect(tracker_db, timeout=BUSY_TIMEOUT_S) as connection:
        deleted = connection.executemany(
            "DELETE FROM events WHERE sender_id = ?", [(sender,) for sender in sorted(senders)]
        )
        return deleted.rowcount
