"""The HTTP process."""

import asyncio
import functools
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from starlette.datastructures import State
from starlette.types import Receive, Scope, Send

from knowledge.guide import EVERYONE, Language
from retrieval import ideas_http
from retrieval.contract import (
    Broken,
    GuideSections,
    Health,
    Problem,
    SearchRequest,
    SearchResponse,
    to_response,
    to_sections,
)
from retrieval.encoder import all_cores
from retrieval.engine import Engine, MakeEngine, as_guide_errors
from retrieval.errors import TooManyQuestionsError
from retrieval.ideas import Ideas
from retrieval.line import Line
from retrieval.search import NOTHING
from retrieval.watch import keep_fresh
from retrieval.whole import sections_of

SEARCH = "/v1/search"


def create_app(make_engine: MakeEngine) -> FastAPI:
    """Put the service together.

    Args:
        make_engine: called once when the process starts; loads the model, which takes seconds.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        engine = await asyncio.to_thread(make_engine)
        await asyncio.to_thread(engine.start)
        app.state.engine = engine
        app.state.ideas = Ideas(engine.encoder)
        app.state.line = line = Line(workers=all_cores())
        stop = asyncio.Event()
        watching = asyncio.create_task(keep_fresh(engine, stop))
        yield
        stop.set()
        engine.stop()
        line.close()
        await watching

    app = SearchApp(title="Bollplank search", version="1", lifespan=lifespan)
    app.add_exception_handler(RequestValidationError, _say_what_is_wrong)
    body = {"required": True, "content": {"application/json": {"schema": SearchRequest.model_json_schema()}}}
    app.post(SEARCH, response_model=SearchResponse, openapi_extra={"requestBody": body})(search)
    app.get("/v1/guides/{guide}", response_model=GuideSections)(guide_sections)
    app.include_router(ideas_http.router)
    app.get("/healthz")(healthz)
    return app


class SearchApp(FastAPI):
    """Gives questions to `search` at once. What FastAPI does for others on the way costs .3 ms each time."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == SEARCH and scope["method"] == "POST":
            scope["app"] = self
            answer = await search(Request(scope, receive))
            await answer(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


async def search(request: Request) -> Response:
    """Find the guides for a question and decide: answer, clarify or refuse."""
    try:
        asked = SearchRequest.model_validate_json(await request.body())
        answer = await _search(asked, request.app.state)
    except ValidationError as error:
        return _what_is_wrong([{**fault, "loc": ("body", *fault["loc"])} for fault in error.errors(include_url=False)])
    except TooManyQuestionsError as error:
        problem = Problem(title="Too many questions at once", status=503, detail=str(error))
        return _as_response(problem, {"Retry-After": "2"})
    return Response(answer.model_dump_json(), media_type="application/json")


async def _search(asked: SearchRequest, state: State) -> SearchResponse:
    started = time.perf_counter()
    engine: Engine = state.engine
    searcher = engine.searcher
    if searcher is None:
        return to_response(NOTHING, index="", took_ms=0)
    line: Line = state.line
    find = functools.partial(
        searcher.find,
        asked.question,
        language=asked.language,
        today=datetime.now(UTC).date(),
        audience=asked.audience,
        limit=asked.limit,
    )
    found = await line.run(find)
    return to_response(found, index=searcher.index.key, took_ms=(time.perf_counter() - started) * 1000)


async def guide_sections(
    guide: str,
    request: Request,
    language: Language = "sv",
    audience: Annotated[list[str] | None, Query()] = None,
) -> GuideSections:
    """All sections of one guide; none when there is no such guide or the audience may not see it."""
    searcher = request.app.state.engine.searcher
    if searcher is None:
        return to_sections(guide, ())
    today = datetime.now(UTC).date()
    found = sections_of(searcher.index, guide, language=language, today=today, audience=tuple(audience or (EVERYONE,)))
    return to_sections(guide, found)


async def healthz(request: Request) -> Health:
    engine: Engine = request.app.state.engine
    searcher = engine.searcher
    broken = [Broken(path=path, line=line, message=text) for path, line, text in as_guide_errors(engine.errors)]
    return Health(
        status="starting" if searcher is None else "ok",
        index=searcher.index.key if searcher else "",
        guides=len(set(searcher.index.bases.tolist())) if searcher else 0,
        model=engine.model,
        broken=broken,
    )


async def _say_what_is_wrong(_: Request, error: Exception) -> Response:
    return _what_is_wrong(error.errors() if isinstance(error, RequestValidationError) else [])


def _what_is_wrong(faults: Sequence[Mapping[str, Any]]) -> Response:
    detail = "; ".join(f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in faults)
    return _as_response(Problem(title="The request cannot be understood", status=422, detail=detail))


def _as_response(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse(
        problem.model_dump(), status_code=problem.status, headers=headers, media_type="application/problem+json"
    )
