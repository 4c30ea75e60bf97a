"""When so many ask the same that something may be down."""

from datetime import timedelta

from sqlalchemy.orm import Session

from api.topics.surge import Surge, newest_surge
from tests.unit.api.topics.test_queries import NOW, asked


def asked_by(session: Session, people: int, guide: str, **more) -> None:
    for person in range(people):
        asked(session, "fråga", guide, **({"conversation_id": f"c{person}", "asked_at": NOW} | more))


def test_many_people_with_one_question_are_a_surge(session: Session) -> None:
    asked_by(session, 4, "vpn")
    asked_by(session, 5, "skrivare")
    assert newest_surge(session, now=NOW) == Surge("skrivare", 5)
    assert newest_surge(session, now=NOW + timedelta(minutes=31)) is None


def test_one_who_asks_again_and_again_is_one(session: Session) -> None:
    asked_by(session, 9, "skrivare", conversation_id="c1")
    assert newest_surge(session, now=NOW) is None


def test_what_is_always_asked_much_is_no_surge(session: Session) -> None:
    asked_by(session, 400, "losenord", asked_at=NOW - timedelta(days=3))
    asked_by(session, 6, "losenord")
    assert newest_surge(session, now=NOW) is None
    asked_by(session, 15, "losenord")
    assert newest_surge(session, now=NOW) == Surge("losenord", 15)


def test_a_usual_one_does_not_hide_another(session: Session) -> None:
    asked_by(session, 400, "losenord", asked_at=NOW - timedelta(days=3))
    asked_by(session, 7, "losenord")
    asked_by(session, 6, "skrivare")
    assert newest_surge(session, now=NOW) == Surge("skrivare", 6)


def test_a_guide_that_is_shown_after_another_was_not_asked_for(session: Session) -> None:
    asked_by(session, 9, "skrivare", kind="next")
    assert newest_surge(session, now=NOW) is None
