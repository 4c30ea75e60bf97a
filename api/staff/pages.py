"""What every staff page shares: words, times, templates, headers, who is signed in, forms that are ours."""

import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from api.chat.languages import COOKIE, language_of
from api.chat.messages import LANGUAGES, Language
from api.chat.services import Services, services_of
from api.staff.roles import home_of, pages_for
from api.staff.sessions import Staff, who_is
from api.staff.timeline import plain

FOLDER = Path(__file__).parent
SESSION_COOKIE = "bollplank_staff"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
templates = Jinja2Templates(FOLDER / "templates")
Use = Annotated[Services, Depends(services_of)]
MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86400
KILOBYTE = 1000


class NotSignedInError(Exception):
    """Send the person to the login page and back."""


class ForeignFormError(Exception):
    """A form that our own page did not make, or made for an earlier session."""


async def signed_in(request: Request, use: Use) -> Staff:
    """The staff person of this request.

    Raises:
        NotSignedInError: there is no valid session.
    """
    token = request.cookies.get(SESSION_COOKIE)
    if not token:
        raise NotSignedInError
    staff = await use.database.read(lambda session: who_is(session, token=token, now=use.now()))
    if staff is None:
        raise NotSignedInError
    return staff


async def own_form(request: Request, staff: Annotated[Staff, Depends(signed_in)]) -> dict[str, str]:
    """The fields of a form that our page made for this session.

    Raises:
        ForeignFormError: the token is missing or another's, or the form came from another site.
    """
    form = {name: str(value).replace("\r\n", "\n") for name, value in (await request.form()).items()}
    if not secrets.compare_digest(form.get("csrf", ""), staff.csrf) or not same_origin(request):
        raise ForeignFormError
    return form


def desk_language_of(request: Request, use: Services) -> Language:
    """What the person chose, else the desk's own language, else what the browser prefers."""
    has_chosen = {request.query_params.get("lang"), request.cookies.get(COOKIE)} & set(LANGUAGES)
    return use.desk_language if use.desk_language and not has_chosen else language_of(request)


def same_origin(request: Request) -> bool:
    """Browsers say where a form came from; an old one that says nothing is trusted to the token alone."""
    origin = request.headers.get("origin")
    return origin is None or origin == "null" or origin.partition("://")[2] == request.headers.get("host")


Me = Annotated[Staff, Depends(signed_in)]
Form = Annotated[dict[str, str], Depends(own_form)]


def page(
    request: Request,
    use: Services,
    name: str,
    *,
    staff: Staff | None = None,
    status: int = 200,
    **values: Any,  # noqa: ANN401 - what the template shows
) -> HTMLResponse:
    """A staff page in the reader's language."""
    language = desk_language_of(request, use)

    def say(key: str, **given: Any) -> str:  # noqa: ANN401
        return use.catalogue.say(language, key, **given)

    context = {
        "say": say,
        "language": language,
        "languages": LANGUAGES,
        "staff": staff,
        "own_pages": pages_for(staff.role) if staff else (),
        "own_home": home_of(staff.role) if staff else "/desk",
        "time": lambda at: use.catalogue.time(language, at, now=use.now()),
        "waited": lambda at: waited(say, at, use.now()),
        "key": secrets.token_hex(15),  # a note's key has one sign more; 36 fit
        "plain": plain,
        "size": lambda count: say("desk-size", kilobytes=max(1, round(count / KILOBYTE))),
        "label": lambda field: _label(use, language, field),
        "town": request.app.state.town,
        "static": f"/static/{request.app.state.static_version}",
        "staff_static": f"/staff-static/{request.app.state.staff_static_version}",
        **values,
    }
    headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Cache-Control": "no-store"}
    response = templates.TemplateResponse(request, name, context, status_code=status, headers=headers)
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, language, max_age=31536000, httponly=True, samesite="lax")
    return response


def _label(use: Services, language: Language, field: str) -> str:
    key = "ticket-field-" + field.replace("_", "-")
    return use.catalogue.say(language, key) if use.catalogue.has(key) else field


def waited(say: Callable[..., str], since: datetime, now: datetime) -> str:
    """`12 min`, `3 h` or `2 dagar`."""
    seconds = max(0, int((now - since).total_seconds()))
    if seconds < HOUR_S:
        return say("desk-minutes", count=max(1, seconds // MINUTE_S))
    if seconds < DAY_S:
        return say("desk-hours", count=seconds // HOUR_S)
    return say("desk-days", count=seconds // DAY_S)
