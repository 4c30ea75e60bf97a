"""A desk's queue of any length, as a few busy weeks would leave it."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from api.db.tables import (
    Attachment,
    ChannelDelivery,
    ChannelThread,
    Conversation,
    DeskMessage,
    DeskTicket,
    Event,
    Outbox,
    Ticket,
    Turn,
)
from tests.builders import a_picture

SUBJECTS = (
    "kan int öppna bilagan i mejlet",
    "skrivaren på andra våningen drar in fem papper samtidigt och sen blinkar den bara, vi har öppnat alla luckor",
    "My screen stays black after the update",
    "Tulostin ei tulosta",
)
STATUSES = ("new", "open", "waiting", "solved", "closed")
CONVERSATION = [
    {"who": "person", "at": "2026-11-23T08:00:00+00:00", "text": "kan int öppna bilagan"},
    {"who": "bollplank", "at": "2026-11-23T08:00:01+00:00", "text": "Bilagan går inte att öppna"},
    {"who": "person", "at": "2026-11-23T08:02:00+00:00", "text": "de hjälpte int"},
]
TRIED = [
    {
        "guide": "epost-bilaga-oppnas-inte",
        "title": "Bilagan går inte att öppna",
        "section": "Spara först",
        "outcome": "unsolved",
    }
]


def fill_desk(session: Session, *, count: int, now: datetime) -> None:
    """So many tickets, the first one new; every second with a message from the person.

    The first has a thread and two files, and something of it that the ticket system did not take.
    """
    if count:
        _open_thread(session, now)
    for at in range(count):
        made = now - timedelta(minutes=7 * at)
        ticket = DeskTicket(
            key=f"seed-{at}",
            number=f"BP-{1001 + at}",
            kind="idea" if at % 9 == 8 else "ticket",
            language=("sv", "sv", "en", "fi")[at % 4],
            subject=SUBJECTS[at % 4],
            fields={"what": SUBJECTS[at % 4], "where": "receptionen", "urgency": ("low", "normal", "high")[at % 3]},
            conversation=CONVERSATION,
            tried=TRIED,
            status=STATUSES[at % 5],
            assigned_to="Anna" if at % 3 == 1 else None,
            waiting_since=made if at % 5 < 2 else None,
            created_at=made,
            updated_at=made,
        )
        session.add(ticket)
        session.flush()
        if at % 2:
            session.add(
                DeskMessage(
                    desk_ticket_id=ticket.id,
                    key=f"said-{at}",
                    author="",
                    author_kind="person",
                    text="är det nån som tittar på det här?",
                    created_at=made,
                )
            )


def _open_thread(session: Session, now: datetime) -> None:
    """The conversation behind BP-1001."""
    conversation = Conversation(
        id="thread-1",
        bot_sender="bot-1",
        channel="web",
        language="sv",
        language_chosen=False,
        client_language="sv",
        person_answered=False,
        created_at=now,
        last_at=now,
    )
    ticket = Ticket(
        number="BP-1001",
        turn_id="turn-1",
        conversation_id=conversation.id,
        kind="ticket",
        language="sv",
        status="new",
        system="desk",
        external_id="1",
        created_at=now,
        updated_at=now,
    )
    session.add(conversation)
    session.flush()
    session.add(ticket)
    session.flush()
    asked = Turn(
        id="turn-1",
        conversation_id=conversation.id,
        seq=1,
        message_id="message-1",
        text=SUBJECTS[0],
        button=None,
        language="sv",
        state="answered",
        route="rasa",
        replies=[{"kind": "answer", "text": "", **TRIED[0], "steps": ["Spara **filen** först.", "Öppna den."]}],
        created_at=now,
        answered_at=now,
    )
    undelivered = Outbox(
        id="undelivered-1",
        ticket_id=ticket.id,
        target="desk",
        action="add_message",
        seq=1,
        payload={"text": "de hjälpte int"},
        state="dead",
        attempts=20,
        not_before=now,
        lease_until=None,
        fence=1,
        unsure_since=None,
        external_id=None,
        error="422 Unprocessable Entity",
        created_at=now,
    )
    files = [
        Attachment(
            id=name,
            conversation_id=conversation.id,
            ticket_id=ticket.id,
            name=name,
            media_type=media_type,
            size=len(content),
            content=content,
            created_at=now,
        )
        for name, media_type, content in (
            ("skärmbild.png", "image/png", a_picture(640, 360)),
            ("blankett.pdf", "application/pdf", b"%PDF-1.7"),
        )
    ]
    event = Event(conversation_id=conversation.id, kind="desk_reply", created_at=now)
    event.payload = {"text": "Vilket rum?", "name": "Anna", "ticket": "BP-1001"}
    session.add(event)
    session.flush()
    thread = ChannelThread(
        conversation_id=conversation.id,
        channel="slack",
        tenant="T0TOWN",
        thread_key="dm:U0ANNA",
        person="hash-anna",
        others_talk=False,
        ref={},
    )
    unshown = ChannelDelivery(
        conversation_id=conversation.id,
        event_id=event.id,
        action="send",
        state="dead",
        attempts=1,
        not_before=now,
        fence=1,
        error="slack: channel_not_found",
        created_at=now,
    )
    session.add_all([asked, undelivered, thread, unshown, *files])
