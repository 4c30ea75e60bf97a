"""The page of staff accounts, for administrators: who may sign in as what, new ones, new passwords, closed ones."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from api.chat.services import Services
from api.staff import accounts, roles
from api.staff.access import must
from api.staff.pages import Form, Me, Use, page
from api.staff.passwords import Fresh, fresh_password
from api.staff.sessions import Staff

router = APIRouter(prefix="/desk/staff", include_in_schema=False, dependencies=[Depends(must(*roles.ACCOUNTS.roles))])
SEE_OTHER, BAD_REQUEST = 303, 400


@dataclass(frozen=True, slots=True)
class Made:
    """A password to show this once."""

    name: str
    password: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why nothing was done."""

    key: str
    name: str = ""


@router.get("")
async def all_accounts(request: Request, use: Use, me: Me) -> Response:
    return await _page(request, use, me)


@router.post("")
async def add(request: Request, use: Use, me: Me, form: Form) -> Response:
    role = roles.role_of(form.get("role", ""))
    if role is None:
        return await _page(request, use, me, problem=Problem("staff-no-role"))
    fresh = await _fresh()

    def work(session: Session) -> str:
        return accounts.add(session, name=form.get("name", ""), role=role, hashed=fresh.hashed, now=use.now())

    try:
        name = await use.database.write(work)
    except accounts.NameTakenError as error:
        return await _page(request, use, me, problem=Problem("staff-taken", error.name))
    except accounts.BadNameError:
        return await _page(request, use, me, problem=Problem("staff-bad-name"))
    return await _page(request, use, me, made=Made(name, fresh.shown))


@router.post("/password")
async def password(request: Request, use: Use, me: Me, form: Form) -> Response:
    """Ends that person's sessions, one's own too: then the page is still shown, with the password."""
    name, fresh = form.get("which", ""), await _fresh()
    problem = await _try(use, name, lambda s: accounts.new_password(s, name=name, hashed=fresh.hashed))
    made = None if problem else Made(name, fresh.shown)
    return await _page(request, use, me, made=made, problem=problem)


@router.post("/role")
async def role(request: Request, use: Use, me: Me, form: Form) -> Response:
    name, wanted = form.get("which", ""), roles.role_of(form.get("role", ""))
    if wanted is None:
        return await _page(request, use, me, problem=Problem("staff-no-role"))
    problem = await _try(use, name, lambda s: accounts.set_role(s, name=name, role=wanted))
    return await _done(request, use, me, problem)


@router.post("/close")
async def close(request: Request, use: Use, me: Me, form: Form) -> Response:
    name = form.get("which", "")
    problem = await _try(use, name, lambda s: accounts.close(s, name=name, now=use.now()))
    return await _done(request, use, me, problem)


async def _fresh() -> Fresh:
    return await asyncio.to_thread(fresh_password)


async def _try(use: Services, name: str, work: Callable[[Session], None]) -> Problem | None:
    try:
        await use.database.write(work)
    except accounts.UnknownAccountError:
        return Problem("staff-unknown", name)
    except accounts.LastAdminError:
        return Problem("staff-last-admin")
    return None


async def _done(request: Request, use: Services, me: Staff, problem: Problem | None) -> Response:
    if problem:
        return await _page(request, use, me, problem=problem)
    return RedirectResponse(roles.ACCOUNTS.path, SEE_OTHER)


async def _page(
    request: Request, use: Services, me: Staff, *, made: Made | None = None, problem: Problem | None = None
) -> Response:
    return page(
        request,
        use,
        "staff.html",
        staff=me,
        status=BAD_REQUEST if problem else 200,
        accounts=await use.database.read(accounts.all_accounts),
        roles=roles.ROLES,
        longest_name=accounts.LONGEST_NAME,
        made=made,
        problem=problem,
    )
