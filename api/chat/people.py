"""One person over channels, by verified e-mail address only: never by name, never by likeness."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, select, union
from sqlalchemy.orm import Session

from api.chat.messages import PersonId
from api.db.people_tables import Person, PersonChannel, PersonConversation, PersonTicket
from api.db.tables import ChannelThread, Ticket
from api.errors import UnknownConversationError


def link(
    session: Session, *, channel: str, external_user: str, email: str, verified: bool, now: datetime
) -> PersonId | None:
    """Say who an account in a channel belongs to.

    Args:
        session: a transaction.
        channel: web, slack, teams, ...
        external_user: the account as the channel's threads know it (Slack, Teams: the keyed hash).
        email: the address that the channel tells.
        verified: someone we trust vouches that the account holds the address.
        now: the time.

    Returns:
        The person; None when unverified: such an account stands for nobody but itself.
    """
    account = session.get(PersonChannel, (channel, external_user))
    address = email.strip().lower()
    if not verified or address.count("@") != 1:
        if account:
            session.delete(account)
            session.flush()
        return None
    person = session.scalar(select(Person).where(Person.email == address))
    if person is None:
        person = Person(id=str(uuid4()), email=address, created_at=now)
        session.add(person)
        session.flush()
    if account is None:
        session.add(PersonChannel(channel=channel, external_user=external_user, person_id=person.id, linked_at=now))
    else:
        account.person_id, account.linked_at = person.id, now
    session.flush()
    return PersonId(person.id)


def linked(session: Session, *, channel: str, external_user: str) -> PersonId | None:
    """The person an account belongs to, as far as we have been told."""
    account = session.get(PersonChannel, (channel, external_user))
    return PersonId(account.person_id) if account else None


def enter(session: Session, conversation: str, person: PersonId | None) -> None:
    """A conversation belongs to the first verified person who writes in it.

    Raises:
        UnknownConversationError: it is somebody else's, which is nobody's business.
    """
    if person is None:
        return
    owner = session.get(PersonConversation, conversation)
    if owner is None:
        session.add(PersonConversation(conversation_id=conversation, person_id=person))
        session.flush()
    elif owner.person_id != person:
        raise UnknownConversationError(conversation)


def linked_since(session: Session, *, channel: str, external_user: str, since: datetime) -> bool:
    """Whether someone vouched for an account after this time."""
    account = session.get(PersonChannel, (channel, external_user))
    return account is not None and account.linked_at > since


def person_in(session: Session, conversation: str, *, unheard: bool = False) -> PersonId | None:
    """Whose thread it is in a channel that tells with every message who writes (Slack, Teams).

    Args:
        session: a transaction.
        conversation: the thread.
        unheard: only where nobody else can read what is said.
    """
    rule = (ChannelThread.private.is_(True),) if unheard else ()
    found = session.scalar(
        select(PersonChannel.person_id)
        .join(
            ChannelThread,
            (ChannelThread.channel == PersonChannel.channel) & (ChannelThread.person == PersonChannel.external_user),
        )
        .where(ChannelThread.conversation_id == conversation, ChannelThread.others_talk.is_(False), *rule)
    )
    return PersonId(found) if found else None


def email_of(session: Session, person: PersonId) -> str:
    return session.get_one(Person, person).email


def channels_of(session: Session, person: PersonId) -> tuple[str, ...]:
    """The channels a person is known in."""
    mine = select(PersonChannel.channel).where(PersonChannel.person_id == person)
    return tuple(session.scalars(mine.distinct().order_by(PersonChannel.channel)))


def conversations_of(session: Session, person: PersonId) -> tuple[str, ...]:
    """All of a person's conversations, in every channel."""
    own = select(PersonConversation.conversation_id).where(PersonConversation.person_id == person)
    pushed = (
        select(ChannelThread.conversation_id)
        .join(
            PersonChannel,
            (ChannelThread.channel == PersonChannel.channel) & (ChannelThread.person == PersonChannel.external_user),
        )
        .where(PersonChannel.person_id == person)
    )
    return tuple(session.scalars(union(own, pushed)))


def own_ticket(session: Session, ticket: int, person: PersonId | None) -> None:
    """Note whose ticket it is, so that it is found when its conversation is gone; nothing for who is unknown."""
    if person:
        session.add(PersonTicket(ticket_id=ticket, person_id=person))


def own_tickets_of(session: Session, conversations: Sequence[str]) -> None:
    """Note whose tickets they are, before the conversations go; some were opened before we knew who it was.

    A thread in a channel is one person's however many write beside: that only matters for what is shown there.
    """
    tickets = select(Ticket.id).where(Ticket.conversation_id.in_(conversations))
    said = tickets.join(PersonConversation, PersonConversation.conversation_id == Ticket.conversation_id)
    pushed = tickets.join(ChannelThread, ChannelThread.conversation_id == Ticket.conversation_id).join(
        PersonChannel,
        (ChannelThread.channel == PersonChannel.channel) & (ChannelThread.person == PersonChannel.external_user),
    )
    owners = {
        row[0]: row[1]
        for found in (said.add_columns(PersonConversation.person_id), pushed.add_columns(PersonChannel.person_id))
        for row in session.execute(found)
    }
    session.add_all(
        PersonTicket(ticket_id=ticket, person_id=person)
        for ticket, person in owners.items()
        if session.get(PersonTicket, ticket) is None
    )
    session.flush()


def disown_ticket(session: Session, ticket: int) -> None:
    session.execute(delete(PersonTicket).where(PersonTicket.ticket_id == ticket))


def tickets_of(session: Session, person: PersonId) -> tuple[Ticket, ...]:
    """Those that a person opened and was not forgotten in yet, also from conversations that are gone."""
    mine = select(Ticket).join(PersonTicket, PersonTicket.ticket_id == Ticket.id)
    return tuple(session.scalars(mine.where(PersonTicket.person_id == person).order_by(Ticket.id)))


def forget(session: Session, person: PersonId) -> None:
    """Forget the address and every account that is linked to it."""
    session.execute(delete(Person).where(Person.id == person))
