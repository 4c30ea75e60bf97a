"""Ideas as open data: what the development unit shows to others, and what becomes of it (`/v1/ideas`)."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from api.channels.problem_docs import problems
from api.chat.messages import Language
from api.chat.services import Services, services_of
from api.tickets.ideas import IdeaView, shown_ideas

router = APIRouter(prefix="/v1", tags=["open data"], responses=problems(422))
FEWEST_TOLD = 5
"""Smaller groups are not told: one or two people in a small unit could be known by their number."""
State = Literal["new", "seen", "doing", "done", "not_now"]


class IdeaOut(BaseModel):
    """One idea in edited words. Who sent it is told nowhere."""

    id: int
    title: str
    text: str
    language: str
    """Of title and text: the wished one where the idea is written in it."""
    state: State
    why: str
    """A short word on the state; may be empty."""
    agreeing: int | None
    """How many others agree; null when fewer than five."""
    updated: date


@router.get("/ideas")
async def get_ideas(
    use: Annotated[Services, Depends(services_of)], language: Annotated[Language, Query()] = "sv"
) -> list[IdeaOut]:
    """Ideas that are shown to others, the newest first. Open to all, without a key."""
    found = await use.database.read(shown_ideas)
    return [_show(idea, language) for idea in found]


def _show(idea: IdeaView, language: Language) -> IdeaOut:
    spoken = idea.spoken_in(language)
    wording = idea.wordings[spoken]
    return IdeaOut.model_validate(
        {
            "id": idea.id,
            "title": wording.title,
            "text": wording.text,
            "language": spoken,
            "state": idea.state,
            "why": idea.why,
            "agreeing": idea.agreeing if idea.agreeing >= FEWEST_TOLD else None,
            "updated": idea.changed_at.date(),
        }
    )
