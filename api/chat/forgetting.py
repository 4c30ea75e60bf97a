"""Forget a person: what nobody needs any more is erased, what the desk still works on loses its link to them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.chat import people
from api.chat.attachments import BUILT_IN
from api.chat.messages import PersonId
from api.chat.question_log import unlink
from api.db.tables import Conversation, Ticket
from api.tickets.desk_queue import OPEN_STATUSES, erase_ticket
from api.tickets.outbox import put, scrub


def forget_person(
    session: Session, person: PersonId, *, note: str, now: datetime, but: str | None = None
) -> tuple[str, ...]:
    """A verified person is forgotten in every channel.

    Args:
        session: a transaction.
        person: who.
        note: put on tickets that stay, so that the desk knows and can erase them.
        now: the time.
        but: a conversation that goes on, whose words and tickets are seen to elsewhere.

    Returns:
        The numbers of tickets that stay open.
    """
    kept: tuple[str, ...] = ()
    for conversation in people.conversations_of(session, person):
        if conversation != but:
            unlink(session, conversation)
            kept += forget_tickets(session, conversation, note=note, now=now)
            session.execute(delete(Conversation).where(Conversation.id == conversation))
    kept += _forget_each(session, people.tickets_of(session, person), note=note, now=now)
    people.forget(session, person)
    return kept


def forget_tickets(session: Session, conversation: str, *, note: str, now: datetime) -> tuple[str, ...]:
    """Erase what is done with; cut the link to what is open, and to what another system keeps.

    Args:
        session: a transaction.
        conversation: whose tickets.
        note: put on what stays, so that the desk knows and can erase it.
        now: the time.

    Returns:
        The numbers of those that stay open.
    """
    mine = select(Ticket).where(Ticket.conversation_id == conversation)
    return _forget_each(session, session.scalars(mine).all(), note=note, now=now)


def _forget_each(session: Session, tickets: Sequence[Ticket], *, note: str, now: datetime) -> tuple[str, ...]:
    kept = []
    for ticket in tickets:
        is_open = ticket.status in OPEN_STATUSES
        if is_open or ticket.system != BUILT_IN:
            ticket.conversation_id = None
            session.flush()  # the ticket's row is locked before its calls, as by their delivery
            people.disown_ticket(session, ticket.id)
            scrub(session, ticket.id)
            words = {"text": note}
            put(session, ticket_id=ticket.id, target=ticket.system, action="add_note", payload=words, now=now)
            kept += [ticket.number] if is_open else []
        else:
            erase_ticket(session, ticket.number)
            session.delete(ticket)
    return tuple(kept)
