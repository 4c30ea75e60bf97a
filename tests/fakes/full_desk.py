"""A desk's queue of any length, as a few busy weeks would leave it."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from api.db.tables import DeskMessage, DeskTicket

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
    """So many tickets, the first one new; every second with a message from the person."""
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
