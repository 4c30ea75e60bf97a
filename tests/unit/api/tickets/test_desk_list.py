"""Which tickets the queue shows, how long they wait, and what is new."""

import pytest
from sqlalchemy.orm import Session

from api.db.tables import DeskTicket
from api.tickets import desk_queue
from api.tickets.desk_list import Newest, Wanted, count_news, count_tickets, list_tickets, newest, one_row
from api.tickets.desk_merge import merge
from tests.fakes.clock import Clock

ME = "Anna"


def open_tickets(session: Session, clock: Clock, *subjects: str, **same: object) -> list[str]:
    """One ticket a subject, a minute apart; returns their numbers."""
    numbers = []
    for subject in subjects:
        at = len(session.new) + session.query(DeskTicket).count() + 1
        ticket = DeskTicket(
            **{  # type: ignore[arg-type]
                "key": f"k{at}", "number": f"BP-{1000 + at}", "kind": "ticket", "language": "sv", "subject": subject,
                "fields": {"what": subject, "urgency": "normal"}, "conversation": [], "tried": [], "status": "new",
                "assigned_to": None, "merged_into": None, "waiting_since": clock(), "created_at": clock(),
                "updated_at": clock(), **same,
            }
        )  # fmt: skip
        session.add(ticket)
        session.flush()
        numbers.append(ticket.number)
        clock.forward(minutes=1)
    return numbers


def shown(session: Session, wanted: Wanted = Wanted(), me: str = ME) -> list[str]:  # noqa: B008 - frozen
    return [row.number for row in list_tickets(session, wanted, me=me).rows]


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_each_filter_narrows_and_they_go_together(session: Session, clock: Clock) -> None:
    [plain] = open_tickets(session, clock, "en")
    [urgent] = open_tickets(session, clock, "två", fields={"urgency": "high"})
    [idea] = open_tickets(session, clock, "tre", kind="idea", assigned_to=ME)
    [done] = open_tickets(session, clock, "fyra", status="solved", assigned_to="Bo")
    assert shown(session) == [idea, urgent, plain]
    assert shown(session, Wanted(status="solved")) == [done]
    assert shown(session, Wanted(mine=True)) == [idea]
    assert shown(session, Wanted(nobodys=True)) == [urgent, plain]
    assert shown(session, Wanted(nobodys=True, urgent=True)) == [urgent]
    assert shown(session, Wanted(kind="ticket")) == [urgent, plain]
    assert shown(session, Wanted(status="all", search="fyr")) == [done]
    counts = count_tickets(session, me=ME)
    assert [counts[name] for name in ("active", "mine", "nobodys", "urgent", "idea", "solved")] == [3, 1, 2, 1, 1, 1]


def test_who_waited_longest_comes_first_and_who_is_answered_last(session: Session, clock: Clock) -> None:
    first, second, third = open_tickets(session, clock, "a", "b", "c")
    desk_queue.add_reply(session, first, author=ME, text="Hej", key="1", now=clock())
    longest = Wanted(order="waiting")
    assert shown(session, longest) == [second, third, first]

    desk_queue.add_from_person(session, 1, text="och nu?", key="2", now=clock())
    assert shown(session, longest) == [second, third, first], "their waiting begins anew"
    assert one_row(session, first, me=ME).waiting_since == clock()


def test_unread_is_what_this_person_has_not_seen(session: Session, clock: Clock) -> None:
    [number] = open_tickets(session, clock, "a")
    desk_queue.mark_read(session, number, staff=ME)
    assert not one_row(session, number, me=ME).unread
    assert one_row(session, number, me="Bo").unread

    desk_queue.add_reply(session, number, author=ME, text="Hej", key="1", now=clock())
    assert not one_row(session, number, me=ME).unread, "what the desk writes is no news"
    desk_queue.add_from_person(session, 1, text="och nu?", key="2", now=clock())
    assert one_row(session, number, me=ME).unread
    desk_queue.mark_read(session, number, staff=ME)
    assert not one_row(session, number, me=ME).unread


def test_what_is_merged_is_found_but_not_in_the_way(session: Session, clock: Clock) -> None:
    root, other = open_tickets(session, clock, "mejlen är nere", "mejlen funkar inte")
    merge(session, other, into=root, author=ME, now=clock())
    assert shown(session) == [root]
    assert shown(session, Wanted(status="all", search="funkar")) == [other]
    assert one_row(session, root, me=ME).followers == 1
    assert one_row(session, other, me=ME).merged_into == root


def test_news_are_tickets_and_the_words_of_others(session: Session, clock: Clock) -> None:
    [number] = open_tickets(session, clock, "a")
    before = newest(session)
    desk_queue.add_reply(session, number, author=ME, text="Hej", key="1", now=clock())
    assert count_news(session, after=before, me=ME) == 0
    assert count_news(session, after=before, me="Bo") == 1
    desk_queue.add_from_person(session, 1, text="och nu?", key="2", now=clock())
    open_tickets(session, clock, "b")
    assert count_news(session, after=before, me=ME) == 2
    assert before == Newest(ticket=1, message=0)


def test_what_the_person_opens_again_is_unread_and_waits_with_the_ticket_it_follows(
    session: Session, clock: Clock
) -> None:
    root, other = open_tickets(session, clock, "mejlen är nere", "mejlen funkar inte")
    merge(session, other, into=root, author=ME, now=clock())
    desk_queue.set_status(session, root, status="solved", author=ME, now=clock())
    desk_queue.mark_read(session, root, staff=ME)
    before = newest(session)
    clock.forward(minutes=3)
    for _twice in range(2):
        desk_queue.set_by_person(session, 2, status="open", now=clock())
    row = one_row(session, root, me=ME)
    assert (row.status, row.waiting_since, row.unread, row.last_author_kind) == ("open", clock(), True, "person")
    assert count_news(session, after=before, me=ME) == 1, "once"
    assert [line.author_kind for line in desk_queue.load_ticket(session, root).lines] == ["reopened"]

    desk_queue.set_by_person(session, 2, status="solved", now=clock())
    assert one_row(session, other, me=ME).waiting_since is None
