"""Refuse a body that says it is too large before it is read, in words."""

import re

from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.channels.problems import problem
from api.chat.attachments import AttachmentTooLargeError
from api.chat.languages import language_of
from api.errors import ApiError, TooLongError
from api.texts.catalogue import Catalogue

LARGEST_BODY = 1_000_000
"""Bytes; the longest guide and the longest message are far below."""
AROUND_A_FILE = 10_000
"""Bytes of a form around the file in it."""
ATTACHMENTS = re.compile(r"/v1/conversations/[^/]+/attachments")


class BodyLimit:
    """ASGI middleware: how much a request may hold. A body without a length is counted as it is read.

    Args:
        app: what comes behind.
        catalogue: for the words of a refusal.
        largest_attachment: bytes of a file; other requests stay below `LARGEST_BODY`.
    """

    def __init__(self, app: ASGIApp, *, catalogue: Catalogue, largest_attachment: int) -> None:
        self._catalogue = catalogue
        self._largest_attachment = largest_attachment
        self._messages = RequestBodyLimitMiddleware(app, LARGEST_BODY)
        self._files = RequestBodyLimitMiddleware(app, largest_attachment + AROUND_A_FILE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_file = scope["type"] == "http" and ATTACHMENTS.fullmatch(scope["path"]) is not None
        counted = self._files if is_file else self._messages
        if scope["type"] == "http" and _length(Request(scope)) > counted.max_body_size:
            error = AttachmentTooLargeError(largest=self._largest_attachment) if is_file else TooLongError()
            await self._refuse(error, scope, receive, send)
        else:
            await counted(scope, receive, send)

    async def _refuse(self, error: ApiError, scope: Scope, receive: Receive, send: Send) -> None:
        detail = self._catalogue.say(language_of(Request(scope)), error.key, **error.values)
        response = problem(status=error.status, title=error.title, detail=detail)
        await response(scope, receive, send)


def _length(request: Request) -> int:
    said = request.headers.get("content-length", "0")
    return int(said) if said.isdigit() else 0
