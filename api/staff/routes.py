"""All staff pages in one router, and their static files."""

import hashlib
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import FileResponse, PlainTextResponse, Response

from api.staff import access, accounts_page, api_keys, auth, desk, desk_work, erase, ideas, trainers

STATIC = Path(__file__).parent / "static"
PARTS = (auth, accounts_page, api_keys, desk, desk_work, erase, ideas, trainers)
router = APIRouter(include_in_schema=False)
for each in PARTS:
    router.include_router(each.router)


def mount_static(app: FastAPI) -> None:
    """The version of the static files goes into their addresses; the login's answers are installed too."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(STATIC.iterdir())))
    app.state.staff_static_version = digest.hexdigest()[:12]
    auth.install_login(app)
    desk.install_desk(app)
    ideas.install_ideas(app)
    access.install_access(app)


@router.get("/staff-static/{version}/{name}")
def static_file(version: str, name: str, request: Request) -> Response:
    found = (STATIC / name).resolve()
    if found.parent != STATIC or not found.is_file():
        return PlainTextResponse("Not found", status_code=404)
    is_current = version == request.app.state.staff_static_version
    keep = "public, max-age=31536000, immutable" if is_current else "no-cache"
    return FileResponse(found, headers={"Cache-Control": keep, "X-Content-Type-Options": "nosniff"})
