"""Zammad as its documentation tells it: tickets, articles, search by condition.

https://docs.zammad.org/en/latest/api/ticket/index.html (create, show, update, search with `expand`),
https://docs.zammad.org/en/latest/api/ticket/articles.html, https://docs.zammad.org/en/latest/api/intro.html
(tokens; 401 and 422 bodies). Objects show only the attributes that our adapter or its tests read.
"""

from datetime import datetime
from typing import Any

from fastapi import FastAPI, HTTPException, Request

from tests.stand_ins.store import Part, Row, Store

TOKEN = "a zammad token"
BRIDGE, ANNA = 7, 3
KEY_FIELD = "bollplank_key"
MOST_A_PAGE = 200


def make(store: Store) -> FastAPI:
    app = FastAPI()

    def check(request: Request) -> None:
        if request.headers.get("authorization") != f"Token token={TOKEN}":
            raise HTTPException(401, {"error": "Invalid BasicAuth credentials"})

    def found(number: int) -> Row:
        row = store.ticket(number)
        if row is None:
            raise HTTPException(404, {"error": "Couldn't find Ticket"})
        return row

    @app.post("/api/v1/tickets", status_code=201)
    async def create(request: Request) -> dict[str, Any]:
        check(request)
        body = await request.json()
        if not {"title", "group", "customer"} <= body.keys():
            raise HTTPException(422, {"error": "The required parameter is missing."})
        row = store.add_ticket(
            key=body.get(KEY_FIELD, ""),
            title=body["title"],
            body=body["article"]["body"],
            status="new",
            author=str(BRIDGE),
            group=body["group"],
        )
        return _ticket(row)

    @app.post("/api/v1/tickets/search")
    async def search(request: Request) -> list[dict[str, Any]]:
        check(request)
        body = await request.json()
        rows = [row for row in store.tickets() if all(_meets(row, *each) for each in body["condition"].items())]
        shown = [_ticket(row) for row in rows]
        assert len(set(body["order_by"])) == 1, "one way for all"
        shown.sort(key=lambda t: [t[by] for by in body["sort_by"]], reverse=body["order_by"][0] == "desc")
        most = min(body["per_page"], MOST_A_PAGE)
        return shown[(body["page"] - 1) * most : body["page"] * most]

    @app.get("/api/v1/tickets/{number}")
    async def show(number: int, request: Request) -> dict[str, Any]:
        check(request)
        return _ticket(found(number))

    @app.put("/api/v1/tickets/{number}")
    async def update(number: int, request: Request) -> dict[str, Any]:
        check(request)
        body, row = await request.json(), found(number)
        if body.get("article"):
            _add(store, row.id, body["article"], author=BRIDGE)
        if body.get("state"):
            store.set_status(row.id, body["state"])
        return _ticket(found(number))

    @app.post("/api/v1/ticket_articles", status_code=201)
    async def add_article(request: Request) -> dict[str, Any]:
        check(request)
        body = await request.json()
        return _article(_add(store, found(body["ticket_id"]).id, body, author=BRIDGE))

    @app.get("/api/v1/ticket_articles/by_ticket/{number}")
    async def articles(number: int, request: Request) -> list[dict[str, Any]]:
        check(request)
        return [_article(part) for part in store.parts(found(number).id)]

    return app


def _meets(row: Row, name: str, wanted: dict[str, Any]) -> bool:
    value = wanted["value"]
    if name == f"ticket.{KEY_FIELD}":
        return row.key == value
    if name == "ticket.group":
        return row.more["group"] == value
    if name == "ticket.created_by_id":
        return int(row.author) in value
    assert (name, wanted["operator"]) == ("ticket.updated_at", "after (absolute)")
    return row.updated > datetime.fromisoformat(value)


def _add(store: Store, ticket: int, body: dict[str, Any], *, author: int) -> Part:
    more = {"subject": body.get("subject"), "content_type": body.get("content_type", "text/plain")}
    more["files"] = [file["filename"] for file in body.get("attachments", ())]
    more["contents"] = [file["data"] for file in body.get("attachments", ())]
    text, internal = body["body"], body.get("internal", False)
    return store.add_part(ticket, kind="article", author=str(author), text=text, internal=internal, **more)


def anna_writes(
    store: Store, ticket: int, text: str, *, content_type: str = "text/plain", internal: bool = False
) -> None:
    body = {"body": text, "content_type": content_type, "internal": internal}
    _add(store, ticket, body, author=ANNA)


def _ticket(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": str(31000 + row.id),
        "title": row.title,
        "group": row.more["group"],
        "state": row.status,
        KEY_FIELD: row.key,
        "created_by_id": int(row.author),
        "created_at": _time(row.created),
        "updated_at": _time(row.updated),
    }


def _article(part: Part) -> dict[str, Any]:
    return {
        "id": part.id,
        "ticket_id": part.ticket,
        "subject": part.more["subject"],
        "body": part.text,
        "content_type": part.more["content_type"],
        "internal": part.internal,
        "sender": "Agent",
        "from": "Anna Åkerlund" if part.author == str(ANNA) else "Bollplank",
        "created_by_id": int(part.author),
        "created_at": _time(part.created),
        "attachments": [{"filename": name} for name in part.more["files"]],
    }


def _time(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
