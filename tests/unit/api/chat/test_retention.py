"""What is old is forgotten; what somebody still waits for is not."""

import sqlite3
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.chat.conversations import forget_old, open_thread, receive
from api.chat.messages import Inbound
from api.chat.question_log import forget_old_questions
from api.chat.tracker_store import forget_trackers
from api.db.engine import Database, make_engine
from api.db.migrate import upgrade
from api.db.tables import Conversation, Event, Outbox, QuestionLog, Ticket, Turn
from api.tickets import outbox
from tests.fakes.clock import Clock

MONTH = timedelta(days=30)


def a_conversation(session: Session, now, ticket_status: str | None = None) -> str:
    inbound = Inbound(conversation=None, message_id=f"m{ticket_status}", channel="web", text="hej")
    thread = open_thread(session, inbound, language="sv", now=now)
    receive(session, thread, inbound, text="hej", now=now)
    if ticket_status:
        session.add(
            Ticket(
                number=f"BP-{ticket_status}",
                turn_id=ticket_status,
                conversation_id=thread.id,
                kind="ticket",
                language="sv",
                status=ticket_status,
                system="desk",
                external_id="1",
                created_at=now,
                updated_at=now,
            )
        )
        session.flush()
    return thread.id


def test_conversations_nobody_wrote_in_for_a_month_go_with_all_their_turns(session: Session) -> None:
    clock = Clock()
    old, solved = a_conversation(session, clock()), a_conversation(session, clock(), "solved")
    awaited = a_conversation(session, clock(), "waiting")
    clock.forward(days=31)

    assert set(forget_old(session, now=clock(), keep=MONTH)) == {old, solved}
    assert list(session.scalars(select(Conversation.id))) == [awaited]
    assert list(session.scalars(select(Turn.conversation_id))) == [awaited]


def test_what_somebody_was_told_stays_a_month_to_be_read(session: Session) -> None:
    """The desk's last answer comes when the ticket is closed: nothing else keeps the conversation from then on."""
    clock = Clock()
    told = a_conversation(session, clock(), "solved")
    clock.forward(days=40)
    session.add(Event(conversation_id=told, kind="desk_reply", payload={"text": "Byt kabel."}, created_at=clock()))
    session.flush()

    assert forget_old(session, now=clock(), keep=MONTH) == ()
    clock.forward(days=31)
    assert forget_old(session, now=clock(), keep=MONTH) == (told,)


def test_where_nobody_tells_that_a_ticket_is_done_a_month_of_silence_does(session: Session) -> None:
    """A mailbox has no statuses: its tickets stay new for ever."""
    clock = Clock()
    mailed, elsewhere = a_conversation(session, clock(), "new"), a_conversation(session, clock(), "open")
    session.execute(update(Ticket).where(Ticket.status == "new").values(system="email"))
    clock.forward(days=20)
    session.execute(update(Ticket).where(Ticket.status == "new").values(updated_at=clock()))  # as news do
    clock.forward(days=29)
    assert forget_old(session, now=clock(), keep=MONTH) == ()
    clock.forward(days=2)
    assert forget_old(session, now=clock(), keep=MONTH) == (mailed,)
    assert list(session.scalars(select(Conversation.id))) == [elsewhere]


def test_what_has_not_reached_the_mailbox_is_waited_for(session: Session) -> None:
    clock = Clock()
    unsent, more = a_conversation(session, clock(), "new"), a_conversation(session, clock(), "open")
    session.execute(update(Ticket).values(system="email"))
    session.execute(update(Ticket).where(Ticket.status == "new").values(external_id=None))
    [ticket] = session.scalars(select(Ticket.id).where(Ticket.status == "open"))
    words = {"text": "rum 12"}
    outbox.put(session, ticket_id=ticket, target="email", action="add_message", payload=words, now=clock())
    clock.forward(days=31)
    assert forget_old(session, now=clock(), keep=MONTH) == ()
    session.execute(update(Outbox).values(state="done"))
    assert forget_old(session, now=clock(), keep=MONTH) == (more,)
    assert list(session.scalars(select(Conversation.id))) == [unsent]


def test_the_question_log_has_its_own_time(session: Session) -> None:
    clock = Clock()
    for days in (0, 100):
        session.add(
            QuestionLog(
                turn_id=str(days),
                conversation_id=None,
                asked_at=clock() + timedelta(days=days),
                channel="web",
                language="sv",
                text="vpn",
                kind="answer",
                guide="vpn",
                section=None,
                confidence=1,
                feedback=None,
            )
        )
    clock.forward(days=401)
    assert forget_old_questions(session, now=clock(), keep=timedelta(days=400)) == 1


async def test_the_dialogue_forgets_whom_we_forgot(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'bollplank.db'}")
    upgrade(engine)
    database = Database(engine)
    await database.write(lambda session: a_conversation(session, Clock()()))
    sender = await database.read(lambda session: session.scalar(select(Conversation.bot_sender)))
    tracker_db = tmp_path / "tracker.db"
    assert await forget_trackers(database, tracker_db) == 0, "no file yet"
    assert not tracker_db.exists()
    with sqlite3.connect(tracker_db) as connection:
        assert await forget_trackers(database, tracker_db) == 0, "no table yet"
        connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT)")
        connection.executemany("INSERT INTO events (sender_id) VALUES (?)", [(sender,), ("gone",), ("gone",)])
    assert await forget_trackers(database, tracker_db) == 2
    assert connection.execute("SELECT sender_id FROM events").fetchall() == [(sender,)]
    connection.close()
    database.close()
