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
from api.tickets.systems.http import a_uuid, basic, reach, readable, understood
from api.tickets.systems.plain import text_of_html, tidy
from api.tickets.systems.sweep import BEFORE_ALL, PAGE, Change, Rows, Sweep

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
        with understood("the new incident"):
            return ExternalId(str(made["result"]["sys_id"]))

    async def find(self, key: str) -> tuple[ExternalId, ...]:
        query = f"correlation_id={a_uuid(key)}^ORDERBYsys_created_on"
        rows, _more = await self._rows(INCIDENT, query, "sys_id", 10)
        with understood("the search by key"):
            return tuple(ExternalId(row["sys_id"]) for row in rows)

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
        rows, _more = await self._rows(JOURNAL, query, "sys_id", 1)
        return bool(rows) or await self._has_file(ticket, key)

    async def status(self, ticket: ExternalId) -> Status:
        params = {"sysparm_fields": "state"}
        found = await self._http.json("GET", f"{INCIDENT}/{_sys_id(ticket)}", params=params)
        with understood("the status"):
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
        said, _more = await self._rows(JOURNAL, "ORDERBYDESCsys_created_on", "sys_created_on", 1)
        changed, _more = await self._rows(INCIDENT, "ORDERBYDESCsys_updated_on", "sys_updated_on", 1)
        with understood("the newest entries"):
            times = [_time(row["sys_created_on"]) for row in said] + [_time(row["sys_updated_on"]) for row in changed]
        begun = Sweep(max(times, default=BEFORE_ALL), max(times, default=BEFORE_ALL))
        return _place(begun, begun)

    async def news(self, *, after: Place, limit: int) -> NewsPage:
        said, changed = _sweeps(after)
        under_way = said.reached or changed.reached
        if not under_way and (said.rests or changed.rests):
            ended = [sweep.then((), more=False, rests=False) for sweep in (said, changed)]
            return NewsPage((), _place(*ended))
        # The one that ended first waits for the other.
        entries, more_said = ([], False) if said.rests else await self._said(said, limit + 20)
        incidents, more_changed = ([], False) if changed.rests else await self._changed(changed, limit + 20)
        items = readable(self.name, entries, _message) + readable(self.name, incidents, _status)
        more = more_said or more_changed
        rests = more or bool(under_way and items)
        place = _place(
            said.then(entries, more=more_said, rests=rests), changed.then(incidents, more=more_changed, rests=rests)
        )
        return NewsPage(tuple(sorted(items, key=lambda item: item.at)), place)

    async def _said(self, sweep: Sweep, most: int) -> tuple[list[Change], bool]:
        query = f"name=incident^element=comments^sys_created_by!={self._settings.user}"
        fields = "sys_id,element_id,value,sys_created_by,sys_created_on"
        return await self._gather(sweep, JOURNAL, query, "sys_created_on", fields, most)

    async def _changed(self, sweep: Sweep, most: int) -> tuple[list[Change], bool]:
        query, fields = f"correlation_display={SYSTEM}", "sys_id,state,sys_updated_on"
        return await self._gather(sweep, INCIDENT, query, "sys_updated_on", fields, most)

    async def _gather(
        self, sweep: Sweep, table: str, query: str, by: str, fields: str, most: int
    ) -> tuple[list[Change], bool]:
        async def fetch(since: datetime, token: str) -> Rows:
            offset = int(token or 0)
            whole = f"{query}^{by}>={since.strftime(TIME)}^ORDERBY{by}^ORDERBYsys_id"
            rows, more = await self._rows(table, whole, fields, PAGE, offset)
            changes = readable(self.name, rows, lambda row: Change(_time(row[by]), row["sys_id"], row))
            return Rows(changes, str(offset + PAGE) if more else "")

        return await sweep.gather(fetch, overlap=OVERLAP, most=most)

    async def _add(self, ticket: ExternalId, key: str, field: str, text: str) -> None:
        if not await self.has_part(ticket, key):
            await self._change(ticket, {field: f"{text}\n{_mark(key)}"})

    async def _has_file(self, ticket: ExternalId, key: str) -> bool:
        query = f"table_sys_id={_sys_id(ticket)}^file_nameSTARTSWITH{_mark(key)}"
        rows, _more = await self._rows("/attachment", query, "sys_id", 1)
        return bool(rows)

    async def _change(self, ticket: ExternalId, body: dict[str, str]) -> None:
        await self._http.call("PATCH", f"{INCIDENT}/{_sys_id(ticket)}", json=body)

    async def _rows(
        self, table: str, query: str, fields: str, limit: int, offset: int = 0
    ) -> tuple[list[dict[str, Any]], bool]:
        """The rows, and whether there are more: a page may be short, since rows we may not see are left out of it."""
        params = {"sysparm_query": query, "sysparm_fields": fields, "sysparm_limit": str(limit)}
        if offset:
            params["sysparm_offset"] = str(offset)
        response = await self._http.call("GET", table, params=params)
        with understood(table):
            rows: list[dict[str, Any]] = response.json()["result"]
            return rows, "next" in response.links or len(rows) >= limit


def _place(said: Sweep, changed: Sweep) -> Place:
    return Place(f"{said.place};{changed.place}")


def _sweeps(place: Place) -> tuple[Sweep, Sweep]:
    """What is said on incidents, and how they are changed."""
    if ";" in place:
        said, changed = place.split(";")
        return Sweep.of(said), Sweep.of(changed)
    said_until, changed_until, begun = (_time(text) for text in place.split("|"))  # as earlier versions wrote it
    return Sweep(said_until, begun), Sweep(changed_until, begun)


def _message(change: Change) -> News:
    value = change.row["value"]
    # Rich text stands between [code] tags in a journal.
    text = text_of_html(re.sub(r"\[/?code\]", "", value)) if "[code]" in value else tidy(value)
    ticket, author = ExternalId(change.row["element_id"]), str(change.row["sys_created_by"] or "")
    return News(change.id, ticket, "message", author, text, change.at)


def _status(change: Change) -> News:
    status, at = OURS.get(change.row["state"], "open"), change.row["sys_updated_on"]
    return News(f"{change.id}:{status}:{at}", ExternalId(change.id), "status", "", status, change.at)


def _mark(key: str) -> str:
    return f"[bp:{a_uuid(key)[:8]}]"


def _sys_id(ticket: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{32}", ticket):
        raise TicketRejectedError(f"no incident {ticket!r}")
    return ticket


def _time(text: str) -> datetime:
    return datetime.strptime(text, TIME).replace(tzinfo=UTC)
