"""The trainers' first page: what people asked this week, from the redacted log."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Depends, Request
from fastapi.responses import PlainTextResponse, Response
from sqlalchemy.orm import Session

from api.chat.services import Services
from api.staff import roles
from api.staff.access import must
from api.staff.pages import Me, Use, desk_language_of, page
from api.topics import queries

router = APIRouter(prefix="/trainers", include_in_schema=False, dependencies=[Depends(must(*roles.TRAINERS.roles))])


@dataclass(frozen=True, slots=True)
class Week:
    """Everything on the page."""

    since: datetime
    until: datetime
    totals: queries.Totals
    guides: tuple[queries.AskedGuide, ...]
    unanswered: tuple[queries.Unanswered, ...]
    wishes: tuple[queries.Unanswered, ...]


@router.get("")
async def trainers(request: Request, use: Use, me: Me) -> Response:
    week = await _week(use)
    language = desk_language_of(request, use)
    return page(
        request,
        use,
        "trainers.html",
        staff=me,
        week=week,
        titles={each.guide: _title(use, each.guide, language) for each in week.guides},
        since=use.catalogue.date(language, week.since.date().isoformat()),
        until=use.catalogue.date(language, week.until.date().isoformat()),
    )


@router.get("/guides.csv")
async def guides_csv(use: Use) -> Response:
    week = await _week(use)
    rows = [(g.guide, g.asked, g.solved, g.unsolved, g.unknown) for g in week.guides]
    return _csv("guides.csv", ("guide", "asked", "solved", "unsolved", "unknown"), rows)


@router.get("/unanswered.csv")
async def unanswered_csv(use: Use) -> Response:
    week = await _week(use)
    rows = [(q.asked_at.isoformat(), q.language, q.times, q.text) for q in week.unanswered]
    return _csv("unanswered.csv", ("asked_at", "language", "times", "question"), rows)


async def _week(use: Services) -> Week:
    until = use.now()
    since = until - queries.WEEK

    def work(session: Session) -> Week:
        return Week(
            since=since,
            until=until,
            totals=queries.totals(session, since=since),
            guides=queries.most_asked_guides(session, since=since),
            unanswered=queries.unanswered_questions(session, since=since),
            wishes=queries.training_wishes(session, since=since),
        )

    return await use.database.read(work)


def _title(use: Services, guide: str, language: str) -> str:
    found = use.shelf.version(guide, language)
    return found.title if found else guide


def _csv(name: str, head: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> Response:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(head)
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return PlainTextResponse("\ufeff" + written.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _harmless(cell: object) -> object:
    """A question may begin with a sign that a spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@"} else cell
