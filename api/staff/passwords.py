"""Staff passwords: hashed with argon2, made readable when we make them."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without l, i, o, 0 and 1, which are read wrong on paper."""
GROUPS, GROUP_LENGTH = 4, 5


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
