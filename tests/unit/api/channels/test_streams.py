"""What Teams' streams remember, and what Teams' errors say."""

import pytest

from api.channels.teams import streams
from api.channels.teams.connector import _code_and_words
from api.channels.teams.streams import Until


def test_no_more_chats_are_remembered_than_fit(monkeypatch) -> None:
    monkeypatch.setattr(streams, "MOST_REMEMBERED", 2)
    known = Until()
    for chat in ("a", "b", "a", "c"):
        known.set(chat, 10.0)
    assert [known.get(chat) for chat in ("a", "b", "c")] == [10.0, 0.0, 10.0]
    known.end("a")
    assert known.get("a") == 0.0


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{"error": {"code": "ContentStreamNotAllowed", "message": "No."}}', ("ContentStreamNotAllowed", "No.")),
        ('{"error": {}}', ("", "")),
        ('{"error": "no"}', ("", "")),
        ("[]", ("", "")),
        ("<html>", ("", "")),
        ("", ("", "")),
    ],
)
def test_an_error_s_body_may_be_anything(body, expected) -> None:
    assert _code_and_words(body) == expected
