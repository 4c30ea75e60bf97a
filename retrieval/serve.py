"""The HTTP process."""

import asyncio
import functools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

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

    app = FastAPI(title="Bollplank search", version="1", lifespan=lifespan)
    app.add_exception_handler(RequestValidationError, _say_what_is_wrong)
    app.add_exception_handler(TooManyQuestionsError, _say_try_again)
    app.post("/v1/search", response_model=SearchResponse)(search)
    app.get("/v1/guides/{guide}", response_model=GuideSections)(guide_sections)
    app.include_router(ideas_http.router)
    app.get("/healthz")(healthz)
    return app


async def search(body: SearchRequest, request: Request) -> Response:
    """Find the guides for a question and decide: answer, clarify or refuse."""
    answer = await _search(body, request)
    return Response(answer.model_dump_json(), media_type="application/json")  # .3 ms less than by way of FastAPI


async def _search(body: SearchRequest, request: Request) -> SearchResponse:
    started = time.perf_counter()
    engine: Engine = request.app.state.engine
    searcher = engine.searcher
    if searcher is None:
        return to_response(NOTHING, index="", took_ms=0)
    line: Line = request.app.state.line
    find = functools.partial(
        searcher.find,
        body.question,
        language=body.language,
        today=datetime.now(UTC).date(),
        audience=body.audience,
        limit=body.limit,
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


async def _say_what_is_wrong(_: Request, error: Exception) -> JSONResponse:
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    detail = "; ".join(f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in faults)
    problem = Problem(title="The request cannot be understood", status=422, detail=detail)
    return JSONResponse(problem.model_dump(), status_code=422, media_type="application/problem+json")


async def _say_try_again(_: Request, error: Exception) -> JSONResponse:
    problem = Problem(title="Too many questions at once", status=503, detail=str(error))
    headers = {"Retry-After": "2"}
    return JSONResponse(problem.model_dump(), status_code=503, media_type="application/problem+json", headers=headers)
