"""Jira Service Management Cloud.

https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/ to open, and the platform's
API (version 2, whose texts are text) for the rest:
https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issue-comments/ . The key stands in a
text custom field, that of a comment in a comment property, that of a file in its name.
"""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from api.ticket_settings import JiraSettings
from api.tickets.ports import Attachment, ExternalId, News, NewsPage, NewTicket, Place, Status
from api.tickets.systems.describe import Describer
from api.tickets.systems.http import a_number, a_uuid, basic, reach, utc
from api.tickets.systems.plain import tidy

OURS: dict[str, Status] = {"new": "new", "indeterminate": "open", "done": "solved"}
WAITING = "waiting for customer"
PROPERTY = "bollplank.key"
PUBLIC = "sd.public.comment"


class JiraSystem:
    """Requests of one service desk. External id = the issue's id, which stays when it is moved."""

    name = "jira"

    def __init__(
        self,
        settings: JiraSettings,
        client: httpx.AsyncClient,
        describer: Describer,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings = settings
        self._describer = describer
        self._now = now
        self.settle_s = settings.settle.total_seconds()
        self.poll_s = settings.poll.total_seconds()
        headers = {"Authorization": basic(settings.user, settings.token), "Accept": "application/json"}
        self._http = reach(settings, client, "/rest", headers)

    async def open(self, key: str, ticket: NewTicket) -> ExternalId:
        values = {
            "summary": self._describer.subject(ticket),
            "description": self._describer.body(ticket),
            self._settings.key_field: a_uuid(key),
        }
        body = {
            "serviceDeskId": self._settings.service_desk,
            "requestTypeId": self._settings.request_type,
            "requestFieldValues": values,
        }
        made = await self._http.json("POST", "/servicedeskapi/request", json=body)
        return ExternalId(str(made["issueId"]))

    async def find(self, key: str) -> tuple[ExternalId, ...]:
        field = f"cf[{self._settings.key_field.removeprefix('customfield_')}]"
        found = await self._search(f'{field} ~ "{a_uuid(key)}" ORDER BY created ASC', fields="created", limit=10)
        return tuple(ExternalId(str(issue["id"])) for issue in found)

    async def add_message(self, ticket: ExternalId, key: str, text: str) -> None:
        await self._comment(ticket, key, text, internal=False)

    async def add_note(self, ticket: ExternalId, key: str, text: str) -> None:
        await self._comment(ticket, key, text, internal=True)

    async def add_attachment(self, ticket: ExternalId, key: str, attachment: Attachment) -> None:
        if await self._has_file(ticket, key):
            return
        file = (f"{_mark(key)}-{attachment.name}", attachment.content, attachment.media_type)
        headers = {"X-Atlassian-Token": "no-check"}
        await self._http.call("POST", f"{_issue(ticket)}/attachments", files={"file": file}, headers=headers)

    async def has_part(self, ticket: ExternalId, key: str) -> bool:
        wanted = a_uuid(key)
        for comment in await self._comments(ticket):
            for each in comment.get("properties") or ():
                if each["key"] == PROPERTY and each["value"].get("key") == wanted:
                    return True
        return await self._has_file(ticket, key)

    async def status(self, ticket: ExternalId) -> Status:
        found = await self._http.json("GET", _issue(ticket), params={"fields": "status"})
        return _status_of(found)

    async def set_status(self, ticket: ExternalId, status: Status) -> None:
        now = await self.status(ticket)
        if (now == "solved") == (status in {"solved", "closed"}):
            return  # a transition may be missing where it would lead nowhere
        solve = status in {"solved", "closed"}
        number = self._settings.solve_transition if solve else self._settings.reopen_transition
        await self._http.call("POST", f"{_issue(ticket)}/transitions", json={"transition": {"id": number}})

    async def close_duplicate(self, ticket: ExternalId, of: ExternalId) -> None:
        if await self.status(ticket) == "solved":
            return
        note = {"body": self._describer.duplicate(of), "properties": [_public(internal=True)]}
        await self._http.call("POST", f"{_issue(ticket)}/comment", json=note)
        await self.set_status(ticket, "solved")

    async def start(self) -> Place:
        found = await self._search("ORDER BY updated DESC", fields="updated", limit=1)
        begun = found[0]["fields"]["updated"] if found else datetime(2000, 1, 1, tzinfo=UTC).isoformat()
        return Place(f"{begun}|{begun}")

    async def news(self, *, after: Place, limit: int) -> NewsPage:
        since, begun = after.split("|")
        # The search lags, so what was changed shortly before is read again.
        read_from = max(utc(begun), utc(since) - timedelta(seconds=self.settle_s))
        # Relative, since an absolute time is read in the user's own time zone.
        minutes = math.ceil((self._now() - read_from).total_seconds() / 60) + 1
        query = f"updated >= -{minutes}m ORDER BY updated ASC"
        found = await self._search(query, fields="status,updated", limit=min(100, limit + 20))
        items: list[News] = []
        for issue in found:
            items += await self._read(issue, read_from)
        newest = max((issue["fields"]["updated"] for issue in found), key=utc, default=since)
        place = f"{max(newest, since, key=utc)}|{begun}"
        return NewsPage(tuple(sorted(items, key=lambda item: item.at)), Place(place))

    async def _comment(self, ticket: ExternalId, key: str, text: str, *, internal: bool) -> None:
        if await self.has_part(ticket, key):
            return
        mine = {"key": PROPERTY, "value": {"key": a_uuid(key)}}
        body = {"body": text, "properties": [mine, _public(internal=internal)]}
        await self._http.call("POST", f"{_issue(ticket)}/comment", json=body)

    async def _comments(self, ticket: ExternalId) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = []
        while True:
            params = {"expand": "properties", "orderBy": "created", "startAt": len(told), "maxResults": 100}
            page = await self._http.json("GET", f"{_issue(ticket)}/comment", params=params)
            told += page["comments"]
            if not page["comments"] or len(told) >= page["total"]:
                return told

    async def _has_file(self, ticket: ExternalId, key: str) -> bool:
        found = await self._http.json("GET", _issue(ticket), params={"fields": "attachment"})
        return any(file["filename"].startswith(_mark(key)) for file in found["fields"]["attachment"])

    async def _search(self, jql: str, *, fields: str, limit: int) -> list[dict[str, Any]]:
        condition = f'project = "{self._settings.project}"'
        whole = f"{condition} {jql}" if jql.startswith("ORDER") else f"{condition} AND {jql}"
        params = {"jql": whole, "fields": fields, "maxResults": limit}
        found = await self._http.json("GET", "/api/3/search/jql", params=params)
        issues: list[dict[str, Any]] = found["issues"]
        return issues

    async def _read(self, issue: dict[str, Any], since: datetime) -> list[News]:
        ticket, changed, status = ExternalId(str(issue["id"])), issue["fields"]["updated"], _status_of(issue)
        items = [News(f"s{ticket}:{status}:{changed}", ticket, "status", "", status, utc(changed))]
        for comment in await self._comments(ticket):
            at, author = utc(comment["created"]), comment["author"]
            if at > since and comment["jsdPublic"] and author["accountId"] != self._settings.account_id:
                text = tidy(comment["body"])
                items.append(News(f"c{comment['id']}", ticket, "message", author["displayName"], text, at))
        return items


def _issue(ticket: str) -> str:
    return f"/api/2/issue/{a_number(ticket)}"


def _mark(key: str) -> str:
    return f"bp-{a_uuid(key)[:8]}"


def _public(*, internal: bool) -> dict[str, Any]:
    return {"key": PUBLIC, "value": {"internal": internal}}


def _status_of(issue: dict[str, Any]) -> Status:
    status = issue["fields"]["status"]
    if status["name"].lower() == WAITING:
        return "waiting"
    return OURS.get(status["statusCategory"]["key"], "open")
