"""The outage that everyone is told of, for a chat's first screen (`/v1/outage`)."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from api.chat.outages import current_outage
from api.chat.services import Services, services_of

router = APIRouter(prefix="/v1", tags=["conversation"])


class OutageOut(BaseModel):
    """What the desk says; null when nothing is known to be down."""

    message: str | None


@router.get("/outage")
async def get_outage(use: Annotated[Services, Depends(services_of)]) -> OutageOut:
    """The known outage, to be shown before anything is asked."""
    return OutageOut(message=await use.database.read(current_outage))
