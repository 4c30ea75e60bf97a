"""When somebody looks at tickets, holidays and time zone included."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

# Movable feasts and Åland's own day: a library knows them.
import holidays

from api.texts.catalogue import TOWN_TIME

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
PART = re.compile(r"(\w\w)(?:-(\w\w))? (\d\d:\d\d)-(\d\d:\d\d)")
LOOK_AHEAD = 30
"""Days; longer than any holiday."""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The desk's week."""

    week: Mapping[int, tuple[time, time]]
    """Monday is 0; days without hours are closed."""
    closed_on: Mapping[date, str] = field(default_factory=dict)
    zone: tzinfo = TOWN_TIME

    def next_opening(self, now: datetime) -> datetime | None:
        """When the desk opens next, in its own time; None while it is open, or if it never is."""
        there = now.astimezone(self.zone)
        for ahead in range(LOOK_AHEAD):
            day = there.date() + timedelta(days=ahead)
            hours = self.week.get(day.weekday())
            if hours is None or day in self.closed_on:
                continue
            opens, closes = (datetime.combine(day, at, self.zone) for at in hours)
            if opens <= there < closes:
                return None
            if there < opens:
                return opens
        return None


def parse_hours(text: str, *, country: str = "", zone: tzinfo = TOWN_TIME) -> OpeningHours | None:
    """Read `mo-fr 08:00-16:00, sa 10:00-12:00`; None when it is empty.

    Args:
        text: the setting.
        country: as in the `holidays` library: `FI-01` is Åland; empty: no holidays.
        zone: whose clocks it means.

    Raises:
        ValueError: it cannot be read.
    """
    if not text.strip():
        return None
    week: dict[int, tuple[time, time]] = {}
    for part in text.split(","):
        found = PART.fullmatch(part.strip())
        if not found:
            raise ValueError(f"no opening hours: {part.strip()!r}; write them as 'mo-fr 08:00-16:00'")
        first = DAYS.index(found[1])
        last = DAYS.index(found[2] or found[1])
        for day in range(first, last + 1):
            week[day] = (time.fromisoformat(found[3]), time.fromisoformat(found[4]))
    if not country:
        return OpeningHours(week, zone=zone)
    name, _, region = country.partition("-")
    return OpeningHours(week, holidays.country_holidays(name, subdiv=region or None), zone)
