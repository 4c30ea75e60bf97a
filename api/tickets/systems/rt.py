"""Request Tracker 5 by its REST 2 API.

https://docs.bestpractical.com/rt/5.0.3/RT/REST2.html. The key stands in a custom field of the queue
(`bollplank-key`), the key of a message in its subject. tests/servers/rt_data.pl sets one up.
"""

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
import structlog

from api.ticket_settings import RtSettings
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
from api.tickets.systems.plain import ascii_name, text_of_html, tidy

log = structlog.get_logger()
OVERLAP = 20
"""Transactions read again: their ids may be committed out of order."""
OURS: dict[str, Status] = {
    "new": "new",
    "open": "open",
    "stalled": "waiting",
    "resolved": "solved",
    "rejected": "closed",
    "deleted": "closed",
}
THEIRS: dict[Status, str] = {v: k for k, v in OURS.items() if k != "deleted"}
AUTOMATIC = "RT_System"
"""Opens a new ticket when somebody writes on it, which tells the person nothing."""


@dataclass(frozen=True, slots=True)
class _Transaction:
    id: int
    author: str
    ticket: ExternalId
    status: Status | None
    """None: a message."""
    at: datetime


class RtSystem:
    """Tickets in one queue. External id = the ticket's number."""

    name = "rt"

    def __init__(self, settings: RtSettings, client: httpx.AsyncClient, describer: Describer) -> None:
        self._settings = settings
        self._describer = describer
        self.settle_s = settings.settle.total_seconds()
        self.poll_s = settings.poll.total_seconds()
        headers = {"Authorization": f"token {settings.token.get_secret_value()}"}
        self._http = reach(settings, client, "/REST/2.0", headers)

    async def open(self, key: str, ticket: NewTicket) -> ExternalId:
        body = {
            "Queue": self._settings.queue,
            "Subject": self._describer.subject(ticket),
            "Content": self._describer.body(ticket),
            "ContentType": "text/plain",
            "CustomFields": {"bollplank-key": a_uuid(key)},
        }
        if self._settings.requestor:
            body["Requestor"] = self._settings.requestor
        made = await self._http.json("POST", "/ticket", json=body)
        with understood("the new ticket"):
            return ExternalId(str(made["id"]))

    async def find(self, key: str) -> tuple[ExternalId, ...]:
        query = f"Queue='{self._settings.queue}' AND 'CF.{{bollplank-key}}'='{a_uuid(key)}'"
        found = await self._http.json("GET", "/tickets", params={"query": query, "orderby": "id"})
        with understood("the search by key"):
            return tuple(ExternalId(str(item["id"])) for item in found["items"])

    async def add_message(self, ticket: ExternalId, key: str, text: str) -> None:
        await self._add(ticket, key, "correspond", {"Content": text})

    async def add_note(self, ticket: ExternalId, key: str, text: str) -> None:
        await self._add(ticket, key, "comment", {"Content": text})

    async def add_attachment(self, ticket: ExternalId, key: str, attachment: Attachment) -> None:
        content = base64.b64encode(attachment.content).decode("ascii")
        # File names with å, ä, ö come out broken (5.0.3).
        file = {"FileName": ascii_name(attachment.name), "FileType": attachment.media_type, "FileContent": content}
        await self._add(ticket, key, "correspond", {"Content": attachment.name, "Attachments": [file]})

    async def has_part(self, ticket: ExternalId, key: str) -> bool:
        wanted = f"[{a_uuid(key)}]"
        params = {"fields": "Subject", "per_page": "100", "page": "1"}
        while True:
            found = await self._http.json("GET", f"/ticket/{a_number(ticket)}/attachments", params=params)
            with understood("the attachments"):
                if any(wanted in (item.get("Subject") or "") for item in found["items"]):
                    return True
                if len(found["items"]) < int(params["per_page"]):
                    return False
            params["page"] = str(int(params["page"]) + 1)

    async def status(self, ticket: ExternalId) -> Status:
        found = await self._http.json("GET", f"/ticket/{a_number(ticket)}")
        with understood("the status"):
            return OURS.get(found["Status"], "open")

    async def set_status(self, ticket: ExternalId, status: Status) -> None:
        if await self.status(ticket) == status:
            return
        said = await self._http.json("PUT", f"/ticket/{a_number(ticket)}", json={"Status": THEIRS[status]})
        # A refusal comes as 200 with words, so the words are not read: the status is.
        if await self.status(ticket) != status:
            raise TicketRejectedError(f"the status stayed as it was: {said}")

    async def close_duplicate(self, ticket: ExternalId, of: ExternalId) -> None:
        if await self.status(ticket) == "closed":
            return
        note = {"Content": self._describer.duplicate(of), "ContentType": "text/plain"}
        await self._http.call("POST", f"/ticket/{a_number(ticket)}/comment", json=note)
        await self.set_status(ticket, "closed")

    async def start(self) -> Place:
        params = {"query": "ObjectType='RT::Ticket'", "orderby": "id", "order": "DESC", "per_page": "1"}
        found = await self._http.json("GET", "/transactions", params=params)
        with understood("the newest transaction"):
            return Place(str(max((int(item["id"]) for item in found["items"]), default=0)))

    async def news(self, *, after: Place, limit: int) -> NewsPage:
        seen, begun = (int(part) for part in f"{after}:{after}".split(":")[:2])
        read_from = max(begun, seen - OVERLAP)
        query = (
            f"ObjectType='RT::Ticket' AND TicketQueue='{self._settings.queue}' AND id > {read_from}"
            " AND (Type='Correspond' OR Type='Status')"
        )
        params = {
            "query": query,
            "orderby": "id",
            "order": "ASC",
            "per_page": str(min(100, limit + OVERLAP)),
            "fields": "Type,Creator,ObjectId,OldValue,NewValue,Created",
        }
        found = await self._http.json("GET", "/transactions", params=params)
        with understood("the transactions"):
            items = readable(self.name, found["items"], _item)
        told = [await self._read(item) for item in items]
        newest = max((item.id for item in items), default=seen)
        return NewsPage(tuple(item for item in told if item), Place(f"{max(newest, seen)}:{begun}"))

    async def _add(self, ticket: ExternalId, key: str, how: str, body: dict[str, Any]) -> None:
        if await self.has_part(ticket, key):
            return
        body = {**body, "ContentType": "text/plain", "Subject": f"Bollplank [{a_uuid(key)}]"}
        await self._http.call("POST", f"/ticket/{a_number(ticket)}/{how}", json=body)

    async def _read(self, item: _Transaction) -> News | None:
        if item.author in {self._settings.user, AUTOMATIC}:
            return None
        if item.status is not None:
            return News(str(item.id), item.ticket, "status", item.author, item.status, item.at)
        try:
            text = await self._text(item.id)
        except (OddAnswerError, TicketRejectedError) as error:
            # Taken away since, or odd: the other news go on.
            log.warning("news_item_not_understood", system=self.name, item=item.id, error=type(error).__name__)
            return None
        return News(str(item.id), item.ticket, "message", item.author, text, item.at)

    async def _text(self, transaction: int) -> str:
        params = {"fields": "ContentType,Filename"}
        listed = await self._http.json("GET", f"/transaction/{transaction}/attachments", params=params)
        with understood("the parts of a message"):
            parts = [
                (each.get("ContentType") or "", each.get("Filename") or "", str(each["id"])) for each in listed["items"]
            ]
        texts = []
        files = [f"📎 {file_name}" for _type, file_name, _number in parts if file_name]
        for media_type, file_name, number in parts:
            if file_name or media_type not in {"text/plain", "text/html"}:
                continue
            whole = await self._http.json("GET", f"/attachment/{a_number(number)}")
            with understood("a part of a message"):
                content = base64.b64decode(whole.get("Content") or "").decode("utf-8", errors="replace")
            html = media_type == "text/html"
            texts.append((html, text_of_html(content) if html else tidy(content)))
        best = [text for _html, text in sorted(texts, key=lambda each: each[0])][:1]
        return "\n".join((*best, *files))


def _item(item: dict[str, Any]) -> _Transaction:
    creator = item["Creator"]
    return _Transaction(
        int(item["id"]),
        str(creator["id"]) if isinstance(creator, dict) else str(creator),
        ExternalId(str(item["ObjectId"])),
        OURS.get(item["NewValue"], "open") if item["Type"] == "Status" else None,
        utc(item["Created"]),
    )
