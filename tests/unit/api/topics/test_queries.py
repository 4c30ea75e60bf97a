"""What trainers see: confirmed and unknown apart, silence never counted as solved."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from api.db.tables import QuestionLog
from api.topics import queries
from tests.fakes.clock import Clock

NOW = Clock()()
SINCE = NOW - queries.WEEK


def asked(session: Session, text: str, guide: str | None = None, feedback: str | None = None, **more) -> None:
    row = {
        "turn_id": str(uuid4()),
        "conversation_id": None,
        "asked_at": NOW - timedelta(days=1),
        "channel": "web",
        "language": "sv",
        "text": text,
        "kind": "answer" if guide else "refuse",
        "guide": guide,
        "section": None,
        "confidence": 0.5,
        "feedback": feedback,
    }
    session.add(QuestionLog(**(row | more)))
    session.flush()


def test_guides_are_counted_with_what_was_said_about_them(session: Session) -> None:
    for feedback in ("solved", "solved", "unsolved", "human", None, None):
        asked(session, "vpn", "vpn", feedback)
    asked(session, "wifi", "wifi")
    asked(session, "gammalt", "vpn", asked_at=NOW - timedelta(days=8))

    vpn, wifi = queries.most_asked_guides(session, since=SINCE)
    assert (vpn.guide, vpn.asked, vpn.solved, vpn.unsolved, vpn.unknown) == ("vpn", 6, 2, 2, 2)
    assert (wifi.guide, wifi.asked, wifi.unknown) == ("wifi", 1, 1)
    assert [each.guide for each in queries.feedback_by_guide(session, since=SINCE)] == ["vpn"]


def test_questions_without_an_answer_are_listed_most_often_asked_first(session: Session) -> None:
    asked(session, "När betalas lönen ut?")
    asked(session, "var kan jag parkera")
    asked(session, "var kan jag parkera")
    first, second = queries.unanswered_questions(session, since=SINCE)
    assert (first.text, first.times) == ("var kan jag parkera", 2)
    assert (second.text, second.times) == ("När betalas lönen ut?", 1)


def test_the_totals_add_up(session: Session) -> None:
    asked(session, "a", "vpn", "solved")
    asked(session, "b", "vpn", "human")
    asked(session, "c", "vpn")
    asked(session, "d", kind="clarify")
    asked(session, "e")
    total = queries.totals(session, since=SINCE)
    assert (total.questions, total.answered, total.clarified, total.refused) == (5, 3, 1, 1)
    assert (total.solved, total.unsolved, total.unknown) == (1, 1, 1)


def test_another_guide_for_the_same_question_is_an_answer_and_no_question(session: Session) -> None:
    asked(session, "vpn", "vpn", "unsolved")
    asked(session, "vpn", "wifi", "solved", kind=queries.NEXT)
    total = queries.totals(session, since=SINCE)
    assert (total.questions, total.answered, total.solved, total.unsolved, total.unknown) == (1, 2, 1, 1, 0)
    guides = {each.guide: (each.asked, each.solved) for each in queries.most_asked_guides(session, since=SINCE)}
    assert guides == {"vpn": (1, 0), "wifi": (1, 1)}


def test_an_empty_week_is_all_zeros(session: Session) -> None:
    assert queries.totals(session, since=SINCE) == queries.Totals(0, 0, 0, 0, 0, 0, 0)
    assert queries.most_asked_guides(session, since=SINCE) == ()
