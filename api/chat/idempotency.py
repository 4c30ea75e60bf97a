"""One Idempotency-Key stands for one request: statements over `idempotency_keys`."""

import hashlib
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import delete
from sqlalchemy.orm import Session

from api.db.people_tables import IdempotencyKey
from api.errors import ApiError

KEPT = timedelta(days=1)


class KeyReusedError(ApiError):
    """The key came before with another request."""

    status = 409
    key = "error-idempotency"
    title = "Idempotency-Key reused"


def claim(session: Session, *, owner: str, key: str, request: str, now: datetime) -> str:
    """Note what a key stands for, and give the message id it makes: the same id again gives the same reply.

    Raises:
        KeyReusedError: it stands for something else.
    """
    session.execute(delete(IdempotencyKey).where(IdempotencyKey.created_at < now - KEPT))
    fingerprint = hashlib.sha256(request.encode()).hexdigest()
    known = session.get(IdempotencyKey, (owner, key))
    if known is None:
        session.add(IdempotencyKey(owner=owner, key=key, fingerprint=fingerprint, created_at=now))
    elif known.fingerprint != fingerprint:
        raise KeyReusedError
    # Of the request too: after a day the key may stand for another one.
    return str(uuid5(NAMESPACE_URL, f"bollplank:{owner}:{key}:{fingerprint}"))
