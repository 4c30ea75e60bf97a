"""Staff accounts at the desk, made and changed by administrators alone."""

import re

import pytest
from sqlalchemy import select

from api.db.staff_tables import StaffUser
from api.db.tables import DeskMessage
from api.staff.passwords import matches
from tests.integration.conftest import House
from tests.integration.test_desk_pages import Desk
from tests.integration.test_login import sign_in
from tests.integration.test_tickets_come_back import escalate

NEW = {"name": "Anna Ek", "role": "desk"}
PASSWORD = re.compile(r'<code class="secret">([a-z0-9-]+)</code>')


@pytest.fixture
async def desk(house: House) -> Desk:
    opened = Desk(house)
    await opened.sign_in()
    await opened.get("/desk/staff")
    return opened


async def account(house: House, name: str) -> StaffUser:
    found = await house.services.database.read(lambda s: s.scalar(select(StaffUser).where(StaffUser.name == name)))
    assert found
    return found


async def test_an_account_gets_a_password_that_is_shown_once_and_works(house: House, desk: Desk) -> None:
    made = await desk.submit("/desk/staff", **NEW)
    assert (made.status_code, made.headers["cache-control"]) == (200, "no-store")
    [password] = PASSWORD.findall(made.text)
    assert "Lösenord för Anna Ek" in made.text
    page = await desk.get("/desk/staff")
    assert password not in page
    assert "inte inloggad än" in page
    [admin_cookie] = [cookie.value for cookie in house.client.cookies.jar]

    house.client.cookies.clear()
    assert (await sign_in(house, "Anna Ek", password)).headers["location"] == "/desk"
    house.client.cookies.clear()
    house.client.cookies.set("bollplank_staff", str(admin_cookie))
    assert "inte inloggad än" not in await desk.get("/desk/staff")
    assert (await account(house, "Anna Ek")).last_sign_in_at == house.clock()


async def test_a_new_password_ends_the_sessions_and_the_old_one(house: House, desk: Desk) -> None:
    [old] = PASSWORD.findall((await desk.submit("/desk/staff", **NEW)).text)
    [new] = PASSWORD.findall((await desk.submit("/desk/staff/password", which="Anna Ek")).text)
    kept = (await account(house, "Anna Ek")).password_hash
    assert (matches(old, kept), matches(new, kept)) == (False, True)
    own = await desk.submit("/desk/staff/password", which="admin")
    assert PASSWORD.search(own.text)
    assert (await house.client.get("/desk/staff")).status_code == 303, "signed out too"


async def test_a_role_is_changed(house: House, desk: Desk) -> None:
    await desk.submit("/desk/staff", **NEW)
    changed = await desk.submit("/desk/staff/role", which="Anna Ek", role="trainer")
    assert (changed.status_code, changed.headers["location"]) == (303, "/desk/staff")
    assert (await account(house, "Anna Ek")).role == "trainer"
    wrong = await desk.submit("/desk/staff/role", which="Anna Ek", role="boss")
    assert (wrong.status_code, "Välj en roll." in wrong.text) == (400, True)


async def test_whose_account_is_closed_is_signed_out_and_keeps_the_name_on_old_answers(
    house: House, desk: Desk
) -> None:
    await escalate(house)
    await desk.submit("/desk/staff", name="Bo", role="admin")
    await desk.get("/desk/tickets/BP-1001")
    await desk.submit("/desk/tickets/BP-1001/reply", text="Byt patron.")
    closed = await desk.submit("/desk/staff/close", which="admin")
    assert closed.status_code == 303
    assert (await house.client.get("/desk")).status_code == 303
    assert [message.author for message in await house.rows(DeskMessage)] == ["admin"]
    assert (await account(house, "admin")).closed_at == house.clock()


async def test_a_closed_one_gets_no_tickets_and_is_opened_again_by_name(house: House, desk: Desk) -> None:
    await escalate(house)
    await desk.submit("/desk/staff", **NEW)
    assert ">Anna Ek</option>" in await desk.get("/desk/tickets/BP-1001")
    await desk.submit("/desk/staff/close", which="Anna Ek")
    assert "Anna Ek" not in await desk.get("/desk/tickets/BP-1001")
    page = await desk.get("/desk/staff")
    assert "stängt i dag" in page
    assert 'name="which" value="Anna Ek"' not in page
    assert PASSWORD.search((await desk.submit("/desk/staff", **NEW)).text)
    assert (await account(house, "Anna Ek")).closed_at is None


@pytest.mark.parametrize(
    ("path", "fields", "said"),
    [
        ("/desk/staff", {"name": "ADMIN", "role": "desk"}, "Det finns redan ett konto med namnet admin."),
        ("/desk/staff", {"name": " ", "role": "desk"}, "Skriv ett namn"),
        ("/desk/staff", {"name": "Bo"}, "Välj en roll."),
        ("/desk/staff/role", {"which": "admin", "role": "desk"}, "Det måste finnas en administratör."),
        ("/desk/staff/close", {"which": "admin"}, "Det måste finnas en administratör."),
        ("/desk/staff/close", {"which": "Bo"}, "Det finns inget öppet konto med namnet Bo."),
        ("/desk/staff/password", {"which": "Bo"}, "Det finns inget öppet konto med namnet Bo."),
    ],
)
async def test_what_cannot_be_done_is_said_and_changes_nothing(
    house: House, desk: Desk, path: str, fields: dict[str, str], said: str
) -> None:
    house.client.headers["Accept-Language"] = "sv"
    answer = await desk.submit(path, **fields)
    assert (answer.status_code, said in answer.text) == (400, True)
    [admin] = await house.rows(StaffUser)
    assert (admin.role, admin.closed_at) == ("admin", None)
    assert (await house.client.get("/desk/staff")).status_code == 200


async def test_a_form_that_is_not_ours_does_nothing(house: House, desk: Desk) -> None:
    for path in ("/desk/staff", "/desk/staff/password", "/desk/staff/role", "/desk/staff/close"):
        sent = await house.client.post(path, data={**NEW, "which": "admin", "csrf": "guessed"})
        assert sent.status_code == 403, path
    assert len(await house.rows(StaffUser)) == 1


@pytest.mark.parametrize(("language", "said"), [("sv", "Konton"), ("en", "Accounts"), ("fi", "Tilit")])
async def test_the_page_is_there_in_every_language(desk: Desk, language: str, said: str) -> None:
    assert f"<h1>{said}</h1>" in await desk.get("/desk/staff", **{"Accept-Language": language})
