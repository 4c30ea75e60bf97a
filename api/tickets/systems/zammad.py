"""Zammad 6 by its REST API.

https://docs.zammad.org/en/latest/api/ticket/index.html, ticket/articles.html and intro.html. The key
stands in a text attribute of the ticket, that of a part in its article's subject. The search goes by
`condition` and never by `query`: that one asks Elasticsearch, which lags.
"""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from api.ticket_settings import ZammadSettings
from api.tickets.ports import Attachment, ExternalId, News, NewsPage, NewTicket, Place, Status
from api.tickets.systems.describe import Describer
from api.tickets.systems.http import a_number, a_uuid, reach, utc
from api.tickets.systems.plain import text_of_html, tidy

OVERLAP = timedelta(seconds=60)
OURS: dict[str, Status] = {
    "new": "new",
    "open": "open",
    "pending reminder": "waiting",
    "pending close": "waiting",
    "closed": "solved",
    "merged": "closed",
}
THEIRS: dict[Status, str] = {"new": "new", "open": "open", "waiting": "open", "solved": "closed", "closed": "closed"}


class ZammadSystem:
    """Tickets in one group. External id = the ticket's id."""

    name = "zammad"

    def __init__(self, settings: ZammadSettings, client: httpx.AsyncClient, describer: Describer) -> None:
        self._settings = settings
        self._describer = describer
        self.settle_s = settings.settle.total_seconds()
        self.poll_s = settings.poll.total_seconds()
        headers = {"Authorization": f"Token token={settings.token.get_secret_value()}"}
        self._http = reach(settings, client, "/api/v1", headers)

    async def open(self, key: str, ticket: NewTicket) -> ExternalId:
        article = {
            "body": self._describer.body(ticket),
            "content_type": "text/plain",
            "type": "note",
            "internal": False,
        }
        body = {
            "title": self._describer.subject(ticket),
            "group": self._settings.group,
            "customer": self._settings.customer,
            self._settings.key_field: a_uuid(key),
            "article": {"subject": ticket.number, **article},
        }
        made = await self._http.json("POST", "/tickets", json=body)
        return ExternalId(str(made["id"]))

    async def find(self, key: str) -> tuple[ExternalId, ...]:
        condition = {f"ticket.{self._settings.key_field}": {"operator": "is", "value": a_uuid(key)}}
        return tuple(ExternalId(str(item["id"])) for item in await self._search(condition, sort_by="id", limit=10))

    async def add_message(self, ticket: ExternalId, key: str, text: str) -> None:
        await self._add(ticket, key, {"body": text, "internal": False})

    async def add_note(self, ticket: ExternalId, key: str, text: str) -> None:
        await self._add(ticket, key, {"body": text, "internal": True})

    async def add_attachment(self, ticket: ExternalId, key: str, attachment: Attachment) -> None:
        data = base64.b64encode(attachment.content).decode("ascii")
        file = {"filename": attachment.name, "data": data, "mime-type": attachment.media_type}
        await self._add(ticket, key, {"body": attachment.name, "internal": False, "attachments": [file]})

    async def has_part(self, ticket: ExternalId, key: str) -> bool:
        wanted = f"[{a_uuid(key)}]"
        return any(wanted in (article.get("subject") or "") for article in await self._articles(ticket))

    async def status(self, ticket: ExternalId) -> Status:
        found = await self._http.json("GET", f"/tickets/{a_number(ticket)}", params={"expand": "true"})
        return OURS.get(found["state"], "open")

    async def set_status(self, ticket: ExternalId, status: Status) -> None:
        await self._http.call("PUT", f"/tickets/{a_number(ticket)}", json={"state": THEIRS[status]})

    async def close_duplicate(self, ticket: ExternalId, of: ExternalId) -> None:
        # Not merged: a merge copies the first article, so the same words would stand there twice.
        if await self.status(ticket) == "solved":
            return
        note = {"body": self._describer.duplicate(of), "internal": True, "content_type": "text/plain", "type": "note"}
        await self._http.call("PUT", f"/tickets/{a_number(ticket)}", json={"state": "closed", "article": note})

    async def start(self) -> Place:
        newest = await self._search({}, sort_by="updated_at", order_by="desc", limit=1)
        return Place(newest[0]["updated_at"] if newest else datetime(2000, 1, 1, tzinfo=UTC).isoformat())

    async def news(self, *, after: Place, limit: int) -> NewsPage:
        since, _, begun = after.partition("|")
        begun = begun or since
        read_from = max(utc(begun), utc(since) - OVERLAP)
        condition = {
            "ticket.updated_at": {"operator": "after (absolute)", "value": read_from.isoformat()},
            "ticket.created_by_id": {"operator": "is", "pre_condition": "specific", "value": [self._settings.agent_id]},
        }
        tickets = await self._search(condition, sort_by="updated_at", limit=limit + 20)
        items: list[News] = []
        for ticket in tickets:
            items += await self._read(ticket, read_from)
        newest = max((ticket["updated_at"] for ticket in tickets), key=utc, default=since)
        return NewsPage(tuple(sorted(items, key=lambda item: item.at)), Place(f"{newest}|{begun}"))

    async def _add(self, ticket: ExternalId, key: str, body: dict[str, Any]) -> None:
        if await self.has_part(ticket, key):
            return
        fixed = {"subject": f"Bollplank [{a_uuid(key)}]", "content_type": "text/plain", "type": "note"}
        article = {"ticket_id": int(a_number(ticket)), **fixed, **body}
        await self._http.call("POST", "/ticket_articles", json=article)

    async def _articles(self, ticket: ExternalId) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self._http.json("GET", f"/ticket_articles/by_ticket/{a_number(ticket)}")
        return found

    async def _search(
        self, condition: dict[str, Any], *, sort_by: str, limit: int, order_by: str = "asc"
    ) -> list[dict[str, Any]]:
        group = {"ticket.group": {"operator": "is", "value": self._settings.group}} if not condition else {}
        body = {
            "condition": condition or group,
            "sort_by": sort_by,
            "order_by": order_by,
            "limit": limit,
            "expand": True,
        }
        found: list[dict[str, Any]] = await self._http.json("POST", "/tickets/search", json=body)
        return found

    async def _read(self, ticket: dict[str, Any], since: datetime) -> list[News]:
        external, changed = ExternalId(str(ticket["id"])), ticket["updated_at"]
        status = OURS.get(ticket["state"], "open")
        items = [News(f"s{external}:{status}:{changed}", external, "status", "", status, utc(changed))]
        for article in await self._articles(external):
            at = utc(article["created_at"])
            ours = article["created_by_id"] == self._settings.agent_id
            if at > since and not article["internal"] and not ours and article["sender"] == "Agent":
                body = article["body"]
                text = tidy(body) if article["content_type"] == "text/plain" else text_of_html(body)
                items.append(News(f"a{article['id']}", external, "message", article["from"], text, at))
        return items
