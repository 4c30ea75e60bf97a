"""Hands the ideas that others may see over to retrieval, which finds them by meaning."""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import httpx
import structlog
from sqlalchemy.orm import Session

from api.chat.ports import IdeaIndex, IdeaText, SearchUnavailableError
from api.db.engine import Database
from api.tickets.ideas import shown_ideas

log = structlog.get_logger()
EMBEDDING_S = 120.0
"""Hundreds of ideas at once, after retrieval has started anew."""
QUICK_LOOK_S = 2.0


class HttpIdeaIndex:
    """The retrieval service behind the `IdeaIndex` port: `/v1/ideas`."""

    def __init__(self, client: httpx.AsyncClient, url: str) -> None:
        self._client = client
        self._url = f"{url.rstrip('/')}/v1/ideas"

    async def kept(self) -> str:
        return str((await self._ask("GET", QUICK_LOOK_S))["version"])

    async def keep(self, texts: Sequence[IdeaText], *, version: str) -> None:
        body = {"version": version, "ideas": [asdict(each) for each in texts]}
        await self._ask("PUT", EMBEDDING_S, json=body)

    async def _ask(self, method: str, timeout_s: float, **more: Any) -> Any:  # noqa: ANN401 - JSON as it came
        try:
            async with asyncio.timeout(timeout_s):
                response = await self._client.request(method, self._url, timeout=timeout_s, **more)
            response.raise_for_status()
            return response.json()
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            raise SearchUnavailableError(repr(error)) from error


class IdeaHandover:
    """Keeps retrieval's ideas the same as ours, also after it has started anew."""

    def __init__(self, database: Database, index: IdeaIndex) -> None:
        self._database = database
        self._index = index

    async def look(self) -> bool:
        """Hand over what has changed. Called again and again; False when nothing had, or retrieval is down."""
        texts = await self._database.read(_texts)
        version = version_of(texts)
        try:
            if await self._index.kept() == version:
                return False
            await self._index.keep(texts, version=version)
        except SearchUnavailableError:
            return False  # /healthz tells that it is down
        log.info("ideas_handed_over", texts=len(texts))
        return True


def version_of(texts: Sequence[IdeaText]) -> str:
    """The same texts give the same version; none at all give none."""
    said = json.dumps([asdict(each) for each in texts])
    return hashlib.sha256(said.encode()).hexdigest()[:16] if texts else ""


def _texts(session: Session) -> tuple[IdeaText, ...]:
    return tuple(
        IdeaText(str(idea.id), language, f"{wording.title}. {wording.text}")
        for idea in shown_ideas(session)
        for language, wording in sorted(idea.wordings.items())
    )
