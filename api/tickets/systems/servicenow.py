"""ServiceNow incidents by the Table and Attachment APIs.

https://www.servicenow.com/docs/bundle/zurich-api-reference/page/integrate/inbound-rest/concept/c_TableAPI.html
and c_AttachmentAPI.html. The key stands in `correlation_id`; that of a part in its text, as eight signs,
since a journal entry has no field of its own for it.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from api.ticket_settings import ServiceNowSettings
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
from api.tickets.systems.http import a_uuid, basic, reach
from api.tickets.systems.plain import text_of_html, tidy

OVERLAP = timedelta(seconds=5)
"""Their times are in whole seconds."""
OURS: dict[str, Status] = {
    "1": "new",
    "2": "open",
    "3": "waiting",
    "6": "solved",
    "7": "closed",
    "8": "closed",
}
THEIRS: dict[Status, str] = {"new": "1", "open": "2", "waiting": "3", "solved": "6", "closed": "7"}
CANCELLED = "8"
URGENCY = {"high": "1", "normal": "2", "low": "3"}
SYSTEM = "Bollplank"
TIME = "%Y-%m-%d %H:%M:%S"
INCIDENT = "/table/incident"
JOURNAL = "/table/sys_journal_field"


class ServiceNowSystem:
    """Incidents. External id = the sys_id."""

    name = "servicenow"

    def __init__(self, settings: ServiceNowSettings, client: httpx.AsyncClient, describer: Describer) -> None:
        self._settings = settings
        self._describer = describer
        self.settle_s = settings.settle.total_seconds()
        self.poll_s = settings.poll.total_seconds()
        headers = {"Authorization": basic(settings.user, settings.password), "Accept": "application/json"}
        self._http = reach(settings, client, "/api/now", headers)

    async def open(self, key: str, ticket: NewTicket) -> ExternalId:
        body = {
            "short_description": self._describer.subject(ticket),
            "description": self._describer.body(ticket),
            "correlation_id": a_uuid(key),
            "correlation_display": SYSTEM,
            "contact_type": "self-service",
            "urgency": URGENCY.get(dict(ticket.fields).get("urgency", ""), "2"),
        }
        if self._settings.assignment_group:
            body["assignment_group"] = self._settings.assignment_group
        made = await self._http.json("POST", INCIDENT, json=body)
        return ExternalId(str(made["result"]["sys_id"]))

    async def find(self, key: str) -> tuple[ExternalId, ...]:
        query = f"correlation_id={a_uuid(key)}^ORDERBYsys_created_on"
        return tuple(ExternalId(row["sys_id"]) for row in await self._rows(INCIDENT, query, "sys_id", 10))

    async def add_message(self, ticket: ExternalId, key: str, text: str) -> None:
        await self._add(ticket, key, "comments", text)

    async def add_note(self, ticket: ExternalId, key: str, text: str) -> None:
        await self._add(ticket, key, "work_notes", text)

    async def add_attachment(self, ticket: ExternalId, key: str, attachment: Attachment) -> None:
        if await self._has_file(ticket, key):
            return
        params = {
            "table_name": "incident",
            "table_sys_id": _sys_id(ticket),
            "file_name": f"{_mark(key)} {attachment.name}",
        }
        headers = {"Content-Type": attachment.media_type}
        await self._http.call("POST", "/attachment/file", params=params, headers=headers, content=attachment.content)

    async def has_part(self, ticket: ExternalId, key: str) -> bool:
        query = f"element_id={_sys_id(ticket)}^valueLIKE{_mark(key)}"
        return bool(await self._rows(JOURNAL, query, "sys_id", 1)) or await self._has_file(ticket, key)

    async def status(self, ticket: ExternalId) -> Status:
        params = {"sysparm_fields": "state"}
        found = await self._http.json("GET", f"{INCIDENT}/{_sys_id(ticket)}", params=params)
        return OURS.get(found["result"]["state"], "open")

    async def set_status(self, ticket: ExternalId, status: Status) -> None:
        body = {"state": THEIRS[status]}
        if status in {"solved", "closed"}:
            body |= {"close_code": self._settings.solved_code, "close_notes": SYSTEM}
        await self._change(ticket, body)

    async def close_duplicate(self, ticket: ExternalId, of: ExternalId) -> None:
        if await self.status(ticket) != "closed":
            await self._change(ticket, {"state": CANCELLED, "work_notes": self._describer.duplicate(of)})

    async def start(self) -> Place:
        newest = await self._rows(JOURNAL, "ORDERBYDESCsys_created_on", "sys_created_on", 1)
        changed = await self._rows(INCIDENT, "ORDERBYDESCsys_updated_on", "sys_updated_on", 1)
        begun = max((row[name] for row, name in _named(newest, changed)), default="2000-01-01 00:00:00")
        return Place(f"{begun}|{begun}|{begun}")

    async def news(self, *, after: Place, limit: int) -> NewsPage:
        said_until, changed_until, begun = after.split("|")
        author = f"sys_created_by!={self._settings.user}"
        said = await self._rows(
            JOURNAL,
            f"name=incident^element=comments^{author}"
            f"^sys_created_on>={_before(said_until, begun)}^ORDERBYsys_created_on",
            "sys_id,element_id,value,sys_created_by,sys_created_on",
            limit + 20,
        )
        changed = await self._rows(
            INCIDENT,
            f"correlation_display={SYSTEM}^sys_updated_on>={_before(changed_until, begun)}^ORDERBYsys_updated_on",
            "sys_id,state,sys_updated_on",
            limit + 20,
        )
        items = [_message(row) for row in said] + [_status(row) for row in changed]
        place = "|".join(
            (
                max((row["sys_created_on"] for row in said), default=said_until),
                max((row["sys_updated_on"] for row in changed), default=changed_until),
                begun,
            )
        )
        return NewsPage(tuple(sorted(items, key=lambda item: item.at)), Place(place))

    async def _add(self, ticket: ExternalId, key: str, field: str, text: str) -> None:
        if not await self.has_part(ticket, key):
            await self._change(ticket, {field: f"{text}\n{_mark(key)}"})

    async def _has_file(self, ticket: ExternalId, key: str) -> bool:
        query = f"table_sys_id={_sys_id(ticket)}^file_nameSTARTSWITH{_mark(key)}"
        return bool(await self._rows("/attachment", query, "sys_id", 1))

    async def _change(self, ticket: ExternalId, body: dict[str, str]) -> None:
        await self._http.call("PATCH", f"{INCIDENT}/{_sys_id(ticket)}", json=body)

    async def _rows(self, table: str, query: str, fields: str, limit: int) -> list[dict[str, Any]]:
        params = {"sysparm_query": query, "sysparm_fields": fields, "sysparm_limit": str(limit)}
        found = await self._http.json("GET", table, params=params)
        rows: list[dict[str, Any]] = found["result"]
        return rows


def _named(said: list[dict[str, Any]], changed: list[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    return [(row, "sys_created_on") for row in said] + [(row, "sys_updated_on") for row in changed]


def _message(row: dict[str, Any]) -> News:
    value = row["value"]
    # Rich text stands between [code] tags in a journal.
    text = text_of_html(re.sub(r"\[/?code\]", "", value)) if "[code]" in value else tidy(value)
    ticket = ExternalId(row["element_id"])
    return News(row["sys_id"], ticket, "message", row["sys_created_by"], text, _time(row["sys_created_on"]))


def _status(row: dict[str, Any]) -> News:
    status, at = OURS.get(row["state"], "open"), row["sys_updated_on"]
    return News(f"{row['sys_id']}:{status}:{at}", ExternalId(row["sys_id"]), "status", "", status, _time(at))


def _mark(key: str) -> str:
    return f"[bp:{a_uuid(key)[:8]}]"


def _sys_id(ticket: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{32}", ticket):
        raise TicketRejectedError(f"no incident {ticket!r}")
    return ticket


def _time(text: str) -> datetime:
    return datetime.strptime(text, TIME).replace(tzinfo=UTC)


def _before(text: str, begun: str) -> str:
    return max(begun, (_time(text) - OVERLAP).strftime(TIME))
