"""`GET /healthz`: the state of each part. Never an error because one part is down."""

from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api.chat.services import Services, services_of
from api.tickets.outbox import count_by_state

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz(use: Annotated[Services, Depends(services_of)]) -> dict[str, object]:
    """`status` is ok when everything is up, degraded when something else stands in."""
    parts: dict[str, dict[str, object]] = {
        "rasa": {"state": "up" if await use.bot.is_up() else "down"},
        "retrieval": {"state": "up" if await use.search.is_up() else "down"},
    }
    try:
        waiting = await use.database.read(_look)
        parts["database"] = {"state": "up"}
        parts["tickets"] = {"state": "up", **waiting}
    except SQLAlchemyError:
        parts["database"] = {"state": "down"}
    all_up = all(part["state"] == "up" for part in parts.values())
    return {"status": "ok" if all_up else "degraded", "parts": parts}


def _look(session: Session) -> dict[str, int]:
    session.execute(text("SELECT 1"))
    counts = count_by_state(session)
    return {"waiting": counts["pending"], "failed": counts["dead"]}
