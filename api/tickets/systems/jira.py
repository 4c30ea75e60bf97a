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
import structlog

from api.ticket_settings import JiraSettings
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
from api.tickets.systems.http import OddAnswerError, a_number, a_uuid, basic, reach, readable, understood, utc
from api.tickets.systems.plain import tidy
from api.tickets.systems.sweep import BEFORE_ALL, PAGE, Change, Rows, Sweep

log = structlog.get_logger()
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
        with understood("the new request"):
            return ExternalId(str(made["issueId"]))

    async def find(self, key: str) -> tuple[ExternalId, ...]:
        query = f'{self._field} ~ "{a_uuid(key)}" ORDER BY created ASC'
        found = await self._search(query, fields="created", limit=10)
        with understood("the search by key"):
            return tuple(ExternalId(str(issue["id"])) for issue in found["issues"])

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
        wanted, comments = a_uuid(key), await self._comments(ticket)
        with understood("the comments"):
            for comment in comments:
                for each in comment.get("properties") or ():
                    if each["key"] == PROPERTY and each["value"].get("key") == wanted:
                        return True
        return await self._has_file(ticket, key)

    async def status(self, ticket: ExternalId) -> Status:
        found = await self._http.json("GET", _issue(ticket), params={"fields": "status"})
        with understood("the status"):
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
        with understood("the newest issue"):
            begun = max((utc(issue["fields"]["updated"]) for issue in found["issues"]), default=BEFORE_ALL)
        return Sweep(begun, begun).place

    async def news(self, *, after: Place, limit: int) -> NewsPage:
        sweep, lag = Sweep.of(after), timedelta(seconds=self.settle_s)
        if sweep.rests:
            return NewsPage((), sweep.then((), more=False, rests=False).place)
        # Relative, since an absolute time is read in the user's own time zone; and in minutes, so pages go by token.
        minutes = math.ceil((self._now() - sweep.search_from(lag)).total_seconds() / 60) + 1
        query = f"{self._field} is not EMPTY AND updated >= -{minutes}m ORDER BY updated ASC, key ASC"

        async def fetch(_since: datetime, token: str) -> Rows:
            found = await self._search(query, fields="status,updated", limit=PAGE, token=token)
            with understood("the search for news"):
                return Rows(readable(self.name, found["issues"], _change), found.get("nextPageToken") or "")

        changes, more = await sweep.gather(fetch, overlap=lag, most=min(100, limit + 20), by_time=False)
        items: list[News] = []
        for change in changes:
            items += await self._read(change, sweep.read_from(lag))
        then = sweep.then(changes, more=more, rests=bool(items and sweep.reached))
        return NewsPage(tuple(sorted(items, key=lambda item: item.at)), then.place)

    @property
    def _field(self) -> str:
        return f"cf[{self._settings.key_field.removeprefix('customfield_')}]"

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
            with understood("the comments"):
                told += page["comments"]
                if not page["comments"] or len(told) >= page["total"]:
                    return told

    async def _has_file(self, ticket: ExternalId, key: str) -> bool:
        found = await self._http.json("GET", _issue(ticket), params={"fields": "attachment"})
        mark = _mark(key)
        with understood("the files"):
            return any(file["filename"].startswith(mark) for file in found["fields"]["attachment"])

    async def _search(self, jql: str, *, fields: str, limit: int, token: str = "") -> Any:  # noqa: ANN401 - their JSON
        condition = f'project = "{self._settings.project}"'
        whole = f"{condition} {jql}" if jql.startswith("ORDER") else f"{condition} AND {jql}"
        params = {"jql": whole, "fields": fields, "maxResults": limit}
        if token:
            params["nextPageToken"] = token
        return await self._http.json("GET", "/api/3/search/jql", params=params)

    async def _read(self, change: Change, since: datetime) -> list[News]:
        items = readable(self.name, [change], _status_news)
        try:
            comments = await self._comments(ExternalId(change.id))
            messages = readable(self.name, comments, lambda comment: self._message(change, comment, since))
        except (OddAnswerError, TicketRejectedError) as error:
            # Taken away since, or odd: the other tickets' news go on.
            log.warning("ticket_not_read", system=self.name, ticket=change.id, error=type(error).__name__)
            return items
        return items + [each for each in messages if each]

    def _message(self, change: Change, comment: dict[str, Any], since: datetime) -> News | None:
        at, author = utc(comment["created"]), comment["author"]
        if at <= since or not comment["jsdPublic"] or author["accountId"] == self._settings.account_id:
            return None
        ticket, text = ExternalId(change.id), tidy(comment["body"])
        return News(f"c{comment['id']}", ticket, "message", str(author["displayName"] or ""), text, at)


def _change(issue: dict[str, Any]) -> Change:
    return Change(utc(issue["fields"]["updated"]), str(issue["id"]), issue)


def _status_news(change: Change) -> News:
    changed, status = change.row["fields"]["updated"], _status_of(change.row)
    return News(f"s{change.id}:{status}:{changed}", ExternalId(change.id), "status", "", status, change.at)


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
