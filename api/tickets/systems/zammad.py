"""Zammad 6 by its REST API.

https://docs.zammad.org/en/latest/api/ticket/index.html, ticket/articles.html and intro.html. The key
stands in a text attribute of the ticket, that of a part in its article's subject. The search goes by
`condition` and never by `query`: that one asks Elasticsearch, which lags.
"""

import base64
from datetime import datetime, timedelta
from typing import Any

import httpx
import structlog

from api.ticket_settings import ZammadSettings
from api.tickets.ports import (
    Attachment,
    ExternalId,
    News,
    NewsPage,
    NewTicket,
    Place,
    Status,
    TicketRejectedError,
)
from api.tickets.systems.describe import Describer
from api.tickets.systems.http import OddAnswerError, a_number, a_uuid, reach, readable, understood, utc
from api.tickets.systems.plain import text_of_html, tidy
from api.tickets.systems.sweep import BEFORE_ALL, PAGE, Change, Rows, Sweep

log = structlog.get_logger()
OVERLAP = timedelta(seconds=60)
A_MOMENT = timedelta(milliseconds=1)
"""What was changed at the very time is wanted too."""
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
        with understood("the new ticket"):
            return ExternalId(str(made["id"]))

    async def find(self, key: str) -> tuple[ExternalId, ...]:
        condition = {f"ticket.{self._settings.key_field}": {"operator": "is", "value": a_uuid(key)}}
        found = await self._search(condition, sort_by="id", limit=10)
        with understood("the search by key"):
            return tuple(ExternalId(str(item["id"])) for item in found)

    async def add_message(self, ticket: ExternalId, key: str, text: str) -> None:
        await self._add(ticket, key, {"body": text, "internal": False})

    async def add_note(self, ticket: ExternalId, key: str, text: str) -> None:
        await self._add(ticket, key, {"body": text, "internal": True})

    async def add_attachment(self, ticket: ExternalId, key: str, attachment: Attachment) -> None:
        data = base64.b64encode(attachment.content).decode("ascii")
        file = {"filename": attachment.name, "data": data, "mime-type": attachment.media_type}
        await self._add(ticket, key, {"body": attachment.name, "internal": False, "attachments": [file]})

    async def has_part(self, ticket: ExternalId, key: str) -> bool:
        wanted, articles = f"[{a_uuid(key)}]", await self._articles(ticket)
        with understood("the articles"):
            return any(wanted in (article.get("subject") or "") for article in articles)

    async def status(self, ticket: ExternalId) -> Status:
        found = await self._http.json("GET", f"/tickets/{a_number(ticket)}", params={"expand": "true"})
        with understood("the status"):
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
        with understood("the newest ticket"):
            begun = max((utc(ticket["updated_at"]) for ticket in newest), default=BEFORE_ALL)
        return Sweep(begun, begun).place

    async def news(self, *, after: Place, limit: int) -> NewsPage:
        sweep = Sweep.of(after)
        if sweep.rests:
            return NewsPage((), sweep.then((), more=False, rests=False).place)

        async def fetch(since: datetime, token: str) -> Rows:
            agent, page = self._settings.agent_id, int(token or 1)
            condition = {
                "ticket.updated_at": {"operator": "after (absolute)", "value": (since - A_MOMENT).isoformat()},
                "ticket.created_by_id": {"operator": "is", "pre_condition": "specific", "value": [agent]},
            }
            found = await self._search(condition, sort_by="updated_at", limit=PAGE, page=page)
            with understood("the search for news"):
                return Rows(readable(self.name, found, _change), str(page + 1) if len(found) >= PAGE else "")

        changes, more = await sweep.gather(fetch, overlap=OVERLAP, most=limit + 20)
        items: list[News] = []
        for change in changes:
            items += await self._read(change, sweep.read_from(OVERLAP))
        then = sweep.then(changes, more=more, rests=bool(items and sweep.reached))
        return NewsPage(tuple(sorted(items, key=lambda item: item.at)), then.place)

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
        self, condition: dict[str, Any], *, sort_by: str, limit: int, order_by: str = "asc", page: int = 1
    ) -> list[dict[str, Any]]:
        group = {"ticket.group": {"operator": "is", "value": self._settings.group}} if not condition else {}
        body = {
            "condition": condition or group,
            # The id too, for pages of tickets that were changed at one time.
            "sort_by": [sort_by, "id"],
            "order_by": [order_by, order_by],
            "per_page": limit,
            "page": page,
            "expand": True,
        }
        found: list[dict[str, Any]] = await self._http.json("POST", "/tickets/search", json=body)
        return found

    async def _read(self, change: Change, since: datetime) -> list[News]:
        items = readable(self.name, [change], _status_news)
        try:
            articles = await self._articles(ExternalId(change.id))
            messages = readable(self.name, articles, lambda article: self._message(change, article, since))
        except (OddAnswerError, TicketRejectedError) as error:
            # Taken away since, or odd: the other tickets' news go on.
            log.warning("ticket_not_read", system=self.name, ticket=change.id, error=type(error).__name__)
            return items
        return items + [each for each in messages if each]

    def _message(self, change: Change, article: dict[str, Any], since: datetime) -> News | None:
        at = utc(article["created_at"])
        ours = article["created_by_id"] == self._settings.agent_id
        if at <= since or article["internal"] or ours or article["sender"] != "Agent":
            return None
        body = article["body"]
        text = tidy(body) if article["content_type"] == "text/plain" else text_of_html(body)
        return News(f"a{article['id']}", ExternalId(change.id), "message", str(article["from"] or ""), text, at)


def _change(ticket: dict[str, Any]) -> Change:
    return Change(utc(ticket["updated_at"]), str(ticket["id"]), ticket)


def _status_news(change: Change) -> News:
    changed, status = change.row["updated_at"], OURS.get(change.row["state"], "open")
    return News(f"s{change.id}:{status}:{changed}", ExternalId(change.id), "status", "", status, change.at)
