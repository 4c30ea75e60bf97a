"""Small parts that every adapter stands on."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from api.texts.catalogue import Catalogue
from api.tickets.payloads import attachment_from_json, attachment_to_json, ticket_from_json, ticket_to_json
from api.tickets.ports import Attachment, Line
from api.tickets.signature import same, sign
from api.tickets.systems.describe import Describer
from api.tickets.systems.http import retry_after_s
from tests.builders import a_new_ticket


def test_retry_after_is_seconds_a_date_or_a_guess() -> None:
    assert retry_after_s("7") == 7
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    assert 85 < retry_after_s(soon) <= 90
    assert retry_after_s("yesterday") == retry_after_s(None) == 60
    assert retry_after_s("Wed, 21 Oct 2015 07:28:00 GMT") == 0


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ("Vad som händer: skrivaren skriver inte", "hjälpte inte", "Personen (2026-11-23 14:00)")),
        ("en", ("What happens: skrivaren skriver inte", "did not help", "The person (2026-11-23 14:00)")),
        ("fi", ("Mitä tapahtuu: skrivaren skriver inte", "ei auttanut", "Kysyjä (2026-11-23 14:00)")),
    ],
)
def test_the_desk_reads_all_of_it_in_its_own_language(language: str, words: tuple[str, ...]) -> None:
    body = Describer(Catalogue(), language).body(a_new_ticket(link="https://bollplank.example.ax/"))
    assert [word for word in (*words, "Skrivaren › Pappret", "https://bollplank.example.ax/") if word not in body] == []


def test_times_are_those_of_the_town_in_summer_too() -> None:
    ticket = a_new_ticket(conversation=(Line("desk", "2026-06-30T21:30:00+00:00", "Vi tittar på det."),))
    assert "It-stödet (2026-07-01 00:30): Vi tittar på det." in Describer(Catalogue()).body(ticket)


def test_what_a_row_carries_comes_back_the_same() -> None:
    ticket, file = a_new_ticket(link="/"), Attachment("skärm.png", "image/png", bytes(range(256)))
    assert ticket_from_json(ticket_to_json(ticket)) == ticket
    assert attachment_from_json(attachment_to_json(file)) == file
    before_links = {name: value for name, value in ticket_to_json(ticket).items() if name != "link"}
    assert ticket_from_json(before_links).link == ""


def test_a_signature_is_of_time_and_body_together() -> None:
    signed = sign("secret", "1000", b"body")
    assert same(signed, sign("secret", "1000", b"body"))
    for other in (sign("secret", "1001", b"body"), sign("secret", "100", b"0.body"), sign("other", "1000", b"body")):
        assert not same(signed, other)
