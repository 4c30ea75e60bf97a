"""Pages for everyone: the chat, the guides, the widget's script and the static files behind them."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from fastapi.templating import Jinja2Templates
from markupsafe import Markup

from api.chat.languages import COOKIE, language_of
from api.chat.messages import LANGUAGES, Language
from api.chat.services import Services, services_of
from knowledge.guide import Guide, Section
from knowledge.render import render_html

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
A_YEAR = "public, max-age=31536000, immutable"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
NO_PHONE = "018 000 000"

router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(FOLDER / "templates")
Use = Annotated[Services, Depends(services_of)]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section of a guide as HTML."""

    title: str
    anchor: str
    html: Markup


def mount_static(app: FastAPI) -> None:
    """Remember the version of the static files; it is part of their addresses, so they may be kept."""
    digest = hashlib.sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(path.read_bytes())
    app.state.static_version = digest.hexdigest()[:12]


@router.get("/")
def chat_page(request: Request, use: Use) -> Response:
    return _page(request, use, "chat.html")


@router.get("/widget.js")
def widget(request: Request) -> Response:
    """The one script of other sites' pages. Read anew each time, what it loads is kept for a year."""
    script = (STATIC / "widget.js").read_text(encoding="utf-8")
    versioned = script.replace("@version", request.app.state.static_version)
    return PlainTextResponse(versioned, media_type="text/javascript", headers={**_open(), "Cache-Control": "no-cache"})


@router.get("/static/{version}/{path:path}")
def static_file(version: str, path: str, request: Request) -> Response:
    found = (STATIC / path).resolve()
    if not found.is_relative_to(STATIC) or not found.is_file():
        return PlainTextResponse("Not found", status_code=404)
    keep = A_YEAR if version == request.app.state.static_version else "no-cache"
    return FileResponse(found, headers={**_open(), "Cache-Control": keep})


@router.get("/guides")
def guide_list(request: Request, use: Use, words: str = "") -> Response:
    """All guides, in the reader's language where there is one; filtered by words in title or questions."""
    language = language_of(request)
    wanted = words.lower().split()
    bases = {guide.base: guide for guide in use.shelf.guides()}
    shown = [use.shelf.version(base, language) or guide for base, guide in sorted(bases.items())]
    found = [guide for guide in shown if all(word in _words_of(guide) for word in wanted)]
    found.sort(key=lambda guide: guide.title.lower())
    return _page(request, use, "guides.html", guides=found, words=words)


@router.get("/guides/{stem}")
def guide_page(stem: str, request: Request, use: Use) -> Response:
    guide = use.shelf.guide(stem)
    if guide is None:
        return _page(request, use, "missing.html", status=404)
    versions = [use.shelf.guide(guide.base)] + [use.shelf.guide(f"{guide.base}.{code}") for code in ("en", "fi")]
    return _page(
        request,
        use,
        "guide.html",
        guide=guide,
        sections=[_shown(section) for section in guide.sections if section.body_markdown.strip()],
        overdue=guide.is_overdue(use.now().date()),
        versions=[version for version in versions if version and version.id != guide.id],
    )


def _shown(section: Section) -> ShownSection:
    # The HTML went through nh3 in knowledge.render.
    return ShownSection(section.title, section.anchor, Markup(render_html(section.body_markdown)))  # noqa: S704


def _words_of(guide: Guide) -> str:
    return " ".join((guide.title, *guide.questions, *guide.tags, *guide.systems)).lower()


def _page(request: Request, use: Services, name: str, *, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401
    language = language_of(request)

    def say(key: str, **given: Any) -> str:  # noqa: ANN401
        return use.catalogue.say(language, key, **given)

    response = templates.TemplateResponse(
        request,
        name,
        {
            "say": say,
            "language": language,
            "languages": LANGUAGES,
            "phone": _phone(use, language),
            "date": lambda day: use.catalogue.date(language, day.isoformat()),
            "static": f"/static/{request.app.state.static_version}",
            "year": datetime.now(UTC).year,
            **values,
        },
        status_code=status,
        headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Referrer-Policy": "same-origin"},
    )
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, language, max_age=31536000, httponly=True, samesite="lax")
    return response


def _phone(use: Services, language: Language) -> str:
    return use.shelf.variable("telefonnummer:it-stöd", language) or NO_PHONE


def _open() -> dict[str, str]:
    """Other sites' pages load these files."""
    return {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
