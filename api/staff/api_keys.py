"""The page of API keys, for administrators: make one (it is shown once), see who uses theirs, revoke."""

import re
from datetime import timedelta

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from api.chat.services import Services
from api.keys import store
from api.staff import roles
from api.staff.access import must
from api.staff.pages import Form, Me, Use, desk_language_of, page
from api.staff.sessions import Staff

router = APIRouter(prefix="/desk/keys", include_in_schema=False, dependencies=[Depends(must(*roles.KEYS.roles))])
SEE_OTHER = 303
LONGEST_NAME, LONGEST_AUDIENCE = 80, 200
DAYS = (30, 90, 365)
NUMBER_LENGTH = 10
HEX = re.compile(r"[0-9a-f]+")


@router.get("")
async def keys(request: Request, use: Use, me: Me) -> Response:
    return await _page(request, use, me)


@router.post("")
async def make(request: Request, use: Use, me: Me, form: Form) -> Response:
    """Make a key. The same form again makes none: its number comes from the form."""
    name = form.get("name", "").strip()[:LONGEST_NAME]
    scopes = tuple(scope for scope in store.SCOPES if f"scope-{scope}" in form)
    if not name or not scopes:
        return await _page(request, use, me, problem="keys-incomplete")
    number = form.get("key", "")[:NUMBER_LENGTH]
    if not HEX.fullmatch(number) or len(number) < NUMBER_LENGTH:
        return RedirectResponse("/desk/keys", SEE_OTHER)
    groups = form.get("audience", "").replace(",", " ").lower()[:LONGEST_AUDIENCE].split()
    audience = tuple(dict.fromkeys((store.EVERYONE, *groups)))
    days = next((each for each in DAYS if str(each) == form.get("days")), None)
    now = use.now()
    made = await use.database.write(
        lambda s: (
            None
            if store.exists(s, number)
            else store.create(
                s,
                name=name,
                scopes=scopes,
                audience=audience,
                expires_at=now + timedelta(days=days) if days else None,
                now=now,
                number=number,
            )
        )
    )
    return await _page(request, use, me, made=made) if made else RedirectResponse("/desk/keys", SEE_OTHER)


@router.post("/revoke")
async def revoke(use: Use, form: Form) -> Response:
    await use.database.write(lambda s: store.revoke(s, form.get("which", ""), now=use.now()))
    return RedirectResponse("/desk/keys", SEE_OTHER)


async def _page(
    request: Request, use: Services, me: Staff, *, made: str | None = None, problem: str | None = None
) -> Response:
    known = await use.database.read(store.all_keys)
    language = desk_language_of(request, use)
    now = use.now()
    in_force = sorted(known, key=lambda each: (not each.is_good(now), -each.created_at.timestamp()))
    return page(
        request,
        use,
        "api-keys.html",
        staff=me,
        status=400 if problem else 200,
        keys=in_force,
        now=now,
        day=lambda at: use.catalogue.date(language, at.date().isoformat()),
        prefix=store.PREFIX,
        scopes=store.SCOPES,
        days=DAYS,
        made=made,
        problem=problem,
    )
