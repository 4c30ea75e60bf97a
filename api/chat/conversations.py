"""Conversations and their turns: statements over `conversations`, `turns` and `events`."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from api.chat import people
from api.chat.messages import Address, ConversationId, Inbound, Language
from api.chat.story import Story, tell_story
from api.db.tables import Attachment, ChannelThread, Conversation, Event, Ticket, Turn
from api.errors import UnknownConversationError
from api.tickets.desk_queue import OPEN_STATUSES
from api.tickets.ideas import waited_for
from api.tickets.old_tickets import fell_silent

MOST_UNFINISHED = 50
MOST_AT_ONCE = 500
"""Conversations forgotten in one transaction, so that nobody waits for it."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What is known of a conversation before its next turn."""

    id: ConversationId
    bot_sender: str
    channel: str
    language: Language
    language_chosen: bool
    client_language: Language | None
    person_answered: bool


@dataclass(frozen=True, slots=True)
class ReceivedTurn:
    """A turn that is stored. `replies` is set when it was answered before."""

    id: str
    seq: int
    message_id: str
    text: str | None
    button: str | None
    language: Language
    replies: tuple[dict[str, Any], ...] | None
    fields: dict[str, str] | None
    story: Story
    """What went before, as the stored replies tell it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the history, ready to sort and show."""

    who: str
    at: datetime
    text: str
    name: str | None = None
    reply: dict[str, Any] | None = None
    event: int | None = None
    message_id: str | None = None
    """Of the person's own lines."""
    ticket: str | None = None
    """Which one the desk wrote about."""


def find_thread(session: Session, inbound: Inbound) -> Thread | None:
    """The conversation a message belongs to, or None when it opens a new one.

    A first message that is sent again (its answer was lost on the way) belongs to the conversation
    it opened; that is looked up only by a UUID of the client's own making, which nobody else can guess. In channels
    that replies are pushed to, ids follow from what a message's link shows: there the address says whose it is.

    Raises:
        UnknownConversationError: there is no such conversation.
    """
    if inbound.conversation:
        row = session.get(Conversation, inbound.conversation)
        if row is None:
            raise UnknownConversationError(inbound.conversation)
        return _thread(row)
    if inbound.address:
        return _thread_at(session, inbound.channel, inbound.address)
    if not _is_uuid(inbound.message_id):
        return None
    pushed = select(ChannelThread.conversation_id).where(ChannelThread.conversation_id == Conversation.id)
    opened = (
        select(Conversation.id)
        .join(Turn, Turn.conversation_id == Conversation.id)
        .where(Turn.message_id == inbound.message_id, Turn.seq == 1)
        .where(Conversation.channel == inbound.channel, ~pushed.exists())
    )
    known = session.scalar(opened)
    return _thread(session.get_one(Conversation, known)) if known else None


def open_thread(session: Session, inbound: Inbound, *, language: Language, now: datetime) -> Thread:
    row = Conversation(
        id=secrets.token_urlsafe(24),
        bot_sender=uuid4().hex,
        channel=inbound.channel,
        language=language,
        language_chosen=False,
        client_language=inbound.language,
        person_answered=False,
        created_at=now,
        last_at=now,
    )
    session.add(row)
    session.flush()
    if inbound.address:
        at = inbound.address
        there = ChannelThread(
            conversation_id=row.id,
            channel=inbound.channel,
            tenant=at.tenant,
            thread_key=at.thread_key,
            person=at.person,
            others_talk=False,
            ref=dict(at.ref),
            private=at.private,
        )
        session.add(there)
        session.flush()
    return _thread(row)


def receive(
    session: Session,
    thread: Thread,
    inbound: Inbound,
    *,
    text: str | None,
    now: datetime,
    fields: Mapping[str, str] | None = None,
) -> ReceivedTurn:
    """Store the message, or find it when it was delivered before."""
    known = session.scalar(select(Turn).where(Turn.conversation_id == thread.id, Turn.message_id == inbound.message_id))
    turn = known or _new_turn(session, thread, replace(inbound, fields=fields), text=text, now=now)
    return ReceivedTurn(
        id=turn.id,
        seq=turn.seq,
        message_id=turn.message_id,
        text=turn.text,
        button=turn.button,
        language=_language(turn.language),
        replies=tuple(turn.replies or []) if turn.state == "answered" else None,
        fields=dict(turn.fields) if turn.fields else None,
        story=tell_story(session, thread.id),
    )


def _new_turn(session: Session, thread: Thread, inbound: Inbound, *, text: str | None, now: datetime) -> Turn:
    newest = select(func.max(Turn.seq)).where(Turn.conversation_id == thread.id)
    turn = Turn(
        id=str(uuid4()),
        conversation_id=thread.id,
        seq=(session.scalar(newest) or 0) + 1,
        message_id=inbound.message_id,
        text=text,
        button=inbound.button,
        fields=dict(inbound.fields) if inbound.fields else None,
        language=thread.language,
        state="received",
        route=None,
        replies=None,
        created_at=now,
        answered_at=None,
    )
    session.add(turn)
    seen = {"last_at": now, "client_language": inbound.language or thread.client_language}
    session.execute(update(Conversation).where(Conversation.id == thread.id).values(**seen))
    session.flush()
    return turn


def set_language(session: Session, thread_id: str, language: Language, *, chosen: bool) -> None:
    values: dict[str, Any] = {"language": language}
    if chosen:
        values["language_chosen"] = True
    session.execute(update(Conversation).where(Conversation.id == thread_id).values(**values))


def learn_language(session: Session, thread_id: str, language: Language) -> None:
    """What the client is in became known only after a conversation had begun; its first message may be read anew."""
    begun = select(Turn.id).where(Turn.conversation_id == thread_id, Turn.seq > 1)
    statement = update(Conversation).where(
        Conversation.id == thread_id,
        Conversation.client_language.is_(None),
        Conversation.language_chosen.is_(False),
        ~begun.exists(),
    )
    session.execute(statement.values(language=language, client_language=language))


def let_bot_speak(session: Session, thread_id: str) -> None:
    """The person turned from the desk back to Bollplank."""
    session.execute(update(Conversation).where(Conversation.id == thread_id).values(person_answered=False))


def start_dialogue_anew(session: Session, thread_id: str) -> None:
    """Rasa knows the person by another name from now on, so a half-filled form there is forgotten."""
    statement = update(Conversation).where(Conversation.id == thread_id)
    session.execute(statement.values(bot_sender=uuid4().hex))


def answer(session: Session, turn_id: str, replies: list[dict[str, Any]], *, route: str, now: datetime) -> None:
    """Store the reply; from now on the turn is done and its reply is given again on every repetition."""
    statement = update(Turn).where(Turn.id == turn_id)
    session.execute(statement.values(state="answered", replies=replies, route=route, answered_at=now))


def unfinished(session: Session, *, since: datetime, before: datetime) -> tuple[Inbound, ...]:
    """Messages that were received but never answered: the process ended in between. Oldest first."""
    rows = session.execute(
        _received(since=since)
        .where(Turn.created_at < before)
        .order_by(Turn.created_at, Turn.seq)
        .limit(MOST_UNFINISHED)
    )
    return tuple(_again(turn, row) for turn, row in rows)


def unfinished_before(session: Session, thread: Thread, turn: ReceivedTurn, *, since: datetime) -> tuple[Inbound, ...]:
    """What was received earlier in this conversation and is not answered. Oldest first."""
    if turn.seq == 1:
        return ()
    mine = _received(since=since).where(Turn.conversation_id == thread.id, Turn.seq < turn.seq).order_by(Turn.seq)
    return tuple(_again(each, row) for each, row in session.execute(mine))


def _received(*, since: datetime) -> Select[Turn, Conversation]:
    return (
        select(Turn, Conversation)
        .join(Conversation, Turn.conversation_id == Conversation.id)
        .where(Turn.state == "received", Turn.created_at >= since)
    )


def _again(turn: Turn, row: Conversation) -> Inbound:
    return Inbound(
        conversation=ConversationId(row.id),
        message_id=turn.message_id,
        channel=row.channel,
        text=turn.text,
        button=turn.button,
        language=_thread(row).client_language,
        fields=turn.fields,
    )


def history(session: Session, conversation: str) -> tuple[Language, tuple[Item, ...]]:
    """Everything said in a conversation, oldest first.

    Raises:
        UnknownConversationError: there is no such conversation.
    """
    row = session.get(Conversation, conversation)
    if row is None:
        raise UnknownConversationError(conversation)
    items: list[Item] = []
    turns = select(Turn).where(Turn.conversation_id == conversation).order_by(Turn.seq)
    for turn in session.scalars(turns):
        # A button's label is known to the reply before it; the id stands in when it is not.
        text = turn.text if turn.text is not None else _label(items, turn.button or "")
        items.append(Item("person", turn.created_at, text, message_id=turn.message_id))
        answered_at = turn.answered_at or turn.created_at
        items += [Item("bollplank", answered_at, str(r["text"]), reply=r) for r in turn.replies or ()]
    files = select(Attachment).where(Attachment.conversation_id == conversation)
    items += [
        Item("person", each.created_at, file_line(each.name), message_id=each.id) for each in session.scalars(files)
    ]
    # A late reply is told by its turn.
    events = select(Event).where(Event.conversation_id == conversation, Event.kind != "reply")
    items += [_event_item(event) for event in session.scalars(events.order_by(Event.id))]
    return _language(row.language), tuple(sorted(items, key=lambda item: item.at))


def events_after(session: Session, conversation: str, *, after: int) -> tuple[Language, tuple[Event, ...]] | None:
    """The person's language and what they have not been told yet; None when the conversation is gone."""
    language = session.scalar(select(Conversation.language).where(Conversation.id == conversation))
    if language is None:
        return None
    statement = select(Event).where(Event.conversation_id == conversation, Event.id > after).order_by(Event.id)
    return _language(language), tuple(session.scalars(statement))


def exists(session: Session, conversation: str) -> None:
    """Do nothing when the conversation is known.

    Raises:
        UnknownConversationError: there is no such conversation.
    """
    if session.get(Conversation, conversation) is None:
        raise UnknownConversationError(conversation)


def newest_event(session: Session) -> int:
    return session.scalar(select(func.max(Event.id))) or 0


def forget_old(session: Session, *, now: datetime, keep: timedelta) -> tuple[str, ...]:
    """Delete conversations in which nobody wrote and nothing was told for `keep`; turns and events go with them.

    Those with an open ticket, or who wait for news of an idea, stay: what they wait for must still find its way.
    A ticket in a system that never tells when it is done is waited for as long as something happens with it.

    Returns:
        The ids of the conversations that are gone.
    """
    awaited = select(Ticket.conversation_id).where(
        Ticket.conversation_id.is_not(None), Ticket.status.in_(OPEN_STATUSES), ~fell_silent(now - keep)
    )
    settled = Conversation.id.not_in(awaited) & Conversation.id.not_in(waited_for())
    told = select(Event.id).where(Event.conversation_id == Conversation.id, Event.created_at >= now - keep)
    old = select(Conversation.id).where(Conversation.last_at < now - keep, settled, ~told.exists())
    ids = tuple(session.scalars(old.limit(MOST_AT_ONCE)))
    people.own_tickets_of(session, ids)
    session.execute(delete(Conversation).where(Conversation.id.in_(ids)))
    return ids


def file_line(name: str) -> str:
    """How a file is told of where only words can go."""
    return f"[{name}]"


def newest_open_ticket(session: Session, conversation: str) -> Ticket | None:
    """The open ticket the person is talking about with the desk, else the newest."""
    mine = select(Ticket).where(Ticket.conversation_id == conversation, Ticket.status.in_(OPEN_STATUSES))
    chosen = select(Conversation.talks_about).where(Conversation.id == conversation).scalar_subquery()
    return session.scalar(mine.order_by((Ticket.id == func.coalesce(chosen, 0)).desc(), Ticket.id.desc()).limit(1))


def _event_item(event: Event) -> Item:
    payload = dict(event.payload)
    if event.kind == "desk_reply":
        text, name, ticket = payload["text"], payload["name"], payload.get("ticket")
        return Item("desk", event.created_at, text, name=name, event=event.id, ticket=ticket)
    return Item("status", event.created_at, payload["status"], name=payload["ticket"], event=event.id)


def _label(items: list[Item], button: str) -> str:
    for item in reversed(items):
        offered = [*(item.reply or {}).get("buttons", []), *(item.reply or {}).get("choices", [])]
        for each in offered:
            if each["id"] == button:
                return str(each["label"])
    return button


def _thread_at(session: Session, channel: str, address: Address) -> Thread | None:
    there = select(ChannelThread.conversation_id).where(
        ChannelThread.channel == channel,
        ChannelThread.tenant == address.tenant,
        ChannelThread.thread_key == address.thread_key,
    )
    known = session.scalar(there)
    return _thread(session.get_one(Conversation, known)) if known else None


def _thread(row: Conversation) -> Thread:
    return Thread(
        id=ConversationId(row.id),
        bot_sender=row.bot_sender,
        channel=row.channel,
        language=_language(row.language),
        language_chosen=row.language_chosen,
        client_language=_language(row.client_language) if row.client_language else None,
        person_answered=row.person_answered,
    )


def _language(stored: str) -> Language:
    return "en" if stored == "en" else "fi" if stored == "fi" else "sv"


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
