"""`GET /healthz`: the state of each part. Never an error because one part is down."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.exc import SQLAlchemyError

from api.chat import deliveries
from api.chat.services import Services, services_of
from api.tickets.outbox import count_by_state

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz(request: Request, use: Annotated[Services, Depends(services_of)]) -> dict[str, object]:
    """`status` is ok when everything is up, degraded when something else stands in."""
    rasa, retrieval = await asyncio.gather(use.bot.is_up(), use.search.is_up())
    parts: dict[str, dict[str, object]] = {"rasa": _state(up=rasa), "retrieval": _state(up=retrieval)}
    try:
        counts = await use.database.read(count_by_state)
        parts["database"] = _state(up=True)
        parts["tickets"] = {**_state(up=True), "waiting": counts["pending"], "failed": counts["dead"]}
        if hasattr(request.app.state, "pump"):
            shown = await use.database.read(deliveries.count_by_state)
            parts["channels"] = {**_state(up=True), "waiting": shown["pending"], "failed": shown["dead"]}
    except SQLAlchemyError:
        parts["database"] = _state(up=False)
    all_up = all(part["state"] == "up" for part in parts.values())
    return {"status": "ok" if all_up else "degraded", "parts": parts}


def _state(*, up: bool) -> dict[str, object]:
    return {"state": "up" if up else "down"}
