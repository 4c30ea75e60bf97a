"""Staff passwords: hashed with argon2, made readable when we make them."""

import asyncio
import secrets
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without l, i, o, 0 and 1, which are read wrong on paper."""
GROUPS, GROUP_LENGTH = 4, 5
CHECKS_AT_ONCE = 2
"""Each takes 64 MiB and four threads for a while."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A new password: shown once, kept as its hash."""

    shown: str
    hashed: str


def fresh_password() -> Fresh:
    """Takes as long as a check, so the gateway makes one in a thread, before the transaction that keeps it."""
    password = make_password()
    return Fresh(password, hash_password(password))


def make_password() -> str:
    """Four groups of five, about 99 bits: `k3fva-9mxpt-...`."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def hash_password(password: str) -> str:
    """An argon2id hash with the library's current parameters (RFC 9106)."""
    return PasswordHasher().hash(password)


def matches(password: str, hashed: str) -> bool:
    """Whether the password made this hash; a broken hash matches nothing."""
    try:
        return PasswordHasher().verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


class PasswordChecks:
    """Checks passwords in threads, a few at a time, so that a flood of tries leaves the gateway air."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(CHECKS_AT_ONCE)

    async def fits(self, password: str, hashed: str | None) -> bool:
        """Without a hash, False after the same time, so that names cannot be guessed by the clock."""
        async with self._turns:
            if hashed is None:
                await asyncio.to_thread(hash_password, password)
                return False
            return await asyncio.to_thread(matches, password, hashed)
