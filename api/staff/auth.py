"""Sign in and out. Names and passwords of our own; a town's own login comes beside it later."""

from collections import deque
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Form, Request
from fastapi.responses import RedirectResponse, Response

from api.staff.accounts import SESSION_LASTS, sign_in, sign_out
from api.staff.pages import SESSION_COOKIE, ForeignFormError, NotSignedInError, Use, page, same_origin
from api.staff.pages import Form as OwnForm

router = APIRouter(include_in_schema=False)
MOST_TRIES = 5
WINDOW = timedelta(minutes=1)
SEE_OTHER = 303


class Throttle:
    """At most five wrong passwords a minute for a name."""

    def __init__(self) -> None:
        self._wrong: dict[str, deque[datetime]] = {}

    def is_closed(self, name: str, now: datetime) -> bool:
        tries = self._wrong.get(name, deque())
        while tries and tries[0] < now - WINDOW:
            tries.popleft()
        return len(tries) >= MOST_TRIES

    def note_wrong(self, name: str, now: datetime) -> None:
        if len(self._wrong) > 10_000:  # noqa: PLR2004 - somebody tries names; forget them all
            self._wrong.clear()
        self._wrong.setdefault(name, deque(maxlen=MOST_TRIES)).append(now)


def install_login(app: FastAPI) -> None:
    """Whoever is not signed in is sent to the login page, and back afterwards."""
    app.state.login_throttle = Throttle()

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
    throttle: Throttle = request.app.state.login_throttle
    now = use.now()
    back = local_path(next)
    if not same_origin(request):
        raise ForeignFormError
    if throttle.is_closed(name, now):
        return page(request, use, "login.html", status=429, problem="login-slow-down", next=back)
    token = await use.database.write(lambda s: sign_in(s, name=name, password=password, now=now))
    if token is None:
        throttle.note_wrong(name, now)
        return page(request, use, "login.html", status=401, problem="login-wrong", next=back)
    response = RedirectResponse(back, SEE_OTHER)
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(SESSION_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=use.secure_cookies,
    )
    return response


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
