"""Pages for everyone: the chat, the guides, the widget's script and the static files behind them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates
from markupsafe import Markup

from api.channels.assets import Assets, load_assets
from api.chat.languages import COOKIE, language_of
from api.chat.messages import LANGUAGES, Language
from api.chat.services import Services, services_of
from api.chat.shelf import is_open
from api.town.logo import POLICY
from api.town.town import Town
from knowledge.guide import Guide, Section
from knowledge.render import render_html

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
A_YEAR = "public, max-age=31536000, immutable"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
SVG = "image/svg+xml"
NO_PHONE = "018 000 000"
AFTER_Z = str.maketrans({"å": "{", "ä": "|", "ö": "}"})
"""The three signs after z in ASCII, in the order of the alphabet."""

router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(FOLDER / "templates")
Use = Annotated[Services, Depends(services_of)]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section of a guide as HTML."""

    title: str
    anchor: str
    html: Markup


def mount_static(app: FastAPI, town: Town) -> None:
    """Read the static files; their version is part of their addresses, so they may be kept."""
    app.state.town = town
    app.state.assets = load_assets(STATIC, town)
    app.state.static_version = app.state.assets.version


@router.get("/")
def chat_page(request: Request, use: Use) -> Response:
    return _page(request, use, "chat.html")


@router.get("/widget.js")
def widget(request: Request) -> Response:
    """The one script of other sites' pages. Read anew each time, what it loads is kept for a year."""
    assets: Assets = request.app.state.assets
    modules = " ".join(name for name in assets.files if name.startswith("chat/"))
    town: Town = request.app.state.town
    script = assets.files["widget.js"].body.decode().replace("@version", assets.version).replace("@modules", modules)
    script = script.replace('"@town"', json.dumps({"name": town.name, "logo": town.logo.name if town.logo else ""}))
    return PlainTextResponse(script, media_type="text/javascript", headers={**_open(), "Cache-Control": "no-cache"})


@router.get("/static/{version}/{path:path}")
def static_file(version: str, path: str, request: Request) -> Response:
    assets: Assets = request.app.state.assets
    asset = assets.files.get(path)
    if asset is None:
        return PlainTextResponse("Not found", status_code=404)
    headers = {
        **_open(),
        "Cache-Control": A_YEAR if version == assets.version else "no-cache",
        "Vary": "Accept-Encoding",
    }
    if asset.media_type == SVG:
        headers["Content-Security-Policy"] = POLICY
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(asset.body, media_type=asset.media_type, headers=headers)
    return Response(asset.zipped, media_type=asset.media_type, headers={**headers, "Content-Encoding": "gzip"})


@router.get("/guides")
def guide_list(request: Request, use: Use, words: str = "") -> Response:
    """All guides, in the reader's language where there is one; filtered by words in title or questions."""
    language = language_of(request)
    wanted = words.lower().split()
    bases = {guide.base: guide for guide in use.shelf.open_guides()}
    here = [use.shelf.version(base, language) for base in bases]
    shown = [
        version if version and is_open(version) else guide for version, guide in zip(here, bases.values(), strict=True)
    ]
    found = [guide for guide in shown if all(word in _words_of(guide) for word in wanted)]
    found.sort(key=lambda guide: guide.title.lower().translate(AFTER_Z))
    return _page(request, use, "guides.html", guides=found, words=words)


@router.get("/guides/{stem}")
def guide_page(stem: str, request: Request, use: Use) -> Response:
    guide = use.shelf.guide(stem)
    if guide is None:
        return _page(request, use, "missing.html", status=404)
    if not is_open(guide):
        return _page(request, use, "closed.html", status=403)
    stems = (guide.base, *(f"{guide.base}.{code}" for code in ("en", "fi")))
    versions = [version for stem in stems if (version := use.shelf.guide(stem)) and is_open(version)]
    here = {version.language: f"/guides/{version.id}" for version in versions}
    language = language_of(request)
    chosen = here.get(language, request.url.path)
    if request.query_params.get("lang") == language and chosen != request.url.path:
        return RedirectResponse(f"{chosen}?lang={language}")
    return _page(
        request,
        use,
        "guide.html",
        guide=guide,
        sections=[_shown(section) for section in guide.sections if section.body_markdown.strip()],
        overdue=guide.is_overdue(use.now().date()),
        versions=[version for version in versions if version.id != guide.id],
        here=here,
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
            "town": request.app.state.town,
            "here": {},
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
