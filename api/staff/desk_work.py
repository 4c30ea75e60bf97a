"""What a desk person does: reply, note, status, assign, merge, outage, try again, draft a guide. Forms only."""

import secrets

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from api.chat import outages, unshown
from api.chat.drafts import DraftFolderError, make_draft
from api.staff import accounts, roles
from api.staff.access import must
from api.staff.pages import Form, Me, Use
from api.staff.view import View
from api.tickets import desk_merge, desk_queue, outbox
from api.tickets.ports import STATUSES

router = APIRouter(prefix="/desk", include_in_schema=False, dependencies=[Depends(must(*roles.DESK.roles))])
SEE_OTHER = 303
LONGEST_TEXT = 5000
LONGEST_KEY = 36


@router.post("/outage")
async def set_outage(use: Use, me: Me, form: Form) -> Response:  # noqa: ARG001 - signed in
    message = form.get("message", "").strip()[:LONGEST_TEXT]
    if message:
        await use.database.write(lambda s: outages.start_outage(s, message, now=use.now()))
    else:
        await use.database.write(lambda s: outages.end_outage(s, now=use.now()))
    return RedirectResponse("/desk" + _view(form), SEE_OTHER)


@router.post("/undelivered")
async def try_again(use: Use, me: Me, form: Form) -> Response:  # noqa: ARG001
    await use.database.write(lambda s: outbox.try_again(s, key=form.get("which", ""), now=use.now()))
    return RedirectResponse("/desk" + _view(form), SEE_OTHER)


@router.post("/unshown")
async def show_again(use: Use, me: Me, form: Form) -> Response:  # noqa: ARG001
    which = form.get("which", "")
    if which.isascii() and which.isdigit():
        await use.database.write(lambda s: unshown.try_again(s, int(which), now=use.now()))
    return RedirectResponse("/desk" + _view(form), SEE_OTHER)


@router.post("/tickets/{number}/reply")
async def reply(use: Use, me: Me, number: str, form: Form) -> Response:
    text = form.get("text", "").strip()[:LONGEST_TEXT]
    if not text:
        return _back(number, form, problem="empty-text")
    await use.database.write(
        lambda s: desk_queue.add_reply(s, number, author=me.name, text=text, key=_key(form), now=use.now())
    )
    return await _set_status(use, me, number, form) if form.get("status") else _back(number, form)


@router.post("/tickets/{number}/note")
async def note(use: Use, me: Me, number: str, form: Form) -> Response:
    text = form.get("text", "").strip()[:LONGEST_TEXT]
    if not text:
        return _back(number, form, problem="empty-text")
    await use.database.write(
        lambda s: desk_queue.add_note(s, number, author=me.name, text=text, key=_key(form), now=use.now())
    )
    return _back(number, form)


@router.post("/tickets/{number}/status")
async def status(use: Use, me: Me, number: str, form: Form) -> Response:
    return await _set_status(use, me, number, form)


async def _set_status(use: Use, me: Me, number: str, form: Form) -> Response:
    wanted = form.get("status", "")
    if wanted in STATUSES:
        await use.database.write(
            lambda s: desk_queue.set_status(s, number, status=wanted, author=me.name, now=use.now())
        )
    return _back(number, form)


@router.post("/tickets/{number}/assign")
async def assign(use: Use, me: Me, number: str, form: Form) -> Response:
    """To oneself, or to whom the form names; an empty name is nobody."""
    to = form.get("to", me.name)
    known = await use.database.read(accounts.names)
    if to in {"", me.name, *known}:
        await use.database.write(lambda s: desk_queue.assign(s, number, to=to or None, now=use.now()))
    return _back(number, form)


@router.post("/tickets/{number}/merge")
async def merge(use: Use, me: Me, number: str, form: Form) -> Response:
    """Let the chosen tickets follow this one."""
    chosen = [name.removeprefix("other-") for name in form if name.startswith("other-")]
    for each in chosen:
        await use.database.write(
            lambda s, each=each: desk_merge.merge(s, each, into=number, author=me.name, now=use.now())  # type: ignore[misc]
        )
    return _back(number, form)


@router.post("/tickets/{number}/separate")
async def separate(use: Use, me: Me, number: str, form: Form) -> Response:  # noqa: ARG001
    await use.database.write(lambda s: desk_merge.separate(s, form.get("which", number), now=use.now()))
    return _back(number, form)


@router.post("/tickets/{number}/draft")
async def draft(use: Use, me: Me, number: str, form: Form) -> Response:
    """Make a guide draft of a solved ticket."""
    try:
        await use.database.write(
            lambda s: make_draft(
                s,
                number,
                shelf=use.shelf,
                folder=use.drafts_dir,
                catalogue=use.catalogue,
                author=me.name,
                now=use.now(),
            )
        )
    except DraftFolderError:
        return _back(number, form, problem="draft-folder")
    return _back(number, form)


def _key(form: Form) -> str:
    """The same form sent twice is one message."""
    return form.get("key", "")[:LONGEST_KEY] or secrets.token_hex(15)


def _view(form: Form) -> str:
    return View.read_query(form.get("view", "").removeprefix("?")).query


def _back(number: str, form: Form, *, problem: str = "") -> Response:
    query = _view(form)
    if problem:
        query += ("&" if query else "?") + f"problem={problem}"
    return RedirectResponse(f"/desk/tickets/{number}{query}", SEE_OTHER)
