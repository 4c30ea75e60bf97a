"""Which roles a router is for, and the page for those whom it is not for."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.responses import Response

from api.chat.services import Services
from api.staff.pages import Me, page
from api.staff.roles import ROLES, Role, is_allowed
from api.staff.sessions import Staff

FORBIDDEN = 403


class NotAllowedError(Exception):
    """Signed in, but this is for other roles."""

    def __init__(self, staff: Staff) -> None:
        super().__init__(f"not for the role {staff.role}")
        self.staff = staff


def must(*roles: Role) -> Callable[[Me], Awaitable[None]]:
    """A dependency for a router: administrators and these roles may, nobody else.

    Raises:
        NotAllowedError: by the dependency, for other roles.
    """

    async def check(me: Me) -> None:
        if not is_allowed(me.role, roles):
            raise NotAllowedError(me)

    return check


def install_access(app: FastAPI) -> None:
    """Whoever may not is told so, and shown what they may open."""

    async def refused(request: Request, error: Exception) -> Response:
        services: Services = request.app.state.services
        staff = error.staff if isinstance(error, NotAllowedError) else None
        return page(request, services, "forbidden.html", staff=staff, status=FORBIDDEN, roles=ROLES)

    app.add_exception_handler(NotAllowedError, refused)
