"""HTTP to a ticket system: one deadline for a whole call, and every outcome as one of the port's errors."""

import asyncio
import base64
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar
from uuid import UUID

import httpx
import structlog
from pydantic import SecretStr

from api.ticket_settings import HttpSettings
from api.tickets.ports import TicketRejectedError, TicketSystemBusyError, TicketSystemClosedError

log = structlog.get_logger()
Item = TypeVar("Item")
WAIT_WITHOUT_WORD_S = 60.0
"""After a 429 that names no time."""
UNCLEAR = frozenset({408, 425})
SAID = 300
"""Letters of a refusal that are kept; it may repeat what people wrote."""


class OddAnswerError(ConnectionError):
    """It answered something that we do not understand, so the outcome is unknown."""


@dataclass(frozen=True, slots=True)
class Http:
    """Calls one system."""

    client: httpx.AsyncClient
    base: str
    timeout_s: float
    headers: Mapping[str, str]

    async def call(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - httpx's options
        """Call and return the answer.

        Raises:
            TicketRejectedError: the system refuses this request.
            TicketSystemClosedError: 401 or 403.
            TicketSystemBusyError: 429.
            ConnectionRefusedError: nothing was sent.
            ConnectionError: the outcome is unknown.
            TimeoutError: the same.
        """
        headers = {**self.headers, **more.pop("headers", {})}
        try:
            async with asyncio.timeout(self.timeout_s):
                url = self.base.rstrip("/") + path
                response = await self.client.request(method, url, headers=headers, timeout=self.timeout_s, **more)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise ConnectionRefusedError(f"{method} {path}: {error!r}") from error
        except httpx.TimeoutException as error:
            raise TimeoutError(f"{method} {path}: {error!r}") from error
        except httpx.HTTPError as error:
            raise ConnectionError(f"{method} {path}: {error!r}") from error
        check(response)
        return response

    async def json(self, method: str, path: str, **more: Any) -> Any:  # noqa: ANN401 - the vendor's JSON
        """The answer's JSON; half a body is an unknown outcome."""
        response = await self.call(method, path, **more)
        try:
            return response.json()
        except ValueError as error:
            raise OddAnswerError(f"{method} {path}: not JSON") from error


def reach(settings: HttpSettings, client: httpx.AsyncClient, path: str, headers: Mapping[str, str]) -> Http:
    """The system that settings are of, from `path` on; with these headers every time."""
    return Http(client, settings.url.rstrip("/") + path, settings.timeout.total_seconds(), headers)


@contextmanager
def understood(what: str) -> Iterator[None]:
    """For taking an answer apart, without calls and without checks of our own inside.

    Raises:
        OddAnswerError: it lacks something, or has something else there. The message does not repeat it.
    """
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
        missing = f" {error}" if isinstance(error, KeyError) else ""
        raise OddAnswerError(f"{what}: {type(error).__name__}{missing}") from error


def readable(system: str, rows: object, read: Callable[[Any], Item]) -> list[Item]:
    """What could be read of the rows. The others are logged, without what is in them, and hold up nothing.

    Raises:
        OddAnswerError: it is no list.
    """
    if not isinstance(rows, list):
        raise OddAnswerError(f"no list but {type(rows).__name__}")
    items = []
    for row in rows:
        try:
            with understood("an item"):
                items.append(read(row))
        except OddAnswerError as error:
            log.warning("news_item_not_understood", system=system, error=str(error))
    return items


def basic(user: str, secret: SecretStr) -> str:
    """The header of a name and a secret (RFC 7617)."""
    pair = f"{user}:{secret.get_secret_value()}"
    return f"Basic {base64.b64encode(pair.encode()).decode('ascii')}"


def utc(text: str) -> datetime:
    """A time as most systems write it, with its offset."""
    return datetime.fromisoformat(text).astimezone(UTC)


def check(response: httpx.Response) -> None:
    """Raise what the status means."""
    status = response.status_code
    if status < httpx.codes.MULTIPLE_CHOICES:
        return
    said = f"{response.request.method} {response.request.url.path}: {status} {response.text[:SAID]}"
    if status in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
        raise TicketSystemClosedError(said)
    if status == httpx.codes.TOO_MANY_REQUESTS:
        raise TicketSystemBusyError(said, retry_after_s=retry_after_s(response.headers.get("retry-after")))
    if status >= httpx.codes.INTERNAL_SERVER_ERROR or status in UNCLEAR:
        raise ConnectionError(said)
    raise TicketRejectedError(said)


def retry_after_s(header: str | None) -> float:
    """Seconds of a Retry-After header (RFC 9110, 10.2.3): a number or a date."""
    if not header:
        return WAIT_WITHOUT_WORD_S
    if header.strip().isdigit():
        return float(header)
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return WAIT_WITHOUT_WORD_S
    return max(0.0, (at - datetime.now(UTC)).total_seconds())


def a_uuid(key: str) -> str:
    """The key as it may stand in a search.

    Raises:
        ValueError: it is no UUID; some systems run searches that end early and go on as others wish.
    """
    try:
        return str(UUID(key))
    except ValueError as error:
        raise ValueError("a key is a UUID") from error


def a_number(ticket: str) -> str:
    """A ticket's number as it may stand in an address.

    Raises:
        TicketRejectedError: it is no number.
    """
    if not ticket.isascii() or not ticket.isdigit():
        raise TicketRejectedError(f"no ticket {ticket!r}")
    return ticket
