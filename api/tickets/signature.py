"""Signatures of webhooks: HMAC-SHA256 over `timestamp.body`, compared in constant time."""

import hashlib
import hmac

TIMESTAMP = "X-Bollplank-Timestamp"
"""Seconds since 1970."""
SIGNATURE = "X-Bollplank-Signature"


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The header's value: `sha256=` and hexadecimal digits."""
    return digest(secret, timestamp.encode() + b"." + body, "sha256")


def digest(secret: str, body: bytes, algorithm: str) -> str:
    return f"{algorithm}={hmac.new(secret.encode(), body, getattr(hashlib, algorithm)).hexdigest()}"


def same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())
