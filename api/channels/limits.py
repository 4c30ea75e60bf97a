"""Refuse a body before it is read when it is larger than anything we ask for."""

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.channels.problems import problem
from api.chat.languages import language_of
from api.errors import TooLongError
from api.texts.catalogue import Catalogue

LARGEST_BODY = 1_000_000
"""Bytes."""


class BodyLimit:
    """ASGI middleware: 413 for a body over the limit, said or found while reading."""

    def __init__(self, app: ASGIApp, *, catalogue: Catalogue) -> None:
        self._app = app
        self._catalogue = catalogue

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        said = request.headers.get("content-length", "0")
        if not said.isdigit() or int(said) > LARGEST_BODY:
            await self._refuse(request, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            # Without a length (chunked) the rest is dropped; what is left is no valid JSON and is refused.
            return {"type": "http.disconnect"} if read > LARGEST_BODY else message

        await self._app(scope, counted, send)

    async def _refuse(self, request: Request, receive: Receive, send: Send) -> None:
        detail = self._catalogue.say(language_of(request), TooLongError.key)
        response = problem(status=TooLongError.status, title=TooLongError.title, detail=detail)
        await response(request.scope, receive, send)
