"""Which role may open what, and what the others are told."""

import re

import pytest
from fastapi.routing import APIRoute
from sqlalchemy import update

from api.db.staff_tables import StaffUser
from api.db.tables import DeskMessage, DeskTicket
from api.staff import routes
from api.staff.roles import ROLES
from tests.integration.conftest import House
from tests.integration.test_desk_pages import Desk
from tests.integration.test_login import make, sign_in
from tests.integration.test_tickets_come_back import escalate

ADMIN, DESK, TRAINERS = {"admin"}, {"admin", "desk"}, {"admin", "editor", "trainer"}
MAY = {
    "GET /desk": DESK,
    "GET /desk/tickets/{number}": DESK,
    "GET /desk/tickets/{number}/thread": DESK,
    "GET /desk/answers": DESK,
    "GET /desk/attachments/{attachment}": DESK,
    "GET /desk/events": DESK,
    "POST /desk/outage": DESK,
    "POST /desk/undelivered": DESK,
    "POST /desk/unshown": DESK,
    "POST /desk/tickets/{number}/reply": DESK,
    "POST /desk/tickets/{number}/note": DESK,
    "POST /desk/tickets/{number}/status": DESK,
    "POST /desk/tickets/{number}/assign": DESK,
    "POST /desk/tickets/{number}/merge": DESK,
    "POST /desk/tickets/{number}/separate": DESK,
    "POST /desk/tickets/{number}/draft": DESK,
    "POST /desk/tickets/{number}/erase": DESK,
    "GET /desk/ideas": DESK,
    "GET /desk/ideas/{number}": DESK,
    "POST /desk/ideas/{number}/show": DESK,
    "POST /desk/ideas/{number}/hide": DESK,
    "POST /desk/ideas/{number}/state": DESK,
    "GET /trainers": TRAINERS,
    "GET /trainers/guides.csv": TRAINERS,
    "GET /trainers/unanswered.csv": TRAINERS,
    "GET /desk/keys": ADMIN,
    "POST /desk/keys": ADMIN,
    "POST /desk/keys/revoke": ADMIN,
    "GET /desk/staff": ADMIN,
    "POST /desk/staff": ADMIN,
    "POST /desk/staff/password": ADMIN,
    "POST /desk/staff/role": ADMIN,
    "POST /desk/staff/close": ADMIN,
}
OPEN_TO_ALL = {"GET /login", "POST /login", "POST /logout", "GET /staff-static/{version}/{name}"}
NAVIGATION = {
    "admin": ["/desk", "/desk/ideas", "/trainers", "/desk/keys", "/desk/staff", "/"],
    "desk": ["/desk", "/desk/ideas", "/"],
    "editor": ["/trainers", "/"],
    "trainer": ["/trainers", "/"],
}
HOME = {"admin": "/desk", "desk": "/desk", "editor": "/trainers", "trainer": "/trainers"}


def all_routes() -> set[str]:
    found = [*routes.router.routes, *(each for part in routes.PARTS for each in part.router.routes)]
    return {f"{method} {each.path}" for each in found if isinstance(each, APIRoute) for method in each.methods}


def test_the_table_has_every_staff_route() -> None:
    assert all_routes() == set(MAY) | OPEN_TO_ALL


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_opens_its_own_and_nothing_else(house: House, role: str) -> None:
    await escalate(house)
    desk = Desk(house)
    await desk.sign_in()
    await house.services.database.write(lambda s: s.execute(update(StaffUser).values(role=role)))
    for route, may in MAY.items():
        method, address = route.split()
        path = address.format(number="BP-1001", attachment="none")
        if path == "/desk/events" and role in may:
            continue  # it never ends; that others get none is what counts
        # A form without its token: whoever may is stopped by that, the others by their role.
        answer = await house.client.request(method, path, headers={"Accept-Language": "sv"})
        told = "Den här sidan är inte för din roll" in answer.text
        assert told is (role not in may), (route, answer.status_code)
        if told:
            assert answer.status_code == 403
            assert "BP-1001" not in answer.text
    [ticket] = await house.rows(DeskTicket)
    assert (ticket.status, await house.rows(DeskMessage)) == ("new", [])


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_lands_where_it_may_and_sees_links_to_no_more(house: House, role: str) -> None:
    password = await make(house, "Anna", role)  # type: ignore[arg-type]
    landed = (await sign_in(house, "Anna", password, next="/desk")).headers["location"]
    assert landed == HOME[role]
    page = await house.client.get(landed)
    navigation = re.search(r"<nav aria-label=[^>]*>(.*?)</nav>", page.text, re.DOTALL)
    assert navigation
    assert re.findall(r'href="([^"]*)"', navigation[1]) == NAVIGATION[role]
    assert f'class="brand" href="{landed}"' in page.text


@pytest.mark.parametrize(
    ("role", "wished", "landed"),
    [
        ("trainer", "/desk/tickets/BP-1001", "/trainers"),
        ("trainer", "/trainers?lang=fi", "/trainers?lang=fi"),
        ("desk", "/desk/tickets/BP-1001", "/desk/tickets/BP-1001"),
        ("desk", "/desk/keys", "/desk"),
        ("desk", "/deskundig", "/deskundig"),
        ("editor", "/guides/vpn", "/guides/vpn"),
    ],
)
async def test_after_signing_in_one_comes_where_one_wished_if_one_may(
    house: House, role: str, wished: str, landed: str
) -> None:
    password = await make(house, "Anna", role)  # type: ignore[arg-type]
    assert (await sign_in(house, "Anna", password, next=wished)).headers["location"] == landed


@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", "inloggad som utbildare"), ("en", "signed in as trainer"), ("fi", "roolissa kouluttaja")],
)
async def test_who_may_not_is_told_in_their_language_with_a_link_to_what_they_may(
    house: House, language: str, said: str
) -> None:
    await sign_in(house, "Anna", await make(house, "Anna", "trainer"))
    page = await house.client.get("/desk", headers={"Accept-Language": language})
    assert (page.status_code, said in page.text) == (403, True)
    assert '<li><a href="/trainers">' in page.text
    assert 'action="/logout"' in page.text, "and may sign out"


async def test_another_role_holds_from_the_next_page_on(house: House) -> None:
    await sign_in(house, "Anna", await make(house, "Anna", "desk"))
    assert (await house.client.get("/desk")).status_code == 200
    await house.services.database.write(lambda s: s.execute(update(StaffUser).values(role="unheard-of")))
    for path in ("/desk", "/trainers", "/desk/staff"):
        assert (await house.client.get(path)).status_code == 403
