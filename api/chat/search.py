"""The retrieval service behind the `Search` port: `POST /v1/search`."""

import asyncio
from typing import Any

import httpx

from api.chat.bot_reply import Hit
from api.chat.ports import SearchResult, SearchUnavailableError

QUICK_LOOK_S = 0.5
HITS = 5


class HttpSearch:
    """Talks to the retrieval service directly; used when Rasa is down."""

    def __init__(self, client: httpx.AsyncClient, url: str, *, timeout_s: float) -> None:
        self._client = client
        self._url = url.rstrip("/")
        self._timeout_s = timeout_s

    async def search(self, question: str, *, language: str, audience: tuple[str, ...]) -> SearchResult:
        body = {"question": question, "language": language, "audience": list(audience), "limit": HITS}
        try:
            async with asyncio.timeout(self._timeout_s):
                response = await self._client.post(f"{self._url}/v1/search", json=body, timeout=self._timeout_s)
            response.raise_for_status()
            return _read(response.json())
        except (httpx.HTTPError, TimeoutError, ValueError, KeyError, TypeError) as error:
            raise SearchUnavailableError(repr(error)) from error

    async def is_up(self) -> bool:
        try:
            response = await self._client.get(f"{self._url}/healthz", timeout=QUICK_LOOK_S)
        except httpx.HTTPError:
            return False
        return response.is_success


def _read(found: Any) -> SearchResult:  # noqa: ANN401 - JSON as it came
    hits = tuple(Hit.from_json(hit) for hit in found["hits"])
    return SearchResult(decision=str(found["decision"]), confidence=float(found["confidence"]), hits=hits)
