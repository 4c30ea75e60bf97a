"""Everything said about a ticket in order, and the person at a glance."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.chat.attachments import Stored
from api.chat.shelf import Shelf
from api.staff.summary import summarize
from api.staff.timeline import plain, timeline
from api.tickets.desk_queue import DeskLine, DeskView
from tests.guide_builders import write_guide

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def a_view(**changes: object) -> DeskView:
    parts: dict[str, object] = {
        "number": "BP-1001", "kind": "ticket", "subject": "vpn", "language": "sv", "created_at": AT,
        "fields": {"what": "vpn", "where": "hemma", "urgency": "high", "contact": "chat"}, "tried": (), "lines": (),
        "conversation": ({"who": "person", "at": AT.isoformat(), "text": "se **här**"},), **changes,
    }  # fmt: skip
    return DeskView(**parts)  # type: ignore[arg-type]


def test_files_stand_where_they_came_and_are_told_once() -> None:
    file = Stored("a1", "bild.png", "image/png", 10, AT + timedelta(minutes=1), "BP-1002")
    lines = (
        DeskLine("k1", "BP-1002", "", "person", "[bild.png]", AT + timedelta(minutes=2)),
        DeskLine("k2", "BP-1001", "Anna", "note", "hm", AT + timedelta(minutes=3)),
    )
    said = timeline(a_view(lines=lines), [file])
    assert [(each.who, each.text, each.ticket) for each in said] == [
        ("person", "se här", ""),
        ("person", "", "BP-1002"),
        ("note", "hm", ""),
    ]
    assert said[1].file == file


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**Spara** som `x`", "Spara som x"),
        ("se [guiden](/guides/vpn#a)", "se guiden"),
        ("2 * 3 ** 4", "2 * 3 ** 4"),
        ("<b>hej</b>", "<b>hej</b>"),
    ],
)
def test_markdown_is_read_as_people_read_it(written: str, read: str) -> None:
    assert plain(written) == read


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("018 15 400", "tel:01815400"),
        ("+358 457-123 4567", "tel:+3584571234567"),
        ("kalle@example.ax", "mailto:kalle@example.ax"),
        ("chat", ""),
        ("javascript:alert(1)", ""),
        ("Kalle i rum 12", ""),
    ],
)
def test_a_number_or_an_address_can_be_followed(contact: str, link: str, tmp_path: Path) -> None:
    assert summarize(a_view(fields={"contact": contact}), Shelf(tmp_path)).reach_link == link


def test_the_likely_systems_come_from_the_guides_shown(tmp_path: Path) -> None:
    write_guide(tmp_path, "vpn-hemifran", extra="systems: [Cisco, Windows]\n")
    write_guide(tmp_path, "vpn-felsok", extra="systems: [Cisco]\n")
    tried = ({"guide": "vpn-hemifran"}, {"guide": "vpn-felsok"}, {"guide": "borta"})
    summary = summarize(a_view(tried=tried), Shelf(tmp_path))
    assert summary.likely == ("Cisco", "Windows")
    assert (summary.where, summary.urgency, summary.reach, summary.rest) == ("hemma", "high", "chat", ())
