"""A receiver of our signed JSON (docs/ticket-webhook.md), as a town would write it."""

import json
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI, HTTPException, Request

from api.tickets.signature import SIGNATURE, TIMESTAMP, same, sign
from tests.stand_ins.store import Part, Row, Store

SECRET = "a shared secret"
WINDOW_S = 300


def make(store: Store) -> FastAPI:
    app = FastAPI()

    def check(request: Request, signed: bytes) -> None:
        at = request.headers.get(TIMESTAMP, "0")
        fresh = abs(datetime.now(UTC).timestamp() - int(at)) < WINDOW_S
        if not fresh or not same(request.headers.get(SIGNATURE, ""), sign(SECRET, at, signed)):
            raise HTTPException(401)

    def found(ticket: Any) -> Row:
        row = store.ticket(int(ticket))
        if row is None:
            raise HTTPException(404)
        return row

    @app.post("/hook")
    async def take(request: Request) -> dict[str, Any]:
        body = await request.body()
        check(request, body)
        said = json.loads(body)
        key, data, event = said["key"], said["data"], said["event"]
        if event == "ticket_opened":
            assert request.headers["idempotency-key"] == key
            rows = store.with_key(key) or [
                store.add_ticket(key=key, title=data["subject"], body=body.decode(), status="new", author="bollplank")
            ]
            return {"ticket": rows[0].id}
        row = found(said["ticket"])
        if event == "status_set":
            store.set_status(row.id, data["status"])
        elif event == "duplicate_closed":
            store.set_status(row.id, "closed")
        elif not any(part.more.get("key") == key for part in store.parts(row.id)):
            text = data.get("text") or data["name"]
            contents = [data["content"]] if event == "file_added" else []
            store.add_part(row.id, kind=event, author="bollplank", text=text, key=key, contents=contents)
        return {"ticket": row.id}

    @app.get("/hook")
    async def tell(request: Request) -> dict[str, Any]:
        check(request, request.url.query.encode())
        asked = request.query_params
        if "key" in asked:
            return {"tickets": [row.id for row in store.with_key(asked["key"])]}
        if "part" in asked:
            return {"found": any(part.more.get("key") == asked["part"] for part in store.parts(int(asked["ticket"])))}
        if "ticket" in asked:
            return {"status": found(asked["ticket"]).status}
        news = [part for part in store.parts() if part.author != "bollplank"]
        if not asked["after"]:
            return {"items": [], "place": str(news[-1].id if news else 0)}
        page = [part for part in news if part.id > int(asked["after"])][: int(asked["limit"])]
        return {"items": [_news(part) for part in page], "place": str(page[-1].id) if page else asked["after"]}

    return app


def anna_writes(store: Store, ticket: int, text: str) -> None:
    store.add_part(ticket, kind="message", author="Anna", text=text)


def anna_sets(store: Store, ticket: int, status: str) -> None:
    store.set_status(ticket, status)
    store.add_part(ticket, kind="status", author="Anna", text=status)


def _news(part: Part) -> dict[str, Any]:
    at = part.created.isoformat()
    return {"id": part.id, "ticket": part.ticket, "kind": part.kind, "author": "Anna", "text": part.text, "at": at}
