"""API keys: statements over `api_keys`.

A key is `bp_<id>_<secret>`. The secret is 256 random bits, so that guessing is hopeless and one fast hash is
enough; argon2 is for passwords that people choose, and would cost 50 ms and 64 MB with every call.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.db.people_tables import ApiKey

Scope = Literal["ask", "feedback", "escalate", "read"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
PREFIX = "bp_"
EVERYONE = "alla"
USE_IS_NOTED = timedelta(minutes=5)
"""Not more often."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is listed."""

    id: str
    name: str
    scopes: frozenset[str]
    audience: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None

    def use_is_noted(self, now: datetime) -> bool:
        """Whether it was noted lately that the key is in use."""
        return self.last_used_at is not None and now - self.last_used_at < USE_IS_NOTED

    def is_good(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


def create(
    session: Session,
    *,
    name: str,
    scopes: tuple[Scope, ...],
    audience: tuple[str, ...] = (EVERYONE,),
    expires_at: datetime | None = None,
    now: datetime,
    number: str | None = None,
) -> str:
    """Make a key and return it: it is seen this once. `number` is its id, where the caller has made one."""
    number, secret = number or secrets.token_hex(5), secrets.token_urlsafe(32)
    row = ApiKey(
        id=number,
        name=name,
        secret_hash=_hash(number, secret),
        scopes=" ".join(scopes),
        audience=" ".join(audience),
        created_at=now,
        expires_at=expires_at,
        revoked_at=None,
        last_used_at=None,
    )
    session.add(row)
    return f"{PREFIX}{number}_{secret}"


def check(session: Session, shown: str, *, now: datetime) -> Key | None:
    """The key that was shown, while it is good."""
    number, _, secret = shown.removeprefix(PREFIX).partition("_")
    row = session.get(ApiKey, number)
    if row is None or not hmac.compare_digest(row.secret_hash, _hash(number, secret)):
        return None
    key = _key(row)
    return key if key.is_good(now) else None


def note_use(session: Session, number: str, *, now: datetime) -> None:
    """The key opened something."""
    session.execute(update(ApiKey).where(ApiKey.id == number).values(last_used_at=now))


def exists(session: Session, number: str) -> bool:
    return session.get(ApiKey, number) is not None


def revoke(session: Session, number: str, *, now: datetime) -> bool:
    """From now on the key opens nothing. Returns whether there is such a key."""
    row = session.get(ApiKey, number)
    if row is None:
        return False
    row.revoked_at = row.revoked_at or now
    return True


def all_keys(session: Session) -> tuple[Key, ...]:
    """Every key there is or was, oldest first."""
    return tuple(_key(row) for row in session.scalars(select(ApiKey).order_by(ApiKey.created_at, ApiKey.id)))


def _key(row: ApiKey) -> Key:
    return Key(
        id=row.id,
        name=row.name,
        scopes=frozenset(row.scopes.split()),
        audience=tuple(row.audience.split()),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )


def _hash(number: str, secret: str) -> str:
    return hashlib.blake2b(secret.encode(), key=number.encode(), digest_size=32).hexdigest()
