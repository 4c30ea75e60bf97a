"""Refuse a body that says it is too large before it is read, in words."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.channels.problems import problem
from api.chat.languages import language_of
from api.errors import TooLongError
from api.texts.catalogue import Catalogue

LARGEST_BODY = 1_000_000
"""Bytes; the longest guide and the longest message are far below."""


class SaidTooLong:
    """ASGI middleware: 413 as a problem. A body without a length is counted by Starlette's own limit."""

    def __init__(self, app: ASGIApp, *, catalogue: Catalogue) -> None:
        self._app = app
        self._catalogue = catalogue

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _length(Request(scope)) > LARGEST_BODY:
            detail = self._catalogue.say(language_of(Request(scope)), TooLongError.key)
            response = problem(status=TooLongError.status, title=TooLongError.title, detail=detail)
            await response(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _length(request: Request) -> int:
    said = request.headers.get("content-length", "0")
    return int(said) if said.isdigit() else 0
