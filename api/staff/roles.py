"""What each role may open. An administrator may open everything."""

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["admin", "desk", "editor", "trainer"]
ROLES: tuple[Role, ...] = get_args(Role)
ADMIN: Role = "admin"
NOWHERE = "/"
"""The chat, which is for everybody."""


@dataclass(frozen=True, slots=True)
class StaffPage:
    """A page and everything below its address."""

    path: str
    title: str
    """A key of the catalogues."""
    roles: tuple[Role, ...] = ()
    """Who may open it besides administrators."""


DESK = StaffPage("/desk", "desk-title", ("desk",))
IDEAS = StaffPage("/desk/ideas", "ideas-title", ("desk",))
TRAINERS = StaffPage("/trainers", "desk-trainers", ("editor", "trainer"))
KEYS = StaffPage("/desk/keys", "keys-title")
ACCOUNTS = StaffPage("/desk/staff", "staff-title")
PAGES = (DESK, IDEAS, TRAINERS, KEYS, ACCOUNTS)


def role_of(text: str) -> Role | None:
    """The role of that name, or None."""
    return next((role for role in ROLES if role == text), None)


def is_allowed(role: str, roles: tuple[Role, ...]) -> bool:
    return role == ADMIN or role in roles


def pages_for(role: str) -> tuple[StaffPage, ...]:
    """What stands in the navigation."""
    return tuple(page for page in PAGES if is_allowed(role, page.roles))


def home_of(role: str) -> str:
    """Where somebody lands after signing in."""
    return next((page.path for page in pages_for(role)), NOWHERE)


def may_open(role: str, address: str) -> bool:
    """Whether a role may open an address of ours; what is no staff page is open to all."""
    path = address.partition("?")[0].partition("#")[0]
    within = [page for page in PAGES if path == page.path or path.startswith(f"{page.path}/")]
    return not within or is_allowed(role, max(within, key=lambda page: len(page.path)).roles)
