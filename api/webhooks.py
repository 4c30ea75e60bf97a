"""Webhooks of ticket systems: signed, fresh, once, about a ticket of ours. They only make us look sooner.

What they say is never believed: the change itself is read by polling (`tickets/news.py`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.chat.services import Services, services_of
from api.db.tables import SeenHook, Ticket
from api.tickets.signature import SIGNATURE, TIMESTAMP, digest, same, sign
from api.tickets.targets import nudge

log = structlog.get_logger()
router = APIRouter(prefix="/v1/hooks", include_in_schema=False)
WINDOW = timedelta(minutes=5)
"""Older ones may be replays from before their traces were forgotten."""
MILLISECONDS = 1000
NO_TICKET = frozenset({"email"})
"""Systems whose webhook tells only that there is something."""
Use = Annotated[Services, Depends(services_of)]


class RefusedHookError(Exception):
    """A webhook that is not taken.

    Attributes:
        status: of the answer.
        why: for the log.
    """

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook whose signature holds."""

    signature: str
    at: datetime
    ticket: str


@router.post("/{system}")
async def take_hook(system: str, request: Request, use: Use) -> JSONResponse:
    """202 when it is taken; else problem+json for whoever sets the other side up."""
    secrets: Mapping[str, str] = request.app.state.hook_secrets
    try:
        if system not in secrets:
            raise RefusedHookError(404, "unknown_system")
        hook = read_hook(system, secrets[system], request.headers, await request.body())
        if abs(use.now() - hook.at) > WINDOW:
            raise RefusedHookError(401, "stale")
        await _take(use, system, hook)
    except RefusedHookError as error:
        log.warning("webhook_refused", system=system[:20], why=error.why, status=error.status)
        body = {"type": "about:blank", "title": error.why, "status": error.status}
        return JSONResponse(body, status_code=error.status, media_type="application/problem+json")
    return JSONResponse({"taken": True}, status_code=202)


def read_hook(system: str, secret: str, headers: Mapping[str, str], body: bytes) -> Hook:
    """Check the signature, then read when and about which ticket.

    Zammad signs with HMAC-SHA1 (https://admin-docs.zammad.org/en/latest/manage/webhook.html), Jira with
    HMAC-SHA256 (https://developer.atlassian.com/cloud/jira/platform/webhooks/), both over the body; all
    others as we do, over `timestamp.body`.

    Raises:
        RefusedHookError: 401 forged, 400 not to be read.
    """
    by_vendor = {"zammad": "sha1", "jira": "sha256"}.get(system)
    given = headers.get("X-Hub-Signature" if by_vendor else SIGNATURE, "")
    at = headers.get(TIMESTAMP, "")
    wanted = digest(secret, body, by_vendor) if by_vendor else sign(secret, at, body)
    if not same(given, wanted):
        raise RefusedHookError(401, "forged")
    try:
        said = json.loads(body)
        return Hook(given, *_read(system, said, at))
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise RefusedHookError(400, "unreadable") from error


def _read(system: str, said: dict[str, Any], at: str) -> tuple[datetime, str]:
    if system == "zammad":
        changed = datetime.fromisoformat(said["ticket"]["updated_at"])
        return changed.astimezone(UTC), str(said["ticket"]["id"])
    if system == "jira":
        return datetime.fromtimestamp(said["timestamp"] / MILLISECONDS, UTC), str(said["issue"]["id"])
    ticket = said.get("ticket", "") if system in NO_TICKET else said["ticket"]
    return datetime.fromtimestamp(int(at), UTC), str(ticket)


async def _take(use: Services, system: str, hook: Hook) -> None:
    def work(session: Session) -> None:
        seen = sha256(f"{system}:{hook.signature}".encode()).hexdigest()
        if session.get(SeenHook, seen):
            raise RefusedHookError(409, "replayed")
        session.add(SeenHook(digest=seen, seen_at=use.now()))
        session.flush()
        known = select(Ticket.id).where(Ticket.system == system, Ticket.external_id == hook.ticket)
        if system not in NO_TICKET and session.scalar(known) is None:
            raise RefusedHookError(404, "unknown_ticket")
        nudge(session, system, now=use.now())

    try:
        await use.database.write(work)
    except IntegrityError as error:
        raise RefusedHookError(409, "replayed") from error
