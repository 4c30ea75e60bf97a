"""Each stand-in with its adapter, and what Anna does at its desk."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx

from api.texts.catalogue import Catalogue
from api.ticket_settings import JiraSettings, ServiceNowSettings, WebhookSettings, ZammadSettings
from api.tickets.ports import ExternalId, Status, TicketSystem
from api.tickets.systems.describe import Describer
from api.tickets.systems.jira import JiraSystem
from api.tickets.systems.servicenow import ServiceNowSystem
from api.tickets.systems.webhook import WebhookSystem
from api.tickets.systems.zammad import ZammadSystem
from tests.contract.ticket_system import Bench
from tests.stand_ins import jira, servicenow, webhook, zammad
from tests.stand_ins.running import Running, run
from tests.stand_ins.store import Store

MAKERS = {"zammad": zammad.make, "servicenow": servicenow.make, "jira": jira.make, "webhook": webhook.make}
NAMES = tuple(MAKERS)
DESCRIBER = Describer(Catalogue())


def a_system(name: str, url: str, client: httpx.AsyncClient, *, timeout_s: float = 20.0) -> TicketSystem:
    times: dict[str, Any] = {"timeout": timedelta(seconds=timeout_s)}
    if name == "zammad":
        settings = ZammadSettings(url=url, token=zammad.TOKEN, customer="a@example.ax", agent_id=zammad.BRIDGE, **times)
        return ZammadSystem(settings, client, DESCRIBER)
    if name == "servicenow":
        login = {"user": servicenow.USER, "password": servicenow.PASSWORD}
        return ServiceNowSystem(ServiceNowSettings(url=url, **login, **times), client, DESCRIBER)
    if name == "jira":
        login = {"user": jira.USER, "token": jira.TOKEN, "account_id": jira.BRIDGE, "key_field": jira.KEY_FIELD}
        where = {"service_desk": "1", "request_type": "25", "project": "IT"}
        steps = {"solve_transition": "761", "reopen_transition": "851"}
        return JiraSystem(JiraSettings(url=url, **login, **where, **steps, **times), client, DESCRIBER)
    return WebhookSystem(WebhookSettings(url=url + "/hook", secret=webhook.SECRET, **times), client)


@contextmanager
def running(name: str) -> Iterator[Running]:
    with run(MAKERS[name]) as started:
        yield started


def a_bench(name: str, system: TicketSystem, store: Store) -> Bench:
    writes, sets = DESKS[name]

    async def desk_writes(ticket: ExternalId, text: str) -> None:
        writes(store, ticket, text)

    async def desk_sets(ticket: ExternalId, status: Status) -> None:
        sets(store, ticket, status)

    async def desk_files(ticket: ExternalId) -> list[bytes]:
        row = store.by_sys_id(ticket) or store.ticket(int(ticket))
        assert row
        return [base64.b64decode(each) for part in store.parts(row.id) for each in part.more.get("contents", ())]

    async def desk_changes(many: int) -> None:
        numbers = [store.add_ticket(key=str(uuid4()), **OPENED[name]) for _ in range(many)]
        for row in numbers:
            writes(store, row.sys_id if name == "servicenow" else str(row.id), "Vi stänger alla gamla ärenden.")
        store.change_all()

    return Bench(
        system, desk_writes, desk_sets, desk_files, keeps_history=name == "webhook", desk_changes_many=desk_changes
    )


OPENED: dict[str, dict[str, Any]] = {
    name: {"title": "gammalt ärende", "body": "", "status": status, "author": author, **more}
    for name, status, author, more in (
        ("zammad", "open", str(zammad.BRIDGE), {"group": "IT-support"}),
        ("servicenow", "2", servicenow.USER, {"display": "Bollplank"}),
        ("jira", "In progress", jira.BRIDGE, {}),
        ("webhook", "open", "bollplank", {}),
    )
}
Desk = tuple[Callable[[Store, str, str], None], Callable[[Store, str, str], None]]
ZAMMAD_STATES = {"waiting": "pending reminder", "open": "open", "solved": "closed"}
DESKS: dict[str, Desk] = {
    "zammad": (
        lambda store, ticket, text: zammad.anna_writes(store, int(ticket), text),
        lambda store, ticket, status: store.set_status(int(ticket), ZAMMAD_STATES[status]),
    ),
    "servicenow": (servicenow.anna_writes, servicenow.anna_sets),
    "jira": (
        lambda store, ticket, text: jira.anna_writes(store, int(ticket), text),
        lambda store, ticket, status: store.set_status(int(ticket), jira.STATES[status]),
    ),
    "webhook": (
        lambda store, ticket, text: webhook.anna_writes(store, int(ticket), text),
        lambda store, ticket, status: webhook.anna_sets(store, int(ticket), status),
    ),
}
