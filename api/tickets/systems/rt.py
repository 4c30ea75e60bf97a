"""Request Tracker 5 by its REST 2 API.

https://docs.bestpractical.com/rt/5.0.3/RT/REST2.html. The key stands in a custom field of the queue
(`bollplank-key`), the key of a message in its subject. tests/servers/rt_data.pl sets one up.
"""

import base64
from typing import Any

import httpx

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
from api.tickets.systems.http import a_number, a_uuid, reach, utc
from api.tickets.systems.plain import ascii_name, text_of_html, tidy

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
        return ExternalId(str(made["id"]))

    async def find(self, key: str) -> tuple[ExternalId, ...]:
        query = f"Queue='{self._settings.queue}' AND 'CF.{{bollplank-key}}'='{a_uuid(key)}'"
        found = await self._http.json("GET", "/tickets", params={"query": query, "orderby": "id"})
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
            if any(wanted in (item.get("Subject") or "") for item in found["items"]):
                return True
            if len(found["items"]) < int(params["per_page"]):
                return False
            params["page"] = str(int(params["page"]) + 1)

    async def status(self, ticket: ExternalId) -> Status:
        found = await self._http.json("GET", f"/ticket/{a_number(ticket)}")
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
        told = [await self._read(item) for item in found["items"]]
        newest = max((int(item["id"]) for item in found["items"]), default=seen)
        return NewsPage(tuple(item for item in told if item), Place(f"{max(newest, seen)}:{begun}"))

    async def _add(self, ticket: ExternalId, key: str, how: str, body: dict[str, Any]) -> None:
        if await self.has_part(ticket, key):
            return
        body = {**body, "ContentType": "text/plain", "Subject": f"Bollplank [{a_uuid(key)}]"}
        await self._http.call("POST", f"/ticket/{a_number(ticket)}/{how}", json=body)

    async def _read(self, item: dict[str, Any]) -> News | None:
        author = item["Creator"]["id"] if isinstance(item["Creator"], dict) else str(item["Creator"])
        if author in {self._settings.user, AUTOMATIC}:
            return None
        ticket, at = ExternalId(str(item["ObjectId"])), utc(item["Created"])
        if item["Type"] == "Status":
            status = OURS.get(item["NewValue"], "open")
            return News(str(item["id"]), ticket, "status", author, status, at)
        return News(str(item["id"]), ticket, "message", author, await self._text(str(item["id"])), at)

    async def _text(self, transaction: str) -> str:
        params = {"fields": "ContentType,Filename"}
        listed = await self._http.json("GET", f"/transaction/{a_number(transaction)}/attachments", params=params)
        texts, files = [], []
        for each in listed["items"]:
            media_type, file_name = each.get("ContentType") or "", each.get("Filename") or ""
            if file_name:
                files.append(f"📎 {file_name}")
            elif media_type in {"text/plain", "text/html"}:
                whole = await self._http.json("GET", f"/attachment/{a_number(str(each['id']))}")
                content = base64.b64decode(whole.get("Content") or "").decode("utf-8", errors="replace")
                texts.append(
                    (media_type != "text/plain", text_of_html(content) if media_type == "text/html" else tidy(content))
                )
        best = [text for _html, text in sorted(texts, key=lambda each: each[0])][:1]
        return "\n".join((*best, *files))
