"""Which tickets the queue shows, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, Request

from api.tickets.desk_list import Wanted

STATUSES = ("active", "new", "open", "waiting", "solved", "all")
LONGEST_SEARCH = 200
MOST_PAGES = 100_000


@dataclass(frozen=True, slots=True)
class View:
    """The filters a desk person has chosen. Everything on the desk carries them along."""

    status: str = "active"
    who: str = ""
    """mine, nobodys or empty: anybody's."""
    urgent: str = ""
    kind: str = ""
    order: str = ""
    """waiting, or empty: newest first."""
    search: str = ""
    page: int = 1

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "View":
        """From an address; what is unknown is left out."""
        page = given.get("page", "")
        status = given.get("status", "")
        return cls(
            status=status if status in STATUSES else "active",
            who=_one_of(given.get("who"), "mine", "nobodys"),
            urgent=_one_of(given.get("urgent"), "1"),
            kind=_one_of(given.get("kind"), "ticket", "idea"),
            order=_one_of(given.get("order"), "waiting"),
            search=given.get("search", "").replace("\0", "").strip()[:LONGEST_SEARCH],
            page=min(MOST_PAGES, max(1, int(page))) if page.isdecimal() and len(page) < len(str(MOST_PAGES)) + 1 else 1,
        )

    @classmethod
    def read_query(cls, query: str) -> "View":
        return cls.read(dict(parse_qsl(query)))

    @property
    def query(self) -> str:
        """`?status=new&who=mine`, or nothing when all is as at first."""
        standard = View()
        names = ("status", "who", "urgent", "kind", "order", "search", "page")
        chosen = {name: getattr(self, name) for name in names if getattr(self, name) != getattr(standard, name)}
        return "?" + urlencode(chosen) if chosen else ""

    def but(self, **changes: Any) -> str:  # noqa: ANN401 - one of the fields
        """The address with something else chosen, from its first page on."""
        return "/desk" + replace(self, **{"page": 1, **changes}).query

    def wanted(self) -> Wanted:
        return Wanted(
            status=None if self.status == "active" else self.status,
            mine=self.who == "mine",
            nobodys=self.who == "nobodys",
            urgent=bool(self.urgent),
            kind=self.kind or None,
            order="waiting" if self.order else "newest",
            search=self.search,
            page=self.page,
        )


def _one_of(given: str | None, *known: str) -> str:
    return given if given in known else ""


async def view_of(request: Request) -> View:
    return View.read(request.query_params)


Chosen = Annotated[View, Depends(view_of)]
