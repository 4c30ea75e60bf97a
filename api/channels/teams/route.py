"""`POST /api/messages`: what Teams sends. Stored, then acknowledged; the answer is pushed."""

import json
from typing import Any

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.channels.doorway import NotStoredError
from api.channels.teams.desk import TeamsDesk
from api.channels.teams.identity import NotTeamsError, TokenCheck
from api.channels.teams.inbound import UnreadableError
from api.errors import BadMessageError

log = structlog.get_logger()
router = APIRouter(include_in_schema=False)


class TeamsDoor:
    """Checks who knocks, and lets Teams in."""

    def __init__(self, check: TokenCheck, desk: TeamsDesk) -> None:
        self._check = check
        self._desk = desk

    async def answer(self, request: Request) -> Response:
        try:
            activity: Any = json.loads(await request.body())
        except (ValueError, RecursionError):
            activity = None
        if not isinstance(activity, dict):
            return Response(status_code=400)
        try:
            await self._check.check(request.headers.get("authorization"), activity)
        except NotTeamsError as error:
            log.warning("teams_message_refused", reason=str(error)[:200])
            return Response(status_code=401)
        return await self._do(activity)

    async def _do(self, activity: dict[str, Any]) -> Response:
        try:
            if activity.get("type") == "invoke":
                return JSONResponse(await self._desk.invoke(activity))
            if activity.get("type") == "message":
                await self._desk.hear(activity)
        except NotStoredError:
            return Response(status_code=503)
        except (UnreadableError, BadMessageError):
            return Response(status_code=400)
        return Response(status_code=202)


@router.post("/api/messages")
async def teams_messages(request: Request) -> Response:
    """401 for anything not Teams', 404 where Teams is not set up."""
    door: TeamsDoor | None = getattr(request.app.state, "teams", None)
    return await door.answer(request) if door else Response(status_code=404)
