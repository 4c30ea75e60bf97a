"""The routes of ideas: the gateway hands them over, the dialogue asks which are near."""

import functools
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from knowledge.guide import Language
from retrieval.contract import MAX_LIMIT, MAX_QUESTION_LENGTH
from retrieval.engine import Engine
from retrieval.ideas import Ideas, IdeaText
from retrieval.line import Line

MOST_TEXTS = 3000
LONGEST_TEXT = 1000
router = APIRouter(prefix="/v1/ideas")


class IdeaIn(BaseModel):
    """One wording of an idea that others may see."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Annotated[str, Field(min_length=1, max_length=40)]
    language: Language
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]


class IdeasIn(BaseModel):
    """All ideas there are."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    version: Annotated[str, Field(max_length=40)]
    ideas: Annotated[tuple[IdeaIn, ...], Field(max_length=MOST_TEXTS)]


class Kept(BaseModel):
    """What is kept; `version` is empty when nothing was handed over since the process started."""

    version: str


class NearRequest(BaseModel):
    """What a person tells of their idea."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: Annotated[str, Field(max_length=MAX_QUESTION_LENGTH)]
    language: Language = "sv"
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] = 3


class NearOut(BaseModel):
    id: str
    chance: float


class NearResponse(BaseModel):
    """Ideas that are probably about the same, best first."""

    ideas: list[NearOut]


@router.get("")
async def kept(request: Request) -> Kept:
    """The version of the ideas that are kept."""
    ideas: Ideas = request.app.state.ideas
    return Kept(version=ideas.version)


@router.put("")
async def keep(body: IdeasIn, request: Request) -> Kept:
    """Keep these ideas in place of all that were there."""
    ideas: Ideas = request.app.state.ideas
    line: Line = request.app.state.line
    texts = [IdeaText(each.id, each.language, each.text) for each in body.ideas]
    await line.run(functools.partial(ideas.keep, texts, version=body.version))
    return Kept(version=ideas.version)


@router.post("/near")
async def near(body: NearRequest, request: Request) -> NearResponse:
    """Which ideas are about the same; none before the first index is there."""
    engine: Engine = request.app.state.engine
    if engine.searcher is None:
        return NearResponse(ideas=[])
    ideas: Ideas = request.app.state.ideas
    line: Line = request.app.state.line
    find = functools.partial(
        ideas.near, body.text, language=body.language, index=engine.searcher.index, limit=body.limit
    )
    found = await line.run(find)
    return NearResponse(ideas=[NearOut(id=each.id, chance=round(each.chance, 3)) for each in found])
