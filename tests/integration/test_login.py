"""Signing in: tries are counted before they are checked, and nobody waits for the check."""

import asyncio

import httpx
import pytest

from api.staff import accounts
from api.staff.passwords import fresh_password
from tests.integration.conftest import House


async def make(house: House, name: str, role: accounts.Role = "desk") -> str:
    """An account; returns its password."""
    fresh = fresh_password()
    await house.services.database.write(
        lambda s: accounts.add(s, name=name, role=role, hashed=fresh.hashed, now=house.clock())
    )
    return fresh.shown


async def sign_in(house: House, name: str, password: str, **more: str) -> httpx.Response:
    return await house.client.post("/login", data={"name": name, "password": password, **more})


@pytest.mark.parametrize("name", ["Anna", "nobody of that name"])
async def test_a_wrong_password_never_waits_for_those_who_write(house: House, name: str) -> None:
    await make(house, "Anna")
    async with house.services.database._write_lock:
        assert (await asyncio.wait_for(sign_in(house, name, "wrong"), 10)).status_code == 401


async def test_tries_at_once_are_counted_before_they_are_checked(house: House) -> None:
    password = await make(house, "Anna")
    answers = await asyncio.gather(*(sign_in(house, "Anna", "wrong") for _ in range(12)))
    assert sorted(each.status_code for each in answers) == [401] * 5 + [429] * 7
    assert (await sign_in(house, "Anna", password)).status_code == 429
    house.clock.forward(minutes=1)
    assert (await sign_in(house, "Anna", password)).status_code == 303


async def test_an_address_that_tries_many_names_has_to_wait(house: House) -> None:
    answers = [(await sign_in(house, f"name {at}", "wrong")).status_code for at in range(31)]
    assert answers == [401] * 30 + [429]


async def test_who_signs_in_right_may_do_so_often(house: House) -> None:
    password = await make(house, "Anna")
    assert {(await sign_in(house, "Anna", password)).status_code for _ in range(7)} == {303}


async def test_an_account_that_is_closed_meanwhile_is_not_signed_in_to(house: House) -> None:
    await make(house, "Bo", "admin")
    password = await make(house, "Anna")
    checks = house.app.state.password_checks
    fits = checks.fits

    async def slowly(given: str, hashed: str | None) -> bool:
        await house.services.database.write(lambda s: accounts.close(s, name="Anna", now=house.clock()))
        return bool(await fits(given, hashed))

    checks.fits = slowly
    assert (await sign_in(house, "Anna", password)).status_code == 401
