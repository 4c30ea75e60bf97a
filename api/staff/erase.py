"""Take the personal data out of a solved ticket. A form only; the page has asked whether it is sure."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from api.staff import roles
from api.staff.access import must
from api.staff.pages import Form, Me, Use, desk_language_of
from api.staff.view import View
from api.tickets.desk_erase import erase_data
from api.tickets.desk_queue import load_ticket

router = APIRouter(prefix="/desk", include_in_schema=False, dependencies=[Depends(must(*roles.DESK.roles))])
SEE_OTHER = 303


@router.post("/tickets/{number}/erase")
async def erase(request: Request, use: Use, me: Me, number: str, form: Form) -> Response:
    say, note = use.catalogue.say, use.catalogue.say(desk_language_of(request, use), "desk-erased")

    def work(session: Session) -> bool:
        subject = say(load_ticket(session, number).language, "desk-erased-subject")
        return erase_data(session, number, subject=subject, note=note, author=me.name, now=use.now())

    query = View.read_query(form.get("view", "").removeprefix("?")).query
    if not await use.database.write(work):
        query += ("&" if query else "?") + "problem=erase-not-yet"
    return RedirectResponse(f"/desk/tickets/{number}{query}", SEE_OTHER)
