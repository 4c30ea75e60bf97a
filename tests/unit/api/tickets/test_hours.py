"""When somebody looks: evenings, week-ends, feasts, summer time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from api.tickets.hours import parse_hours

HERE = ZoneInfo("Europe/Mariehamn")


def opens(text: str, country: str = "FI-01") -> str | None:
    hours = parse_hours("mo-fr 08:00-16:00", country=country)
    found = hours.next_opening(datetime.fromisoformat(text).replace(tzinfo=HERE))
    return found.strftime("%a %d %b %H:%M") if found else None


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        ("2026-11-25 10:00", None),
        ("2026-11-25 08:00", None),
        ("2026-11-25 07:59", "Wed 25 Nov 08:00"),
        ("2026-11-25 16:00", "Thu 26 Nov 08:00"),
        ("2026-11-27 17:00", "Mon 30 Nov 08:00"),
        ("2026-06-08 17:00", "Wed 10 Jun 08:00"),
        ("2026-12-23 17:00", "Mon 28 Dec 08:00"),
        ("2026-03-27 17:00", "Mon 30 Mar 08:00"),
    ],
)
def test_the_next_opening(now: str, wanted: str | None) -> None:
    assert opens(now) == wanted


def test_the_autonomy_day_is_kept_on_aland_only() -> None:
    assert opens("2026-06-09 10:00", country="FI") is None
    assert opens("2026-06-09 10:00") == "Wed 10 Jun 08:00"


def test_no_hours_no_promise() -> None:
    assert parse_hours(" ") is None


@pytest.mark.parametrize("text", ["mo-fr", "mån-fre 08:00-16:00", "mo 8-16", "mo-fr 08:00-16:00;"])
def test_what_cannot_be_read_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="opening hours|not in tuple"):
        parse_hours(text)


def test_days_of_their_own() -> None:
    hours = parse_hours("mo-th 08:00-16:00, fr 08:00-14:00")
    found = hours.next_opening(datetime(2026, 11, 27, 13, 0, tzinfo=UTC))
    assert found.isoformat() == "2026-11-30T08:00:00+02:00"


def test_a_town_elsewhere_has_its_own_clocks() -> None:
    hours = parse_hours("mo-fr 08:00-16:00", zone=ZoneInfo("Europe/Stockholm"))
    assert hours.next_opening(datetime(2026, 11, 27, 14, 30, tzinfo=UTC)) is None
    assert hours.next_opening(datetime(2026, 11, 27, 15, 0, tzinfo=UTC)).isoformat() == "2026-11-30T08:00:00+01:00"
