"""Carry out what the dialogue ordered, in the transaction that stores the turn."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from api.chat import people
from api.chat.attachments import BUILT_IN, erase_attachments, tie_to_ticket
from api.chat.bot_reply import BotReply
from api.chat.conversations import ReceivedTurn, Thread, history
from api.chat.earlier_ideas import agree
from api.chat.forgetting import forget_person, forget_tickets
from api.chat.messages import Button, FormStep, Language, PersonId, Reply, TicketLink
from api.chat.notes import MOST_OFFERED, note_button, open_tickets, ticket_meant
from api.chat.question_log import unlink
from api.chat.say import Speaker
from api.chat.ticket_buttons import press
from api.db.tables import Conversation, Event, QuestionLog, Ticket, Turn
from api.tickets.hours import OpeningHours
from api.tickets.ideas import Agreed, agreed_in, unlink_agreements
from api.tickets.outbox import put, subject_of
from api.tickets.payloads import ticket_to_json
from api.tickets.ports import Line, NewTicket, Tried
from api.topics.queries import NEXT
from api.topics.redact import redact

FIRST_NUMBER = 1000
SUBJECT_LENGTH = 120
REACHED_BY = "contact"
"""The field that is never redacted: without it nobody could be reached."""
AGREED_KEYS = {
    Agreed.YES: "idea-agreed",
    Agreed.BEFORE: "idea-agreed-before",
    Agreed.OWN: "idea-agreed-own",
    Agreed.GONE: "idea-agreed-gone",
}
THE_CHAT = "/"
"""Where a ticket's answers are read. The page knows its conversation; its id never stands in an address."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order with what is needed to carry it out."""

    thread: Thread
    turn: ReceivedTurn
    said: BotReply
    language: Language
    now: datetime
    person: PersonId | None = None
    """Verified with this very message."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what is stored is kept; people are told."""

    conversations: timedelta
    questions: timedelta
    tickets: timedelta
    """After they were closed."""


class OrderDesk:
    """Tickets, ideas, status and personal data: each order becomes one reply."""

    def __init__(
        self,
        speaker: Speaker,
        *,
        ticket_system: str,
        retention: Retention,
        redact_tickets: bool = False,
        hours: OpeningHours | None = None,
        desk_language: Language = "sv",
    ) -> None:
        self._hours = hours
        self._desk_language = desk_language
        self._speaker = speaker
        self._ticket_system = ticket_system
        self._retention = retention
        self._redacted = redact if redact_tickets else str

    def carry_out(self, session: Session, order: Order) -> Reply:
        """Do it and say what was done. Nothing outside the database is called here."""
        acts: dict[str, Callable[[Session, Order], Reply]] = {
            "escalation": self._open_ticket,
            "idea": self._open_ticket,
            "status_request": self._tell_status,
            "data_request": self._personal_data,
            "ticket_note": self._add_note,
            "idea_agreement": self._agree,
        }
        return self._with_what_follows(acts[order.said.kind](session, order), order)

    def _with_what_follows(self, reply: Reply, order: Order) -> Reply:
        """What the dialogue goes on with, such as the question of a form that is open."""
        said = order.said
        spoken = [self._speaker.sentence(order.language, each) for each in said.messages]
        buttons = (*reply.buttons, *self._speaker.buttons(said.buttons, order.language))
        form = said.form and FormStep(name="idea" if said.form[0] == "idea" else "ticket", field=said.form[1])
        text = "\n\n".join(part for part in (reply.text, *spoken) if part)
        return replace(reply, text=text, buttons=buttons, form=form or reply.form)

    def _open_ticket(self, session: Session, order: Order) -> Reply:
        kind = "idea" if order.said.kind == "idea" else "ticket"
        row = Ticket(
            number=str(uuid4())[:20],
            turn_id=order.turn.id,
            conversation_id=order.thread.id,
            kind=kind,
            language=order.language,
            status="new",
            system=self._ticket_system,
            external_id=None,
            created_at=order.now,
            updated_at=order.now,
        )
        session.add(row)
        session.flush()
        people.own_ticket(session, row.id, order.person or people.person_in(session, order.thread.id))
        row.number = f"BP-{FIRST_NUMBER + row.id}"
        ticket = self._describe(session, order, kind=kind, number=row.number)
        put(
            session,
            ticket_id=row.id,
            target=self._ticket_system,
            action="open_ticket",
            payload=ticket_to_json(ticket),
            now=order.now,
        )
        tie_to_ticket(session, order.thread.id, row, now=order.now)
        key = "ticket-idea-received" if kind == "idea" else "ticket-created"
        reply = self._reply(order, "idea_receipt" if kind == "idea" else "ticket_created", key, number=row.number)
        reply = self._with_hours(reply, order) if kind == "ticket" else reply
        return replace(reply, ticket=TicketLink(id=row.number, url=self._speaker.link(THE_CHAT)))

    def _describe(self, session: Session, order: Order, *, kind: str, number: str) -> NewTicket:
        _language, items = history(session, order.thread.id)
        fields = {
            name: value if name == REACHED_BY else self._redacted(value)
            for name, value in (order.said.fields or {}).items()
        }
        subject = (
            fields.get("what") or fields.get("problem") or self._redacted(order.turn.story.last_question or number)
        )
        return NewTicket(
            number=number,
            kind=kind,
            language=order.language,
            subject=" ".join(subject.split())[:SUBJECT_LENGTH],
            fields=tuple(fields.items()),
            conversation=tuple(Line(i.who, i.at.isoformat(), self._redacted(_as_read(i.text, i.reply))) for i in items),
            tried=tuple(
                Tried(t.get("guide", ""), t.get("title", ""), t.get("section", ""), t.get("outcome", "shown"))
                for t in order.said.tried
            ),
            link=self._speaker.link(f"/desk/tickets/{number}/thread") if self._speaker.link("") else "",
        )

    def _agree(self, session: Session, order: Order) -> Reply:
        person = order.person or people.person_in(session, order.thread.id)
        elsewhere = people.conversations_of(session, person) if person else ()
        idea = (order.said.fields or {}).get("idea", "")
        agreed, title = agree(
            session, idea, conversations=(order.thread.id, *elsewhere), language=order.language, now=order.now
        )
        buttons = ("idea",) if agreed is Agreed.GONE and not order.said.form else ()
        kind = "form" if order.said.form else "idea_agreed"
        return self._reply(order, kind, AGREED_KEYS[agreed], buttons=buttons, title=title)

    def _tell_status(self, session: Session, order: Order) -> Reply:
        conversations = {order.thread.id, *self._conversations_elsewhere(session, order)}
        mine = select(Ticket).where(Ticket.conversation_id.in_(conversations)).order_by(Ticket.id)
        tickets = session.scalars(mine).all()
        if not tickets:
            return self._reply(order, "data_answer", "ticket-status-none", buttons=("human",))
        lines = [
            self._speaker.say(
                order.language,
                "ticket-status-line",
                number=ticket.number,
                subject=subject_of(session, ticket.id),
                status=self._speaker.say(order.language, f"ticket-status-{ticket.status}"),
            )
            for ticket in tickets
        ]
        reply = self._reply(order, "data_answer", "ticket-status-intro", count=len(tickets))
        return replace(reply, text=reply.text + "\n" + "\n".join(f"- {line}" for line in lines))

    def _add_note(self, session: Session, order: Order) -> Reply:
        if order.said.request:
            pressed = press(session, order.thread.id, order.said, now=order.now)
            return self._reply(order, "ticket_note", pressed.key, buttons=pressed.buttons, **pressed.values)
        fields = order.said.fields or {}
        text = fields.get("text") or order.turn.text or ""
        tickets = open_tickets(session, order.thread.id)
        if not tickets:
            return self._reply(order, "refuse", "ticket-note-no-ticket", buttons=("human",))
        ticket = ticket_meant(tickets, text=text, number=fields.get("ticket"))
        if ticket is None:
            return self._ask_which_ticket(session, order, tickets)
        put(
            session,
            ticket_id=ticket.id,
            target=ticket.system,
            action="add_message",
            payload={"text": text},
            now=order.now,
        )
        if ticket.status == "waiting":
            self._set_going(session, ticket, order.now)
        reply = self._reply(order, "ticket_note", "ticket-note-sent", buttons=("ask_bot",), number=ticket.number)
        return self._with_hours(reply, order)

    @staticmethod
    def _set_going(session: Session, ticket: Ticket, now: datetime) -> None:
        """It waited for the person's answer."""
        ticket.status = "open"
        wish = {"status": "open"}
        put(session, ticket_id=ticket.id, target=ticket.system, action="set_status", payload=wish, now=now)

    def _with_hours(self, reply: Reply, order: Order) -> Reply:
        """Outside opening hours, also when somebody will look."""
        opens = self._hours.next_opening(order.now) if self._hours else None
        if opens is None:
            return reply
        closed = self._speaker.closed_until(order.language, opens)
        return replace(reply, text=f"{reply.text}\n\n{closed}")

    def _ask_which_ticket(self, session: Session, order: Order, tickets: tuple[Ticket, ...]) -> Reply:
        offered = tuple(
            Button(id=note_button(ticket.number), label=f"{ticket.number}: {subject_of(session, ticket.id)}")
            for ticket in tickets[:MOST_OFFERED]
        )
        return replace(self._reply(order, "clarify", "ticket-note-which"), buttons=offered)

    def _personal_data(self, session: Session, order: Order) -> Reply:
        if order.said.request == "delete":
            return self._forget(session, order)
        turns = session.scalar(select(func.count()).select_from(Turn).where(Turn.conversation_id == order.thread.id))
        questions = select(func.count()).select_from(QuestionLog)
        logged = session.scalar(
            questions.where(QuestionLog.conversation_id == order.thread.id, QuestionLog.kind != NEXT)
        )
        tickets = session.scalar(
            select(func.count()).select_from(Ticket).where(Ticket.conversation_id == order.thread.id)
        )
        reply = self._reply(
            order,
            "data_answer",
            "ticket-data-export",
            messages=turns,
            questions=logged,
            tickets=tickets,
            agreed=agreed_in(session, (order.thread.id,)),
            conversation_days=self._retention.conversations.days,
            question_days=self._retention.questions.days,
            ticket_days=self._retention.tickets.days if self._ticket_system == BUILT_IN else 0,
        )
        known = self._who(session, order)
        return replace(reply, text=f"{reply.text}\n{known}") if known else reply

    @staticmethod
    def _conversations_elsewhere(session: Session, order: Order) -> tuple[str, ...]:
        """A verified person's other conversations, in every channel, where nobody reads along."""
        person = order.person or people.person_in(session, order.thread.id, unheard=True)
        return people.conversations_of(session, person) if person else ()

    def _who(self, session: Session, order: Order) -> str | None:
        person = order.person or people.person_in(session, order.thread.id, unheard=True)
        if person is None:
            return None
        say, language = self._speaker.say, order.language
        channels = [say(language, f"people-channel-{name}") for name in people.channels_of(session, person)]
        return say(
            language,
            "people-linked",
            email=people.email_of(session, person),
            channels=", ".join(channels),
            count=len(people.conversations_of(session, person)),
        )

    def _forget(self, session: Session, order: Order) -> Reply:
        """Take away all that was said here; the thread itself goes on with nothing in it."""
        unlink(session, order.thread.id)
        others = delete(Turn).where(Turn.conversation_id == order.thread.id, Turn.id != order.turn.id)
        session.execute(others)
        session.execute(delete(Event).where(Event.conversation_id == order.thread.id))
        erase_attachments(session, order.thread.id)
        unlink_agreements(session, order.thread.id)
        note = self._speaker.say(self._desk_language, "ticket-out-forget")
        kept = forget_tickets(session, order.thread.id, note=note, now=order.now)
        person = order.person or people.person_in(session, order.thread.id)
        if person:
            kept += forget_person(session, person, but=order.thread.id, note=note, now=order.now)
        row = session.get_one(Conversation, order.thread.id)
        row.bot_sender, row.person_answered = uuid4().hex, False
        key = "ticket-data-deleted-open" if kept else "ticket-data-deleted"
        return self._reply(order, "data_answer", key, numbers=", ".join(kept))

    def _reply(self, order: Order, kind: str, key: str, *, buttons: tuple[str, ...] = (), **values: object) -> Reply:
        return Reply(
            kind=kind,
            text=self._speaker.say(order.language, key, **values),
            language=order.language,
            buttons=self._speaker.buttons(buttons, order.language),
        )


def _as_read(text: str, reply: dict[str, object] | None) -> str:
    """What the person saw, as lines: a guide's title and steps belong to it."""
    if not reply or not reply.get("title"):
        return text
    steps = reply.get("steps")
    lines = [f"{number}. {step}" for number, step in enumerate(steps if isinstance(steps, (list, tuple)) else (), 1)]
    heading = f"{reply['title']} › {reply['section']}"
    return "\n".join(part for part in (text, heading, *lines) if part)
