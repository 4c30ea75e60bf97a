"""ServiceNow as its documentation tells it: Table API on incidents and journals, Attachment API.

https://www.servicenow.com/docs/bundle/zurich-api-reference/page/integrate/inbound-rest/concept/c_TableAPI.html
and c_AttachmentAPI.html; encoded queries: .../use/using-lists/concept/c_EncodedQueryStrings.html. Knows the
operators the adapter uses: = != >= LIKE STARTSWITH, ^, ORDERBY and ORDERBYDESC.
"""

import base64
import re
from datetime import datetime
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response

from tests.stand_ins.store import Part, Row, Store

USER, PASSWORD, ANNA = "bridge", "a password", "anna"
OPERATORS = ("!=", ">=", "STARTSWITH", "LIKE", "=")
STATES = {"waiting": "3", "solved": "6", "open": "2", "closed": "7"}


def make(store: Store) -> FastAPI:
    app = FastAPI()
    login = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()

    def check(request: Request) -> None:
        if request.headers.get("authorization") != login:
            raise HTTPException(401, {"error": {"message": "User is not authenticated"}, "status": "failure"})

    def found(sys_id: str) -> Row:
        row = store.by_sys_id(sys_id)
        if row is None:
            raise HTTPException(404, {"error": {"message": "No Record found"}, "status": "failure"})
        return row

    @app.post("/api/now/table/incident", status_code=201)
    async def create(request: Request) -> dict[str, Any]:
        check(request)
        body = await request.json()
        row = store.add_ticket(
            key=body["correlation_id"],
            title=body["short_description"],
            body=body["description"],
            status="1",
            author=USER,
            display=body["correlation_display"],
        )
        return {"result": _incident(row)}

    @app.get("/api/now/table/incident")
    async def incidents(request: Request, response: Response) -> dict[str, Any]:
        check(request)
        return _list([_incident(row) for row in store.tickets()], request, response)

    @app.get("/api/now/table/incident/{sys_id}")
    async def show(sys_id: str, request: Request) -> dict[str, Any]:
        check(request)
        return {"result": _incident(found(sys_id))}

    @app.patch("/api/now/table/incident/{sys_id}")
    async def change(sys_id: str, request: Request) -> dict[str, Any]:
        check(request)
        body, row = await request.json(), found(sys_id)
        for field in ("comments", "work_notes"):
            if body.get(field):
                store.add_part(row.id, kind=field, author=USER, text=body[field], sys_id=sys_id)
        if body.get("state"):
            if body["state"] == "6" and not body.get("close_code"):
                raise HTTPException(403, {"error": {"message": "Operation Failed", "detail": "Data Policy Exception"}})
            store.set_status(row.id, body["state"])
        return {"result": _incident(found(sys_id))}

    @app.get("/api/now/table/sys_journal_field")
    async def journal(request: Request, response: Response) -> dict[str, Any]:
        check(request)
        return _list([_entry(part) for part in store.parts() if part.kind != "file"], request, response)

    @app.get("/api/now/attachment")
    async def files(request: Request, response: Response) -> dict[str, Any]:
        check(request)
        rows = [
            {"sys_id": f"{part.id:032x}", "file_name": part.text, "table_sys_id": part.more["sys_id"]}
            for part in store.parts()
            if part.kind == "file"
        ]
        return _list(rows, request, response)

    @app.post("/api/now/attachment/file", status_code=201)
    async def add_file(request: Request) -> dict[str, Any]:
        check(request)
        given = request.query_params
        row = found(given["table_sys_id"])
        body = await request.body()
        more = {"sys_id": row.sys_id, "contents": [base64.b64encode(body).decode()]}
        part = store.add_part(row.id, kind="file", author=USER, text=given["file_name"], **more)
        return {"result": {"sys_id": f"{part.id:032x}", "size_bytes": str(len(body))}}

    return app


def anna_writes(store: Store, ticket: str, text: str) -> None:
    row = store.by_sys_id(ticket)
    assert row
    store.add_part(row.id, kind="comments", author=ANNA, text=text, sys_id=ticket)


def anna_sets(store: Store, ticket: str, status: str) -> None:
    row = store.by_sys_id(ticket)
    assert row
    store.set_status(row.id, STATES[status])


def _list(rows: list[dict[str, str]], request: Request, response: Response) -> dict[str, Any]:
    order = []
    for term in request.query_params["sysparm_query"].split("^"):
        if term.startswith("ORDERBY"):
            order.append((term.removeprefix("ORDERBYDESC").removeprefix("ORDERBY"), term.startswith("ORDERBYDESC")))
        else:
            rows = [row for row in rows if _meets(row, term)]
    for field, descending in reversed(order):
        rows.sort(key=lambda row, field=field: row[field], reverse=descending)
    fields = request.query_params["sysparm_fields"].split(",")
    limit, offset = int(request.query_params["sysparm_limit"]), int(request.query_params.get("sysparm_offset", "0"))
    if offset + limit < len(rows):
        response.headers["Link"] = f'<{request.url.include_query_params(sysparm_offset=offset + limit)}>;rel="next"'
    return {"result": [{field: row[field] for field in fields} for row in rows[offset : offset + limit]]}


def _meets(row: dict[str, str], term: str) -> bool:
    found = re.match(rf"([a-z_]+)({'|'.join(OPERATORS)})(.*)", term)
    assert found, term
    value, operator, wanted = row[found[1]], found[2], found[3]
    return {
        "=": value == wanted,
        "!=": value != wanted,
        ">=": value >= wanted,
        "LIKE": wanted in value,
        "STARTSWITH": value.startswith(wanted),
    }[operator]


def _incident(row: Row) -> dict[str, str]:
    return {
        "sys_id": row.sys_id,
        "number": f"INC{row.id:07}",
        "state": row.status,
        "correlation_id": row.key,
        "correlation_display": row.more["display"],
        "sys_created_on": _time(row.created),
        "sys_updated_on": _time(row.updated),
    }


def _entry(part: Part) -> dict[str, str]:
    return {
        "sys_id": f"{part.id:032x}",
        "name": "incident",
        "element": part.kind,
        "element_id": part.more["sys_id"],
        "value": part.text,
        "sys_created_by": part.author,
        "sys_created_on": _time(part.created),
    }


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S")
