"""One outage, many askers: worked on as one, answered to all."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.tables import DeskChange, DeskTicket
from api.tickets import desk_queue
from api.tickets.desk_list import merged_into, one_row
from api.tickets.desk_merge import merge, separate
from api.tickets.desk_queue import load_ticket
from api.tickets.desk_related import related
from tests.fakes.clock import Clock
from tests.unit.api.tickets.test_desk_list import ME, open_tickets


def told(session: Session) -> list[tuple[str, str]]:
    """Number and words of everything that goes to a chat."""
    rows = session.execute(select(DeskTicket.number, DeskChange.text).join(DeskTicket).order_by(DeskChange.id))
    return [(number, text) for number, text in rows]


def test_every_asker_gets_the_reply_and_the_status(session: Session) -> None:
    clock = Clock()
    root, second, third = open_tickets(session, clock, "a", "b", "c")
    assert merge(session, second, into=root, author=ME, now=clock())
    assert merge(session, third, into=second, author=ME, now=clock()), "into a follower means into its root"
    assert [row.number for row in merged_into(session, root, me=ME)] == [second, third]

    assert desk_queue.add_reply(session, root, author=ME, text="Vi jobbar på det", key="1", now=clock())
    assert not desk_queue.add_reply(session, root, author=ME, text="Vi jobbar på det", key="1", now=clock())
    desk_queue.set_status(session, root, status="solved", author=ME, now=clock())
    for number in (root, second, third):
        assert [text for to, text in told(session) if to == number] == ["Vi jobbar på det", "open", "solved"]


def test_what_a_follower_writes_is_seen_and_opens_the_root(session: Session) -> None:
    clock = Clock()
    root, other = open_tickets(session, clock, "a", "b")
    merge(session, other, into=root, author=ME, now=clock())
    desk_queue.set_status(session, root, status="solved", author=ME, now=clock())
    desk_queue.add_from_person(session, 2, text="det är fortfarande nere", key="1", now=clock())
    [line] = load_ticket(session, root).lines
    assert (line.ticket, line.text) == (other, "det är fortfarande nere")
    row = one_row(session, root, me=ME)
    assert (row.status, row.last_author_kind, row.unread) == ("open", "person", True)


def test_merging_takes_along_followers_and_never_makes_a_circle(session: Session) -> None:
    clock = Clock()
    a, b, c = open_tickets(session, clock, "a", "b", "c")
    assert merge(session, b, into=a, author=ME, now=clock())
    assert merge(session, a, into=c, author=ME, now=clock())
    assert [row.number for row in merged_into(session, c, me=ME)] == [a, b]
    assert not merge(session, c, into=a, author=ME, now=clock())
    assert not merge(session, c, into=c, author=ME, now=clock())
    assert not merge(session, a, into=b, author=ME, now=clock())


def test_merging_into_a_solved_ticket_tells_that_it_is_solved(session: Session) -> None:
    clock = Clock()
    root, other = open_tickets(session, clock, "a", "b")
    desk_queue.set_status(session, root, status="solved", author=ME, now=clock())
    merge(session, other, into=root, author=ME, now=clock())
    assert told(session)[-1] == (other, "solved")


def test_a_separated_ticket_stands_by_itself(session: Session) -> None:
    clock = Clock()
    root, other = open_tickets(session, clock, "a", "b")
    merge(session, other, into=root, author=ME, now=clock())
    separate(session, other, now=clock())
    desk_queue.add_reply(session, root, author=ME, text="Hej", key="1", now=clock())
    assert other not in [number for number, _ in told(session)]


def test_erasing_the_root_lets_its_followers_stand(session: Session) -> None:
    clock = Clock()
    root, other = open_tickets(session, clock, "a", "b")
    merge(session, other, into=root, author=ME, now=clock())
    desk_queue.erase_ticket(session, root)
    session.expire_all()
    assert one_row(session, other, me=ME).merged_into is None


def test_related_are_those_with_the_same_rare_words_or_guide(session: Session) -> None:
    clock = Clock()
    tried = [{"guide": "teams-ljud-bild"}]
    [mine] = open_tickets(session, clock, "skrivaren på våning tre skriver tomma sidor", tried=tried)
    [alike] = open_tickets(session, clock, "tomma sidor ur skrivaren")
    [same_guide] = open_tickets(session, clock, "inget ljud i mötet", tried=tried)
    open_tickets(session, clock, "får inte lösenordet att fungera", "var finns mallen för brev", "vpn kopplar ner")
    [old] = open_tickets(session, clock, "skrivaren skriver tomma sidor", created_at=clock().replace(year=2025))
    found = [row.number for row in related(session, mine, now=clock(), me=ME)]
    assert set(found) == {alike, same_guide}
    assert old not in found
