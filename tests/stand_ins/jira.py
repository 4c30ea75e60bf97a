"""Jira Service Management Cloud as its documentation tells it.

https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/ (create a request),
https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issue-comments/ (properties, expand),
.../api-group-issue-attachments/ (X-Atlassian-Token), .../api-group-issues/ (transitions) and
https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/ (search/jql).
"""

import base64
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import FastAPI, HTTPException, Request, UploadFile

from tests.stand_ins.store import Part, Row, Store

USER, TOKEN, BRIDGE, ANNA = "bridge@example.ax", "a jira token", "acc-bridge", "acc-anna"
KEY_FIELD = "customfield_10100"
CATEGORIES = {
    "Waiting for support": "new",
    "In progress": "indeterminate",
    "Waiting for customer": "indeterminate",
    "Resolved": "done",
}
TRANSITIONS = {"761": "Resolved", "851": "In progress"}
STATES = {"waiting": "Waiting for customer", "solved": "Resolved", "open": "In progress"}


def make(store: Store) -> FastAPI:
    app = FastAPI()
    login = "Basic " + base64.b64encode(f"{USER}:{TOKEN}".encode()).decode()

    def check(request: Request) -> None:
        if request.headers.get("authorization") != login:
            raise HTTPException(401, {"errorMessages": ["Client must be authenticated to access this resource."]})

    def found(number: int) -> Row:
        row = store.ticket(number)
        if row is None:
            raise HTTPException(
                404, {"errorMessages": ["Issue does not exist or you do not have permission to see it."]}
            )
        return row

    @app.post("/rest/servicedeskapi/request", status_code=201)
    async def create(request: Request) -> dict[str, Any]:
        check(request)
        body = await request.json()
        values = body["requestFieldValues"]
        row = store.add_ticket(
            key=values[KEY_FIELD],
            title=values["summary"],
            body=values["description"],
            status="Waiting for support",
            author=BRIDGE,
        )
        return {"issueId": str(row.id), "issueKey": f"IT-{row.id}", "serviceDeskId": body["serviceDeskId"]}

    @app.get("/rest/api/3/search/jql")
    async def search(request: Request) -> dict[str, Any]:
        check(request)
        condition, _, order = request.query_params["jql"].partition("ORDER BY ")
        rows = [row for row in store.tickets() if _meets(row, condition)]
        if order.startswith("updated"):
            rows.sort(key=lambda row: row.updated, reverse="updated DESC" in order)
        begin, most = int(request.query_params.get("nextPageToken", "0")), int(request.query_params["maxResults"])
        shown = [_issue(row) for row in rows[begin : begin + most]]
        last = begin + most >= len(rows)
        return {"issues": shown, "isLast": last} | ({} if last else {"nextPageToken": str(begin + most)})

    @app.get("/rest/api/2/issue/{number}")
    async def show(number: int, request: Request) -> dict[str, Any]:
        check(request)
        issue = _issue(found(number))
        files = [part for part in store.parts(number) if part.kind == "file"]
        issue["fields"]["attachment"] = [{"id": str(part.id), "filename": part.text} for part in files]
        return issue

    @app.post("/rest/api/2/issue/{number}/transitions", status_code=204)
    async def transition(number: int, request: Request) -> None:
        check(request)
        body = await request.json()
        store.set_status(found(number).id, TRANSITIONS[body["transition"]["id"]])

    @app.post("/rest/api/2/issue/{number}/comment", status_code=201)
    async def add_comment(number: int, request: Request) -> dict[str, Any]:
        check(request)
        body = await request.json()
        properties = {each["key"]: each["value"] for each in body.get("properties", ())}
        internal = properties.get("sd.public.comment", {}).get("internal", False)
        part = store.add_part(
            found(number).id, kind="comment", author=BRIDGE, text=body["body"], internal=internal, properties=properties
        )
        return _comment(part)

    @app.get("/rest/api/2/issue/{number}/comment")
    async def comments(number: int, request: Request) -> dict[str, Any]:
        check(request)
        all_of_them = [_comment(part) for part in store.parts(found(number).id) if part.kind == "comment"]
        start, most = int(request.query_params["startAt"]), int(request.query_params["maxResults"])
        return {"comments": all_of_them[start : start + most], "total": len(all_of_them), "startAt": start}

    @app.post("/rest/api/2/issue/{number}/attachments")
    async def add_file(number: int, file: UploadFile, request: Request) -> list[dict[str, Any]]:
        check(request)
        if request.headers.get("x-atlassian-token") != "no-check":
            raise HTTPException(403, "XSRF check failed")
        content = base64.b64encode(await file.read()).decode()
        name = file.filename or ""
        part = store.add_part(found(number).id, kind="file", author=BRIDGE, text=name, contents=[content])
        return [{"id": str(part.id), "filename": part.text}]

    return app


def anna_writes(store: Store, ticket: int, text: str, *, internal: bool = False) -> None:
    store.add_part(ticket, kind="comment", author=ANNA, text=text, internal=internal, properties={})


def _meets(row: Row, condition: str) -> bool:
    key = re.search(r'cf\[10100\] ~ "([^"]*)"', condition)
    age = re.search(r"updated >= -(\d+)m", condition)
    if key and row.key != key[1]:
        return False
    if "cf[10100] is not EMPTY" in condition and not row.key:
        return False
    return not age or row.updated >= datetime.now(UTC) - timedelta(minutes=int(age[1]))


def _issue(row: Row) -> dict[str, Any]:
    status = {"name": row.status, "statusCategory": {"key": CATEGORIES[row.status]}}
    fields = {"status": status, "created": _time(row.created), "updated": _time(row.updated)}
    return {"id": str(row.id), "key": f"IT-{row.id}", "fields": fields}


def _comment(part: Part) -> dict[str, Any]:
    return {
        "id": str(part.id),
        "body": part.text,
        "author": {"accountId": part.author, "displayName": "Anna Åkerlund" if part.author == ANNA else "Bollplank"},
        "jsdPublic": not part.internal,
        "created": _time(part.created),
        "properties": [{"key": key, "value": value} for key, value in part.more["properties"].items()],
    }


def _time(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "+0000")
