"""The built-in desk: the queue, a ticket with everything about it, reply, note, status."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.chat import outages
from api.chat.languages import language_of
from api.staff.pages import Form, Me, Use, page
from api.tickets import desk_queue
from api.tickets.desk_queue import UnknownTicketError
from api.tickets.ports import STATUSES

router = APIRouter(prefix="/desk", include_in_schema=False)
SEE_OTHER = 303
FILTERS = ("active", "new", "open", "waiting", "solved", "all")
LONGEST_TEXT = 5000


@router.get("")
async def queue(
    request: Request,
    use: Use,
    me: Me,
    status: str = "active",
    search: Annotated[str, Query(max_length=200)] = "",
    page_number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    wanted = status if status in FILTERS else "active"
    chosen = None if wanted == "active" else wanted
    found = await use.database.read(
        lambda s: desk_queue.list_tickets(s, status=chosen, search=search, page=page_number)
    )
    counts = await use.database.read(desk_queue.count_by_status)
    newest = await use.database.read(desk_queue.newest_ids)
    outage = await use.database.read(outages.current_outage)
    return page(
        request,
        use,
        "desk.html",
        staff=me,
        found=found,
        turn=lambda to: "?" + urlencode({"status": wanted, "search": search, "page": to}),
        counts=counts,
        filters=FILTERS,
        chosen=wanted,
        search=search,
        newest=newest,
        outage=outage,
    )


@router.get("/feed")
async def feed(request: Request, use: Use, _me: Me, ticket: int = 0, message: int = 0) -> dict[str, str]:
    """A word on how much came after what the page shows; empty when nothing did."""
    newest_ticket, newest_message = await use.database.read(desk_queue.newest_ids)
    news = max(0, newest_ticket - ticket) + max(0, newest_message - message)
    return {"words": use.catalogue.say(language_of(request), "desk-news", count=news) if news else ""}


@router.post("/outage")
async def set_outage(use: Use, me: Me, form: Form) -> Response:  # noqa: ARG001 - signed in
    message = form.get("message", "").strip()[:LONGEST_TEXT]
    if message:
        await use.database.write(lambda s: outages.start_outage(s, message, now=use.now()))
    else:
        await use.database.write(lambda s: outages.end_outage(s, now=use.now()))
    return RedirectResponse("/desk", SEE_OTHER)


@router.get("/tickets/{number}")
async def ticket(request: Request, use: Use, me: Me, number: str, problem: str | None = None) -> Response:
    try:
        view = await use.database.read(lambda s: desk_queue.load_ticket(s, number))
    except UnknownTicketError:
        return page(request, use, "missing-ticket.html", staff=me, status=404)
    beside = await use.database.read(desk_queue.list_tickets)
    newest = await use.database.read(desk_queue.newest_ids)
    return page(
        request,
        use,
        "ticket.html",
        staff=me,
        view=view,
        rows=beside.rows,
        statuses=STATUSES,
        newest=newest,
        problem="desk-empty-text" if problem else None,
    )


@router.post("/tickets/{number}/reply")
async def reply(use: Use, me: Me, number: str, form: Form) -> Response:
    text = form.get("text", "").strip()[:LONGEST_TEXT]
    if not text:
        return _back(number, problem=True)
    await use.database.write(
        lambda s: desk_queue.add_reply(s, number, author=me.name, text=text, key=form["key"], now=use.now())
    )
    return _back(number)


@router.post("/tickets/{number}/note")
async def note(use: Use, me: Me, number: str, form: Form) -> Response:
    text = form.get("text", "").strip()[:LONGEST_TEXT]
    if not text:
        return _back(number, problem=True)
    await use.database.write(
        lambda s: desk_queue.add_note(s, number, author=me.name, text=text, key=form["key"], now=use.now())
    )
    return _back(number)


@router.post("/tickets/{number}/status")
async def status(use: Use, me: Me, number: str, form: Form) -> Response:
    wanted = form.get("status", "")
    if wanted in STATUSES:
        await use.database.write(
            lambda s: desk_queue.set_status(s, number, status=wanted, author=me.name, now=use.now())
        )
    return _back(number)


@router.post("/tickets/{number}/assign")
async def assign(use: Use, me: Me, number: str, form: Form) -> Response:  # noqa: ARG001 - checked for its token
    await use.database.write(lambda s: desk_queue.assign(s, number, to=me.name, now=use.now()))
    return _back(number)


def _back(number: str, *, problem: bool = False) -> Response:
    query = "?problem=empty" if problem else ""
    return RedirectResponse(f"/desk/tickets/{number}{query}", SEE_OTHER)
