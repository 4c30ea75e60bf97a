"""The known outage that every answer begins with. Statements over `outages`."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.db.tables import Outage


def current_outage(session: Session) -> str | None:
    """What the desk says about the newest outage that has not ended."""
    statement = select(Outage.message).where(Outage.ended_at.is_(None)).order_by(Outage.id.desc()).limit(1)
    return session.scalar(statement)


def start_outage(session: Session, message: str, *, now: datetime) -> None:
    """Tell everyone from now on; an earlier outage ends."""
    end_outage(session, now=now)
    session.add(Outage(message=message, started_at=now, ended_at=None))


def end_outage(session: Session, *, now: datetime) -> None:
    session.execute(update(Outage).where(Outage.ended_at.is_(None)).values(ended_at=now))
