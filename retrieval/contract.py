"""What travels over /v1/search. Examples in tests/contract/search_v1."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from knowledge.guide import EVERYONE, Language
from retrieval.decide import Decision
from retrieval.search import Found, Hit

MAX_LIMIT = 20
MAX_QUESTION_LENGTH = 100_000
"""Far beyond a pasted mail; what is longer is refused with 422 instead of read."""


class SearchRequest(BaseModel):
    """A question from the bot or the gateway."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    question: Annotated[str, Field(max_length=MAX_QUESTION_LENGTH)]
    language: Language = "sv"
    audience: tuple[str, ...] = (EVERYONE,)
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] = 5

    @field_validator("audience", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        if value is None:
            return (EVERYONE,)
        return (value,) if isinstance(value, str) else value


class SearchHit(BaseModel):
    """One guide's best section."""

    guide: str
    """Base id, without language suffix."""
    title: str
    section: str
    anchor: str
    language: Language
    score: float
    steps: list[str]
    body_markdown: str
    owner: str | None
    reviewed: date | None
    overdue: bool
    url: str


class SearchResponse(BaseModel):
    """The decision and the guides, best first."""

    decision: Decision
    confidence: Annotated[float, Field(ge=0, le=1)]
    hits: list[SearchHit]
    took_ms: float
    index: str


class GuideSections(BaseModel):
    """One guide section by section, in its own order. Scores are 0."""

    guide: str
    sections: list[SearchHit]


class Broken(BaseModel):
    """A guide whose newest version cannot be used."""

    path: str
    line: int
    message: str


class Health(BaseModel):
    """State of the process; `status` is `starting` until the first index is there."""

    status: str
    index: str
    guides: int
    model: str
    broken: list[Broken]


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


def to_response(found: Found, *, index: str, took_ms: float) -> SearchResponse:
    return SearchResponse(
        decision=found.decision,
        confidence=round(found.confidence, 4),
        hits=[_to_hit(hit) for hit in found.hits],
        took_ms=round(took_ms, 2),
        index=index,
    )


def to_sections(guide: str, found: tuple[Hit, ...]) -> GuideSections:
    return GuideSections(guide=guide, sections=[_to_hit(hit) for hit in found])


def _to_hit(hit: Hit) -> SearchHit:
    return SearchHit(
        guide=hit.guide.base,
        title=hit.guide.title,
        section=hit.section.title,
        anchor=hit.section.anchor,
        language=hit.guide.language,
        score=round(hit.score, 4),
        steps=list(hit.section.steps),
        body_markdown=hit.section.body_markdown,
        owner=hit.guide.owner,
        reviewed=hit.guide.reviewed,
        overdue=hit.overdue,
        url=hit.url,
    )
