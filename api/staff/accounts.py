"""Staff accounts and their sessions: statements over `staff_users` and `staff_sessions`."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from api.db.tables import StaffSession, StaffUser
from api.staff.passwords import hash_password, make_password, matches

SESSION_LASTS = timedelta(hours=12)
"""A working day with overtime; a forgotten browser is signed out by the next morning."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is signed in."""

    name: str
    role: str
    csrf: str
    """Must come back with every form this person sends."""


class UnknownAccountError(Exception):
    """There is no staff user of that name."""


def create_first_admin(session: Session, *, now: datetime) -> str | None:
    """Make the user `admin` with a random password and return it, or None when anyone has an account."""
    if session.scalar(select(func.count()).select_from(StaffUser)):
        return None
    password = make_password()
    session.add(StaffUser(name="admin", password_hash=hash_password(password), role="admin", created_at=now))
    return password


def new_password(session: Session, *, name: str) -> str:
    """Give a user a new random password and end all of that user's sessions.

    Raises:
        UnknownAccountError: nobody has that name.
    """
    user = session.scalar(select(StaffUser).where(StaffUser.name == name))
    if user is None:
        raise UnknownAccountError(f"There is no staff user named {name}.")
    password = make_password()
    user.password_hash = hash_password(password)
    session.execute(delete(StaffSession).where(StaffSession.user_id == user.id))
    return password


def names(session: Session) -> tuple[str, ...]:
    """Everyone who may be given a ticket."""
    may = select(StaffUser.name).where(StaffUser.role.in_(("admin", "desk"))).order_by(StaffUser.name)
    return tuple(session.scalars(may))


def sign_in(session: Session, *, name: str, password: str, now: datetime) -> str | None:
    """Open a session and return its token for the cookie; None when name or password is wrong."""
    user = session.scalar(select(StaffUser).where(StaffUser.name == name))
    if user is None:
        hash_password(password)  # takes as long as a wrong password, so names cannot be guessed by time
        return None
    if not matches(password, user.password_hash):
        return None
    token = secrets.token_urlsafe(32)
    session.execute(delete(StaffSession).where(StaffSession.expires_at < now))
    session.add(
        StaffSession(
            token_hash=_hash(token),
            user_id=user.id,
            csrf=secrets.token_urlsafe(24),
            expires_at=now + SESSION_LASTS,
        )
    )
    return token


def who_is(session: Session, *, token: str, now: datetime) -> Staff | None:
    """The person a cookie's token belongs to, while the session lasts."""
    row = session.execute(
        select(StaffUser.name, StaffUser.role, StaffSession.csrf)
        .join(StaffSession, StaffSession.user_id == StaffUser.id)
        .where(StaffSession.token_hash == _hash(token), StaffSession.expires_at > now)
    ).one_or_none()
    return Staff(name=row.name, role=row.role, csrf=row.csrf) if row else None


def sign_out(session: Session, *, token: str) -> None:
    """End the session; an unknown token is no error."""
    session.execute(delete(StaffSession).where(StaffSession.token_hash == _hash(token)))


def _hash(token: str) -> str:
    # The token is 256 random bits, so a plain hash is enough: the table alone opens no session.
    return hashlib.sha256(token.encode()).hexdigest()
