"""All that is known of a person, as plain JSON: what they may ask for (GDPR, articles 15 and 20)."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.chat import people
from api.chat.conversations import history
from api.chat.messages import PersonId
from api.db.people_tables import Person, PersonChannel
from api.db.tables import Attachment, Conversation, DeskMessage, DeskTicket, Outbox, QuestionLog, Ticket, Turn
from api.tickets.ideas import agreed_in
from api.tickets.outbox import subject_of


def find_person(session: Session, email: str) -> PersonId | None:
    """Whose address a channel or the intranet has vouched for; in any letter case."""
    found = session.scalar(select(Person.id).where(Person.email == email.strip().lower()))
    return PersonId(found) if found else None


def export_person(session: Session, person: PersonId) -> dict[str, Any]:
    """Everything that the database holds of a person, ready to be written as JSON; of files their names."""
    known = session.get_one(Person, person)
    accounts = session.scalars(select(PersonChannel).where(PersonChannel.person_id == person))
    conversations = people.conversations_of(session, person)
    return {
        "email": known.email,
        "known_since": known.created_at.isoformat(),
        "channels": [{"channel": each.channel, "linked_at": each.linked_at.isoformat()} for each in accounts],
        "conversations": [_conversation(session, each) for each in sorted(conversations)],
        "tickets": [_ticket(session, each) for each in _tickets(session, person, conversations)],
        "questions_logged": _questions(session, conversations),
        "ideas_agreed_with": agreed_in(session, conversations),
    }


def _conversation(session: Session, conversation: str) -> dict[str, Any]:
    row = session.get_one(Conversation, conversation)
    language, items = history(session, conversation)
    files = session.scalars(select(Attachment.name).where(Attachment.conversation_id == conversation))
    forms = select(Turn.fields).where(Turn.conversation_id == conversation, Turn.fields.is_not(None))
    return {
        "channel": row.channel,
        "language": language,
        "begun": row.created_at.isoformat(),
        "said": [{"who": each.who, "at": each.at.isoformat(), "name": each.name, "text": each.text} for each in items],
        "forms": list(session.scalars(forms.order_by(Turn.seq))),
        "files": list(files),
    }


def _tickets(session: Session, person: PersonId, conversations: tuple[str, ...]) -> list[Ticket]:
    here = session.scalars(select(Ticket).where(Ticket.conversation_id.in_(conversations)))
    found = {each.id: each for each in (*here, *people.tickets_of(session, person))}
    return [found[number] for number in sorted(found)]


def _ticket(session: Session, ticket: Ticket) -> dict[str, Any]:
    """What is kept here of a ticket; what another system holds of it is to be asked for there."""
    files = session.scalars(select(Attachment.name).where(Attachment.ticket_id == ticket.id))
    calls = select(Outbox.payload).where(Outbox.ticket_id == ticket.id, Outbox.state != "done").order_by(Outbox.seq)
    return {
        "number": ticket.number,
        "kind": ticket.kind,
        "status": ticket.status,
        "system": ticket.system,
        "number_there": ticket.external_id,
        "subject": subject_of(session, ticket.id),
        "created": ticket.created_at.isoformat(),
        "files": list(files),
        "not_yet_delivered": list(session.scalars(calls)),
        "at_the_desk": _at_the_desk(session, ticket.number),
    }


def _at_the_desk(session: Session, number: str) -> dict[str, Any] | None:
    row = session.scalar(select(DeskTicket).where(DeskTicket.number == number))
    if row is None:
        return None
    messages = select(DeskMessage).where(DeskMessage.desk_ticket_id == row.id).order_by(DeskMessage.id)
    return {
        "form": row.fields,
        "conversation": row.conversation,
        "guides_tried": row.tried,
        "messages": [
            {"who": each.author_kind, "name": each.author, "at": each.created_at.isoformat(), "text": each.text}
            for each in session.scalars(messages)
        ],
    }


def _questions(session: Session, conversations: tuple[str, ...]) -> list[dict[str, Any]]:
    logged = select(QuestionLog).where(QuestionLog.conversation_id.in_(conversations)).order_by(QuestionLog.id)
    return [
        {"asked_at": each.asked_at.isoformat(), "text": each.text, "kind": each.kind, "guide": each.guide}
        for each in session.scalars(logged)
    ]
