"""Ideas at the desk: show one to others in edited words, say what becomes of it, hide it again."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from api.chat.earlier_ideas import state_key, tell_state
from api.chat.idea_proposal import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_WHY,
    Sent,
    UnknownIdeaError,
    newest_ideas,
    redacted,
    sent_idea,
)
from api.chat.messages import LANGUAGES
from api.chat.services import Services
from api.staff import roles
from api.staff.access import must
from api.staff.pages import Form, Me, Use, page
from api.staff.sessions import Staff
from api.staff.view import View
from api.tickets import ideas
from api.tickets.ideas import STATES, Change, IdeaView, Wording
from api.topics.redact import redact

router = APIRouter(prefix="/desk/ideas", include_in_schema=False, dependencies=[Depends(must(*roles.IDEAS.roles))])
SEE_OTHER, BAD_REQUEST, NOT_FOUND = 303, 400, 404


@dataclass(frozen=True, slots=True)
class IdeaCard:
    """An idea with the forms for it."""

    sent: Sent
    view: IdeaView | None
    """None: nothing was done with it yet."""
    words: Mapping[str, Wording]
    """What stands in the form, by language."""
    states: tuple[str, ...] = STATES
    longest_title: int = LONGEST_TITLE
    longest_text: int = LONGEST_TEXT
    longest_why: int = LONGEST_WHY

    @property
    def state(self) -> str:
        return self.view.state if self.view else STATES[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """The idea's own first."""
        return (self.sent.language, *(each for each in LANGUAGES if each != self.sent.language))

    @property
    def title(self) -> str:
        if self.view and self.view.wordings:
            return self.view.in_language(self.sent.language).title
        return self.sent.subject or self.sent.number


def install_ideas(app: FastAPI) -> None:
    """A page or form for an idea that there is none of ends on a page that says so."""

    async def is_missing(request: Request, _error: Exception) -> Response:
        services: Services = request.app.state.services
        return page(request, services, "missing-ticket.html", status=NOT_FOUND, what="ideas-missing")

    app.add_exception_handler(UnknownIdeaError, is_missing)


def idea_card(session: Session, number: str) -> IdeaCard:
    """Everything about one idea.

    Raises:
        UnknownIdeaError: no idea has that number.
    """
    sent, view = sent_idea(session, number), ideas.find_idea(session, number)
    words = dict(view.wordings) if view and view.wordings else {sent.language: sent.proposed}
    return IdeaCard(sent, view, words)


@router.get("")
async def all_ideas(request: Request, use: Use, me: Me) -> Response:
    def work(session: Session) -> tuple[IdeaCard, ...]:
        return tuple(idea_card(session, sent.number) for sent in newest_ideas(session))

    cards = await use.database.read(work)
    return page(request, use, "ideas.html", staff=me, cards=cards, state_key=state_key)


@router.get("/{number}")
async def one_idea(request: Request, use: Use, me: Me, number: str) -> Response:
    return _page(request, use, me, await use.database.read(lambda s: idea_card(s, number)))


@router.post("/{number}/show")
async def show(request: Request, use: Use, me: Me, number: str, form: Form) -> Response:
    """Show it in the words of the form. Words that are not whole come back to be filled in; none is lost."""
    card = await use.database.read(lambda s: idea_card(s, number))
    written: dict[str, Wording] = {
        code: Wording(form.get(f"title-{code}", "").strip(), form.get(f"text-{code}", "").strip()) for code in LANGUAGES
    }
    words = {code: redacted(each) for code, each in written.items() if each.title or each.text}
    if not words or not all(each.title and each.text for each in words.values()):
        tried = IdeaCard(card.sent, card.view, written)
        return _page(request, use, me, tried, problem="ideas-incomplete")
    await use.database.write(lambda s: ideas.show_idea(s, number, words, _change(use, me, card)))
    return _back(number, form)


@router.post("/{number}/hide")
async def hide(use: Use, me: Me, number: str, form: Form) -> Response:
    card = await use.database.read(lambda s: idea_card(s, number))
    await use.database.write(lambda s: ideas.hide_idea(s, number, _change(use, me, card)))
    return _back(number, form)


@router.post("/{number}/state")
async def state(use: Use, me: Me, number: str, form: Form) -> Response:
    """Say what becomes of it, and tell those who wait for it. The same again tells nobody."""
    card = await use.database.read(lambda s: idea_card(s, number))
    wanted, why = form.get("state", ""), redact(" ".join(form.get("why", "").split()))[:LONGEST_WHY]
    if wanted not in STATES:
        return _back(number, form)
    change = _change(use, me, card)

    def work(session: Session) -> None:
        if ideas.set_state(session, number, state=wanted, why=why, change=change):
            tell_state(session, number, by=me.name, catalogue=use.catalogue, now=change.now)

    await use.database.write(work)
    return _back(number, form)


def _change(use: Services, me: Staff, card: IdeaCard) -> Change:
    return Change(by=me.name, now=use.now(), language=card.sent.language)


def _page(request: Request, use: Services, me: Staff, card: IdeaCard, *, problem: str | None = None) -> Response:
    return page(
        request,
        use,
        "idea-page.html",
        staff=me,
        status=BAD_REQUEST if problem else 200,
        card=card,
        state_key=state_key,
        problem=problem,
        chosen=View(),
        back="",
    )


def _back(number: str, form: Form) -> Response:
    """To the page the form stood on."""
    if form.get("back") == "ticket":
        query = View.read_query(form.get("view", "").removeprefix("?")).query
        return RedirectResponse(f"/desk/tickets/{number}{query}#idea", SEE_OTHER)
    return RedirectResponse(f"/desk/ideas/{number}", SEE_OTHER)
