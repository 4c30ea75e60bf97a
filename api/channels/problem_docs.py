"""What OpenAPI says of our errors."""

from typing import Any

from pydantic import BaseModel


class Problem(BaseModel):
    """RFC 9457. `detail` is a sentence for the person, in the language of Accept-Language."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[str] | None = None
    """What is wrong where; never the input itself."""


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For a route's `responses`."""
    content = {"application/problem+json": {"schema": Problem.model_json_schema()}}
    said = {
        400: "Unreadable request",
        401: "Key or identity token refused",
        403: "Missing scope",
        404: "Unknown conversation",
        409: "Conflict",
        413: "Too large",
        415: "Unsupported kind of file",
        422: "Unusable request",
        429: "Too many requests",
    }
    return {status: {"description": said[status], "content": content} for status in statuses}
