"""Sign in and out. Names and passwords of our own; a town's own login comes beside it later."""

from datetime import datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Form, Request
from fastapi.responses import RedirectResponse, Response

from api.chat.services import Services
from api.staff.pages import SESSION_COOKIE, ForeignFormError, NotSignedInError, Use, page, same_origin
from api.staff.pages import Form as OwnForm
from api.staff.passwords import PasswordChecks
from api.staff.roles import home_of, may_open
from api.staff.sessions import SESSION_LASTS, Credentials, Opened, credentials, open_session, sign_out
from api.staff.throttle import Throttle

router = APIRouter(include_in_schema=False)
SEE_OTHER, WRONG, TOO_MANY = 303, 401, 429


def install_login(app: FastAPI) -> None:
    """Whoever is not signed in is sent to the login page, and back afterwards."""
    app.state.login_throttle, app.state.password_checks = Throttle(), PasswordChecks()

    async def to_login(request: Request, _error: Exception) -> Response:
        back = request.url.path if request.method == "GET" else "/desk"
        return RedirectResponse(f"/login?next={quote(back)}", SEE_OTHER)

    async def foreign_form(request: Request, _error: Exception) -> Response:
        return page(
            request,
            request.app.state.services,
            "login.html",
            status=403,
            problem="login-expired",
            next="/desk",
        )

    app.add_exception_handler(NotSignedInError, to_login)
    app.add_exception_handler(ForeignFormError, foreign_form)


@router.get("/login")
def login_page(request: Request, use: Use, next: str = "/desk") -> Response:  # noqa: A002 - the query's name
    return page(request, use, "login.html", problem=None, next=local_path(next))


@router.post("/login")
async def login(
    request: Request,
    use: Use,
    name: Annotated[str, Form(max_length=80)],
    password: Annotated[str, Form(max_length=200)],
    next: Annotated[str, Form(max_length=200)] = "/desk",  # noqa: A002
) -> Response:
    """The try is counted first, and the password is checked while no transaction is open."""
    throttle: Throttle = request.app.state.login_throttle
    checks: PasswordChecks = request.app.state.password_checks
    address = request.client.host if request.client else ""
    now = use.now()
    back = local_path(next)
    if not same_origin(request):
        raise ForeignFormError
    if not throttle.take(name, address, now):
        return page(request, use, "login.html", status=TOO_MANY, problem="login-slow-down", next=back)
    known = await use.database.read(lambda s: credentials(s, name=name))
    fits = await checks.fits(password, known.password_hash if known else None)
    opened = await _open(use, known, now=now) if known and fits else None
    if opened is None:
        return page(request, use, "login.html", status=WRONG, problem="login-wrong", next=back)
    throttle.was_right(name, address)
    response = RedirectResponse(back if may_open(opened.role, back) else home_of(opened.role), SEE_OTHER)
    response.set_cookie(
        SESSION_COOKIE,
        opened.token,
        max_age=int(SESSION_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=use.secure_cookies,
    )
    return response


async def _open(use: Services, checked: Credentials, *, now: datetime) -> Opened | None:
    return await use.database.write(lambda session: open_session(session, checked, now=now))


@router.post("/logout")
async def logout(request: Request, use: Use, _form: OwnForm) -> Response:
    token = request.cookies.get(SESSION_COOKIE, "")
    await use.database.write(lambda session: sign_out(session, token=token))
    response = RedirectResponse("/login", SEE_OTHER)
    response.delete_cookie(SESSION_COOKIE)
    return response


def local_path(path: str) -> str:
    """Only a path of ours: nobody is sent to another site after signing in."""
    is_ours = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if is_ours else "/desk"
