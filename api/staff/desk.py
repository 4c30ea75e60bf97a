"""The built-in desk's pages: the queue, a ticket with everything about it, its thread, live news."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.responses import Response
from sqlalchemy import select
from sqlalchemy.orm import Session
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.chat import attachments, outages
from api.chat.attachments import UnknownAttachmentError
from api.chat.conversations import Item, history
from api.chat.drafts import Draft, draft_of
from api.chat.earlier_ideas import state_key
from api.chat.idea_proposal import IDEA
from api.chat.served_file import file_response
from api.chat.services import Services
from api.chat.unshown import Unshown, unshown
from api.db.tables import Ticket
from api.staff import accounts, roles
from api.staff.access import must
from api.staff.answers import CannedAnswer, find_answers
from api.staff.ideas import IdeaCard, idea_card
from api.staff.live import DeskNews
from api.staff.pages import Me, Use, desk_language_of, page
from api.staff.sessions import Staff
from api.staff.summary import summarize
from api.staff.timeline import Said, timeline
from api.staff.view import STATUSES as SHOWN_STATUSES
from api.staff.view import Chosen, View
from api.tickets import desk_list, desk_queue
from api.tickets.desk_list import Newest, QueuePage
from api.tickets.desk_queue import DeskView, QueueRow, UnknownTicketError
from api.tickets.desk_related import related
from api.tickets.desk_undelivered import Undelivered, undelivered
from api.tickets.ports import STATUSES
from api.topics.surge import Surge, newest_surge

router = APIRouter(prefix="/desk", include_in_schema=False, dependencies=[Depends(must(*roles.DESK.roles))])
PING_S = 15
PROBLEMS = frozenset({"empty-text", "draft-folder", "erase-not-yet"})


@dataclass(frozen=True, slots=True)
class LeftSide:
    """The queue, as every page of the desk shows it."""

    found: QueuePage
    counts: Mapping[str, int]
    newest: Newest
    outage: str | None
    surge: Surge | None
    """What may be an outage that nobody has told of; None while one is told."""
    undelivered: tuple[Undelivered, ...]
    """Calls that the ticket system did not take."""
    unshown: tuple[Unshown, ...]
    """Messages that Slack or Teams did not take."""


@dataclass(frozen=True, slots=True)
class TicketPage:
    """One ticket with everything about it."""

    row: QueueRow
    view: DeskView
    said: tuple[Said, ...]
    followers: tuple[QueueRow, ...]
    related: tuple[QueueRow, ...]
    draft: Draft | None
    card: IdeaCard | None
    """Of an idea: what others see of it, and what becomes of it."""


def install_desk(app: FastAPI) -> None:
    """A form for a ticket that is gone ends on a page that says so."""

    async def is_gone(request: Request, _error: Exception) -> Response:
        return page(request, request.app.state.services, "missing-ticket.html", status=404)

    app.add_exception_handler(UnknownTicketError, is_gone)


@router.get("")
async def queue(request: Request, use: Use, me: Me, chosen: Chosen) -> Response:
    left = await use.database.read(lambda s: _left_side(s, use, chosen, me))
    return page(request, use, "desk.html", staff=me, **_shown(left, chosen, use))


@router.get("/tickets/{number}")
async def ticket(
    request: Request,
    use: Use,
    me: Me,
    number: str,
    chosen: Chosen,
    problem: str | None = None,
    find: Annotated[str, Query(max_length=200)] = "",
    insert: Annotated[int | None, Query(ge=0, le=99)] = None,
) -> Response:
    try:
        await use.database.write(lambda s: desk_queue.mark_read(s, number, staff=me.name))
        shown = await use.database.read(lambda s: _ticket_page(s, use, number, me))
    except UnknownTicketError:
        return page(request, use, "missing-ticket.html", staff=me, status=404)
    left = await use.database.read(lambda s: _left_side(s, use, chosen, me))
    names = await use.database.read(accounts.names)
    answers = await find_answers(use, find, language=shown.view.language)
    return page(
        request,
        use,
        "ticket.html",
        staff=me,
        shown=shown,
        card=shown.card,
        state_key=state_key,
        summary=summarize(shown.view, use.shelf),
        statuses=STATUSES,
        staff_names=sorted({*names, me.name, *([shown.row.assigned_to] if shown.row.assigned_to else [])}),
        problem=f"desk-{problem}" if problem in PROBLEMS else None,
        find=find,
        answers=answers,
        inserted=answers[insert].text if insert is not None and insert < len(answers) else "",
        **_shown(left, chosen, use),
    )


@router.get("/answers")
async def answers(
    request: Request, use: Use, me: Me, language: str = "sv", find: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """The list of canned answers alone, for the page's script."""
    found: tuple[CannedAnswer, ...] = await find_answers(use, find, language=language)
    return page(request, use, "answers.html", staff=me, answers=found, find=find, base="")


@router.get("/tickets/{number}/thread")
async def thread(request: Request, use: Use, me: Me, number: str) -> Response:
    """The whole conversation as it is now, whichever system the ticket is in. Its secret id stays here."""
    items = await use.database.read(lambda s: _thread(s, number))
    if items is None:
        return page(request, use, "missing-ticket.html", staff=me, status=404)
    return page(request, use, "thread.html", staff=me, number=number, items=items)


@router.get("/attachments/{attachment}")
async def attachment(request: Request, use: Use, me: Me, attachment: str) -> Response:
    try:
        stored, content = await use.database.read(lambda s: attachments.read_file(s, attachment))
    except UnknownAttachmentError:
        return page(request, use, "missing-ticket.html", staff=me, status=404)
    return file_response(stored, content)


@router.get("/events", response_class=EventSourceResponse)
async def events(request: Request, use: Use, me: Me, ticket: int = 0, message: int = 0) -> EventSourceResponse:
    """A word on how much came after what the page shows, each time more comes."""
    news: DeskNews = request.app.state.desk_news
    language = desk_language_of(request, use)

    async def told() -> AsyncIterator[ServerSentEvent]:
        async for count in news.counts(after=Newest(ticket, message), me=me.name):
            words = use.catalogue.say(language, "desk-news", count=count)
            yield ServerSentEvent(event="news", data=json.dumps({"count": count, "words": words}, ensure_ascii=False))

    return EventSourceResponse(told(), ping=PING_S, headers={"X-Accel-Buffering": "no"})


def _left_side(session: Session, use: Services, chosen: View, me: Staff) -> LeftSide:
    outage = outages.current_outage(session)
    return LeftSide(
        found=desk_list.list_tickets(session, chosen.wanted(), me=me.name),
        counts=desk_list.count_tickets(session, me=me.name),
        newest=desk_list.newest(session),
        outage=outage,
        surge=None if outage else newest_surge(session, now=use.now()),
        undelivered=undelivered(session),
        unshown=unshown(session),
    )


def _shown(left: LeftSide, chosen: View, use: Services) -> dict[str, Any]:
    """What the queue's template reads."""
    surge = use.shelf.guide(left.surge.guide) if left.surge else None
    title = surge.title if surge else None
    return {"left": left, "chosen": chosen, "shown_statuses": SHOWN_STATUSES, "surge_title": title}


def _ticket_page(session: Session, use: Services, number: str, me: Staff) -> TicketPage:
    view = desk_queue.load_ticket(session, number)
    followers = desk_list.merged_into(session, number, me=me.name)
    numbers = (number, *(each.number for each in followers))
    files = [file for each in numbers for file in attachments.on_ticket(session, each)]
    return TicketPage(
        row=desk_list.one_row(session, number, me=me.name),
        view=view,
        said=timeline(view, files),
        followers=followers,
        related=related(session, number, now=use.now(), me=me.name),
        draft=draft_of(session, number),
        card=idea_card(session, number) if view.kind == IDEA else None,
    )


def _thread(session: Session, number: str) -> tuple[Item, ...] | None:
    conversation = session.scalar(select(Ticket.conversation_id).where(Ticket.number == number))
    return history(session, conversation)[1] if conversation else None
