"""Ask the retrieval service: `POST /v1/search`, examples in tests/contract/search_v1."""

import asyncio
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote

import aiohttp

LIMIT = 5
MOST_IDEAS = 3


class SearchDownError(Exception):
    """Retrieval gave no usable answer in time."""


@dataclass(frozen=True)
class SearchResult:
    """Decision and hits. A hit is kept as it came: the bot hands it on and looks at few of its parts."""

    decision: str
    confidence: float
    hits: tuple[dict[str, Any], ...]


class Search(Protocol):
    async def find(self, question: str, *, language: str, audience: list[str]) -> SearchResult:
        """Guides for a question.

        Raises:
            SearchDownError: late or broken.
        """

    async def sections(self, guide: str, *, language: str, audience: list[str]) -> "tuple[dict[str, Any], ...]":
        """All sections of one guide, in its order, as hits; empty when there is no such guide.

        Raises:
            SearchDownError: late or broken.
        """

    async def ideas(self, text: str, *, language: str) -> "tuple[str, ...]":
        """Ideas that were shown to others before and are about the same, by id, best first; most often none.

        Raises:
            SearchDownError: late or broken.
        """


class RetrievalClient:
    """The real thing, over HTTP."""

    def __init__(self, url: str, *, timeout_s: float) -> None:
        self._url = f"{url}/v1/search"
        self._guides_url = f"{url}/v1/guides"
        self._ideas_url = f"{url}/v1/ideas/near"
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)

    async def find(self, question: str, *, language: str, audience: list[str]) -> SearchResult:
        body = {"question": question, "language": language, "audience": audience, "limit": LIMIT}
        try:
            async with (
                aiohttp.ClientSession(timeout=self._timeout) as session,
                session.post(self._url, json=body) as response,
            ):
                response.raise_for_status()
                found = await response.json()
            return SearchResult(found["decision"], float(found["confidence"]), tuple(found["hits"]))
        except (aiohttp.ClientError, asyncio.TimeoutError, KeyError, TypeError, ValueError) as error:
            raise SearchDownError(repr(error)) from error

    async def sections(self, guide: str, *, language: str, audience: list[str]) -> "tuple[dict[str, Any], ...]":
        asked = [("language", language), *(("audience", each) for each in audience)]
        try:
            async with (
                aiohttp.ClientSession(timeout=self._timeout) as session,
                session.get(f"{self._guides_url}/{quote(guide, safe='')}", params=asked) as response,
            ):
                response.raise_for_status()
                return tuple((await response.json())["sections"])
        except (aiohttp.ClientError, asyncio.TimeoutError, KeyError, TypeError, ValueError) as error:
            raise SearchDownError(repr(error)) from error

    async def ideas(self, text: str, *, language: str) -> "tuple[str, ...]":
        body = {"text": text, "language": language, "limit": MOST_IDEAS}
        try:
            async with (
                aiohttp.ClientSession(timeout=self._timeout) as session,
                session.post(self._ideas_url, json=body) as response,
            ):
                response.raise_for_status()
                return tuple(str(near["id"]) for near in (await response.json())["ideas"])
        except (aiohttp.ClientError, asyncio.TimeoutError, KeyError, TypeError, ValueError) as error:
            raise SearchDownError(repr(error)) from error
