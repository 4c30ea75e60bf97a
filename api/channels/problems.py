"""Errors as problem+json (RFC 9457) with a sentence in the asker's language."""

from collections.abc import Mapping

import structlog
from fastapi import FastAPI, Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.chat.languages import language_of
from api.errors import ApiError, TooLongError
from api.texts.catalogue import Catalogue

log = structlog.get_logger()
SAID = {404: "error-not-found", 413: TooLongError.key}


def problem(*, status: int, title: str, detail: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status_code=status, media_type="application/problem+json", headers=headers)


def install_problem_handlers(app: FastAPI, catalogue: Catalogue) -> None:
    """Every error that leaves the API is a problem; the unexpected is logged and told without details."""

    async def on_api_error(request: Request, error: Exception) -> Response:
        known = error if isinstance(error, ApiError) else ApiError()
        detail = catalogue.say(language_of(request), known.key, **known.values)
        return problem(status=known.status, title=known.title, detail=detail, headers=known.headers)

    async def on_validation_error(request: Request, error: Exception) -> Response:
        detail = catalogue.say(language_of(request), "error-bad-message")
        where = [
            ".".join(str(part) for part in each["loc"]) + ": " + each["msg"]  # never the input itself
            for each in (error.errors() if isinstance(error, RequestValidationError) else [])
        ]
        body = {
            "type": "about:blank",
            "title": "Unusable request",
            "status": 422,
            "detail": detail,
            "errors": where,
        }
        return JSONResponse(body, status_code=422, media_type="application/problem+json")

    async def on_http_error(request: Request, error: Exception) -> Response:
        known = error if isinstance(error, HTTPException) else HTTPException(500)
        if not request.url.path.startswith("/v1/"):
            return await http_exception_handler(request, known)
        key = SAID.get(known.status_code, "error-bad-request")
        detail = catalogue.say(language_of(request), key)
        return problem(status=known.status_code, title=str(known.detail), detail=detail, headers=known.headers)

    async def on_unexpected(request: Request, error: Exception) -> Response:
        # The route as it is written, not as it was called: a conversation's id in it is the key to the thread.
        route = getattr(request.scope.get("route"), "path", "none")
        log.error("request_failed", route=route, exc_info=error)
        detail = catalogue.say(language_of(request), "error-unexpected")
        return problem(status=500, title="Internal error", detail=detail)

    app.add_exception_handler(ApiError, on_api_error)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_validation_error)
    app.add_exception_handler(Exception, on_unexpected)
