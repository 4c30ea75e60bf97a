"""What a caller of the API did that cannot be done; one handler turns each into problem+json."""

from collections.abc import Mapping
from typing import Any


class ApiError(Exception):
    """The request cannot be carried out as sent.

    Attributes:
        status: HTTP status.
        key: message key in the catalogues; the person reads that sentence.
        values: what the sentence names, if anything.
        title: short English title for the developer (RFC 9457).
    """

    status = 400
    key = "error-bad-request"
    title = "Bad request"
    values: Mapping[str, Any] = {}


class UnknownConversationError(ApiError):
    status = 404
    key = "error-unknown-conversation"
    title = "Unknown conversation"


class BadMessageError(ApiError):
    """Neither text nor a button, or both, or a button that nobody issued."""

    status = 422
    key = "error-bad-message"
    title = "Unusable message"


class TooLongError(ApiError):
    """More than the API reads at all; the chat page warns long before."""

    status = 413
    key = "error-too-long"
    title = "Message too large"
