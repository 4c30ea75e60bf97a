"""Request Tracker's answers when one of them lacks something; the rest is asked of a real one."""

from typing import Any

import httpx
from pydantic import SecretStr

from api.texts.catalogue import Catalogue
from api.ticket_settings import RtSettings
from api.tickets.ports import Place
from api.tickets.systems.describe import Describer
from api.tickets.systems.rt import RtSystem

URL = "http://rt.example.ax"


def _transaction(number: int, **changes: Any) -> dict[str, Any]:
    at = "2026-11-23T12:00:00Z"
    return {"id": number, "Type": "Correspond", "Creator": {"id": "anna"}, "ObjectId": 7, "Created": at} | changes


async def test_one_odd_transaction_holds_up_no_other() -> None:
    items = [
        _transaction(1, Created="yesterday"),
        {"id": 2},
        _transaction(3),
        _transaction(4),
        _transaction(5, Type="Status", NewValue="resolved"),
    ]
    answers = {
        "/REST/2.0/transactions": {"items": items},
        "/REST/2.0/transaction/3/attachments": {"message": "gone"},
        "/REST/2.0/transaction/4/attachments": {"items": [{"id": "9", "ContentType": "text/plain"}]},
        "/REST/2.0/attachment/9": {"Content": "UHJvdmEgbnUu"},
    }

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=answers[request.url.path])

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        system = RtSystem(RtSettings(url=URL, token=SecretStr("token")), client, Describer(Catalogue()))
        page = await system.news(after=Place("0"), limit=100)
    assert [(n.id, n.text) for n in page.items] == [("4", "Prova nu."), ("5", "solved")]
    assert page.place == "5:0"
