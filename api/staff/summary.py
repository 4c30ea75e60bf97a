"""What a ticket is about at a glance: how to reach the person, and which systems it is likely about."""

import re
from collections import Counter
from dataclasses import dataclass

from api.chat.shelf import Shelf
from api.tickets.desk_queue import DeskView

MOST_SYSTEMS = 2
PHONE = re.compile(r"\+?[\d][\d\s-]{4,18}")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Summary:
    """The right-hand side in short."""

    reach: str
    """How to reach the person, in their words; `chat` for the chat; empty when they said nothing."""
    reach_link: str
    """mailto: or tel:, where it is an address or a number."""
    where: str
    urgency: str
    likely: tuple[str, ...]
    """Systems of the guides shown, most often named first."""
    rest: tuple[tuple[str, str], ...]
    """What else was filled in: field and value."""


def summarize(view: DeskView, shelf: Shelf) -> Summary:
    fields = dict(view.fields)
    reach = fields.pop("contact", "")
    where, urgency = fields.pop("where", ""), fields.pop("urgency", "")
    if " ".join(fields.get("what", "").split()) == view.subject:
        fields.pop("what")  # it is the heading already
    guides = [shelf.version(str(each.get("guide", "")), view.language) for each in view.tried]
    systems = Counter(system for guide in guides if guide for system in guide.systems)
    return Summary(
        reach=reach,
        reach_link=_link(reach),
        where=where,
        urgency=urgency,
        likely=tuple(system for system, _ in systems.most_common(MOST_SYSTEMS)),
        rest=tuple(fields.items()),
    )


def _link(reach: str) -> str:
    if MAIL.fullmatch(reach.strip()):
        return f"mailto:{reach.strip()}"
    if PHONE.fullmatch(reach.strip()):
        return "tel:" + re.sub(r"[\s-]", "", reach)
    return ""
