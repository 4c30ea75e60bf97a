"""Who is signed in: statements over `staff_sessions`. Passwords are checked outside any transaction."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.db.staff_tables import StaffSession, StaffUser

SESSION_LASTS = timedelta(hours=12)
"""A working day with overtime; a forgotten browser is signed out by the next morning."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is signed in."""

    name: str
    role: str
    csrf: str
    """Must come back with every form this person sends."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a password is checked against."""

    user_id: int
    password_hash: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session."""

    token: str
    """For the cookie; we keep only its hash."""
    role: str


def credentials(session: Session, *, name: str) -> Credentials | None:
    """Of an account that somebody may sign in to; None when there is none."""
    found = session.execute(
        select(StaffUser.id, StaffUser.password_hash).where(StaffUser.name == name, StaffUser.closed_at.is_(None))
    ).one_or_none()
    return Credentials(found.id, found.password_hash) if found else None


def open_session(session: Session, checked: Credentials, *, now: datetime) -> Opened | None:
    """Sign in whose password was checked; None when it was changed, or the account closed, since then."""
    user = session.scalar(
        select(StaffUser)
        .where(
            StaffUser.id == checked.user_id,
            StaffUser.password_hash == checked.password_hash,
            StaffUser.closed_at.is_(None),
        )
        .with_for_update()
    )
    if user is None:
        return None
    token = secrets.token_urlsafe(32)
    user.last_sign_in_at = now
    session.execute(delete(StaffSession).where(StaffSession.expires_at < now))
    session.add(
        StaffSession(
            token_hash=_hash(token),
            user_id=user.id,
            csrf=secrets.token_urlsafe(24),
            expires_at=now + SESSION_LASTS,
        )
    )
    return Opened(token, user.role)


def who_is(session: Session, *, token: str, now: datetime) -> Staff | None:
    """The person a cookie's token belongs to, while the session lasts."""
    row = session.execute(
        select(StaffUser.name, StaffUser.role, StaffSession.csrf)
        .join(StaffSession, StaffSession.user_id == StaffUser.id)
        .where(StaffSession.token_hash == _hash(token), StaffSession.expires_at > now, StaffUser.closed_at.is_(None))
    ).one_or_none()
    return Staff(name=row.name, role=row.role, csrf=row.csrf) if row else None


def sign_out(session: Session, *, token: str) -> None:
    """End the session; an unknown token is no error."""
    session.execute(delete(StaffSession).where(StaffSession.token_hash == _hash(token)))


def _hash(token: str) -> str:
    # The token is 256 random bits, so a plain hash is enough: the table alone opens no session.
    return hashlib.sha256(token.encode()).hexdigest()
