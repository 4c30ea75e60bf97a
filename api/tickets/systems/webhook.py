"""Any receiver of signed JSON (docs/ticket-webhook.md): for systems without an adapter of their own.

The signature is HMAC-SHA256 over `timestamp.body` as in the Standard Webhooks scheme, `Idempotency-Key`
as in draft-ietf-httpapi-idempotency-key-header: the receiver drops what comes twice with one key.
"""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx

from api.ticket_settings import WebhookSettings
from api.tickets.payloads import ticket_to_json
from api.tickets.ports import STATUSES, Attachment, ExternalId, News, NewsPage, NewTicket, Place, Status
from api.tickets.signature import SIGNATURE, TIMESTAMP, sign
from api.tickets.systems.http import a_uuid, reach, readable, understood
from api.tickets.systems.plain import text_of_html, tidy


class WebhookSystem:
    """External ids are whatever the receiver answers with."""

    name = "webhook"

    def __init__(
        self,
        settings: WebhookSettings,
        client: httpx.AsyncClient,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._secret = settings.secret.get_secret_value()
        self._now = now
        self.settle_s = settings.settle.total_seconds()
        self.poll_s = settings.poll.total_seconds()
        self._http = reach(settings, client, "", {})

    async def open(self, key: str, ticket: NewTicket) -> ExternalId:
        said = await self._send("ticket_opened", key, None, ticket_to_json(ticket))
        with understood("the new ticket"):
            return ExternalId(str(said["ticket"]))

    async def find(self, key: str) -> tuple[ExternalId, ...]:
        found = await self._ask(key=a_uuid(key))
        with understood("the search by key"):
            return tuple(ExternalId(str(ticket)) for ticket in found["tickets"])

    async def add_message(self, ticket: ExternalId, key: str, text: str) -> None:
        await self._send("message_added", key, ticket, {"text": text})

    async def add_note(self, ticket: ExternalId, key: str, text: str) -> None:
        await self._send("note_added", key, ticket, {"text": text})

    async def add_attachment(self, ticket: ExternalId, key: str, attachment: Attachment) -> None:
        content = base64.b64encode(attachment.content).decode("ascii")
        file = {"name": attachment.name, "media_type": attachment.media_type, "content": content}
        await self._send("file_added", key, ticket, file)

    async def has_part(self, ticket: ExternalId, key: str) -> bool:
        found = await self._ask(ticket=ticket, part=a_uuid(key))
        with understood("the search for a part"):
            return bool(found["found"])

    async def status(self, ticket: ExternalId) -> Status:
        found = await self._ask(ticket=ticket)
        with understood("the status"):
            return next((status for status in STATUSES if status == found["status"]), "open")

    async def set_status(self, ticket: ExternalId, status: Status) -> None:
        await self._send("status_set", None, ticket, {"status": status})

    async def close_duplicate(self, ticket: ExternalId, of: ExternalId) -> None:
        await self._send("duplicate_closed", None, ticket, {"of": of})

    async def start(self) -> Place:
        found = await self._ask(after="", limit="0")
        with understood("the place"):
            return Place(str(found["place"]))

    async def news(self, *, after: Place, limit: int) -> NewsPage:
        found = await self._ask(after=after, limit=str(limit))
        with understood("the news"):
            items, place = found["items"], Place(str(found["place"]))
        return NewsPage(tuple(readable(self.name, items, _news)), place)

    async def _send(self, event: str, key: str | None, ticket: ExternalId | None, data: dict[str, Any]) -> Any:  # noqa: ANN401 - their JSON
        body = json.dumps({"event": event, "key": key, "ticket": ticket, "data": data}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", **self._signed(body)}
        if key:
            headers["Idempotency-Key"] = a_uuid(key)
        return await self._http.json("POST", "", content=body, headers=headers)

    async def _ask(self, **query: str) -> Any:  # noqa: ANN401 - their JSON
        """Signed over the query, since a question has no body."""
        params = httpx.QueryParams(query)
        return await self._http.json("GET", f"?{params}", headers=self._signed(str(params).encode()))

    def _signed(self, body: bytes) -> dict[str, str]:
        at = str(int(self._now().timestamp()))
        return {TIMESTAMP: at, SIGNATURE: sign(self._secret, at, body)}


def _news(item: dict[str, Any]) -> News:
    text = str(item["text"])
    if item["kind"] == "message":
        text = text_of_html(text) if item.get("media_type") == "text/html" else tidy(text)
    kind: Any = "status" if item["kind"] == "status" else "message"
    at = datetime.fromisoformat(item["at"]).astimezone(UTC)
    return News(str(item["id"]), ExternalId(str(item["ticket"])), kind, str(item["author"]), text, at)
