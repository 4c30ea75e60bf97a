"""Every table of the gateway, the desk and the worker. Times are aware UTC."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Json = dict[str, Any]
JsonRows = list[dict[str, Any]]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC. SQLite drops the time zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without time zone: {value}")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime(), Json: JSON(), JsonRows: JSON()}


class Conversation(Base):
    """One thread with one person. The id is an unguessable token and the only key to the thread."""

    __tablename__ = "conversations"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    bot_sender: Mapped[str] = mapped_column(String(64), index=True)
    """What Rasa knows the person as; a new one after 'forget me'."""
    channel: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    language_chosen: Mapped[bool]
    """The person chose the language, so detection no longer changes it."""
    client_language: Mapped[str | None] = mapped_column(String(2))
    """The language the chat window was in last; when it changes, the person switched."""
    person_answered: Mapped[bool]
    """Someone at the desk has written in this thread."""
    talks_about: Mapped[int | None]
    """The ticket that text goes to meanwhile (tickets.id); None: the newest open one."""
    created_at: Mapped[datetime]
    last_at: Mapped[datetime] = mapped_column(index=True)


class Turn(Base):
    """One message from the person and the one reply it got. `received` until the reply is stored."""

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("conversation_id", "message_id"),)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    seq: Mapped[int]
    """Order within the conversation, from 1."""
    message_id: Mapped[str] = mapped_column(String(64), index=True)
    text: Mapped[str | None] = mapped_column(Text)
    button: Mapped[str | None] = mapped_column(String(64))
    fields: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    """A whole form that came with the button `send`, where the channel can show one."""
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(10), index=True)
    route: Mapped[str | None] = mapped_column(String(10))
    """Who made the reply: rasa, retrieval (Rasa was down) or none (both were)."""
    replies: Mapped[JsonRows | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class Event(Base):
    """Something the person is told without having asked just now. The id orders the stream."""

    __tablename__ = "events"
    __table_args__ = {"sqlite_autoincrement": True}
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    payload: Mapped[Json]
    created_at: Mapped[datetime]


class QuestionLog(Base):
    """What was asked, redacted, for trainers and editors. Holds no name and no address."""

    __tablename__ = "question_log"
    id: Mapped[int] = mapped_column(primary_key=True)
    turn_id: Mapped[str] = mapped_column(String(36), unique=True)
    conversation_id: Mapped[str | None] = mapped_column(String(64), index=True)
    """Emptied when the conversation is erased."""
    asked_at: Mapped[datetime] = mapped_column(index=True)
    channel: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    """What the person got: answer, clarify, refuse, ...; next is another guide for the same question."""
    guide: Mapped[str | None] = mapped_column(String(100), index=True)
    section: Mapped[str | None] = mapped_column(String(200))
    confidence: Mapped[float | None]
    feedback: Mapped[str | None] = mapped_column(String(10))
    """solved, unsolved or human: what the person said; empty means we do not know."""


class Ticket(Base):
    """Our own record of an escalation or an idea, whichever system it is delivered to."""

    __tablename__ = "tickets"
    __table_args__ = (Index("ix_tickets_there", "system", "external_id"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """What people are told: BP-1001."""
    turn_id: Mapped[str] = mapped_column(String(36), unique=True)
    """One turn opens at most one ticket."""
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    """ticket or idea."""
    language: Mapped[str] = mapped_column(String(2))
    status: Mapped[str] = mapped_column(String(10))
    """new, open, waiting, solved or closed."""
    system: Mapped[str] = mapped_column(String(20))
    external_id: Mapped[str | None] = mapped_column(String(100))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Outbox(Base):
    """Calls to ticket systems that must happen exactly once. The id is the idempotency key."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "state", "not_before"),)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    target: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(20))
    """See api.tickets.outbox.Action."""
    seq: Mapped[int]
    """Order among the calls of one ticket, from 1."""
    payload: Mapped[Json]
    """What is to be told; emptied once it was, but for what a ticket or an idea is about."""
    state: Mapped[str] = mapped_column(String(10))
    """pending, done or dead."""
    attempts: Mapped[int]
    not_before: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    fence: Mapped[int]
    unsure_since: Mapped[datetime | None]
    """Set before a call whose outcome may stay unknown; after it, search before creating."""
    external_id: Mapped[str | None] = mapped_column(String(100))
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]


class TicketTarget(Base):
    """How a ticket system is doing, for all workers together."""

    __tablename__ = "ticket_targets"
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    failures: Mapped[int]
    """Calls in a row that it did not take."""
    paused_until: Mapped[datetime | None]
    """Until then nothing is sent; afterwards one call is tried, alone."""
    next_call_at: Mapped[datetime | None]
    """When the next call would keep the wished rate exactly; a few may come earlier."""
    worked_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    nudged_at: Mapped[datetime | None]
    """A webhook said that there is news."""
    polled_at: Mapped[datetime | None]


class SeenNews(Base):
    """News that were told, since systems may tell them again. Holds ids only."""

    __tablename__ = "seen_news"
    system: Mapped[str] = mapped_column(String(20), primary_key=True)
    news_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(index=True)
    held: Mapped[bool] = mapped_column(server_default=false())
    """Not told yet: it may be about a ticket whose number there we do not know."""


class SeenHook(Base):
    """Webhooks that were taken, so that none is taken twice. Holds only the hash of a signature."""

    __tablename__ = "seen_hooks"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(index=True)


class DeskTicket(Base):
    """A ticket in the built-in desk, the default ticket system."""

    __tablename__ = "desk_tickets"
    __table_args__ = {"sqlite_autoincrement": True}
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(36), unique=True)
    """The outbox row that opened it, so that it is opened once."""
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(200))
    fields: Mapped[Json]
    """What the person filled in: what, where, urgency, contact (or an idea's fields)."""
    conversation: Mapped[JsonRows]
    """The thread when it was sent: [{who, at, text}]."""
    tried: Mapped[JsonRows]
    """Guides shown and what came of them: [{guide, title, section, outcome}]."""
    status: Mapped[str] = mapped_column(String(10), index=True)
    assigned_to: Mapped[str | None] = mapped_column(String(80))
    merged_into: Mapped[int | None] = mapped_column(index=True)
    """The ticket (id) that is worked on in place of this one: the same outage, told by several."""
    waiting_since: Mapped[datetime | None]
    """When the person's first unanswered words came; empty while the desk has answered last."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class DeskMessage(Base):
    """A message on a desk ticket: from the desk, from the person, or an internal note."""

    __tablename__ = "desk_messages"
    id: Mapped[int] = mapped_column(primary_key=True)
    desk_ticket_id: Mapped[int] = mapped_column(ForeignKey("desk_tickets.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(36), unique=True)
    """Outbox id or form token: the same message twice is kept once."""
    author: Mapped[str] = mapped_column(String(80))
    author_kind: Mapped[str] = mapped_column(String(10))
    """desk, person or note; reopened: the person pressed that it is not solved. Notes never leave the desk."""
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class DeskChange(Base):
    """The desk's feed of news for the chat, read by cursor like any other ticket system's."""

    __tablename__ = "desk_changes"
    __table_args__ = {"sqlite_autoincrement": True}
    id: Mapped[int] = mapped_column(primary_key=True)
    desk_ticket_id: Mapped[int] = mapped_column(ForeignKey("desk_tickets.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    """message or status."""
    author: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    """The message, or the new status."""
    created_at: Mapped[datetime]


class DeskRead(Base):
    """How far a desk person has read a ticket."""

    __tablename__ = "desk_reads"
    desk_ticket_id: Mapped[int] = mapped_column(ForeignKey("desk_tickets.id", ondelete="CASCADE"), primary_key=True)
    staff: Mapped[str] = mapped_column(String(80), primary_key=True)
    message_id: Mapped[int]
    """The newest message seen; 0 when there was none yet."""


class Attachment(Base):
    """A file from the person, such as a screenshot. Goes with its conversation."""

    __tablename__ = "attachments"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="SET NULL"), index=True)
    """Empty until the conversation has a ticket."""
    name: Mapped[str] = mapped_column(String(120))
    """Made safe: no path, and the ending of what it really is."""
    media_type: Mapped[str] = mapped_column(String(40))
    """By content, never by what the sender says."""
    size: Mapped[int]
    """Bytes."""
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime]


class GuideDraft(Base):
    """A guide that began as a ticket; when it is published, those who asked are told once."""

    __tablename__ = "guide_drafts"
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket: Mapped[str] = mapped_column(String(20), unique=True)
    """The number of the ticket it was made from."""
    guide: Mapped[str] = mapped_column(String(100), index=True)
    made_by: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    told_at: Mapped[datetime | None]


class Cursor(Base):
    """How far a feed has been read."""

    __tablename__ = "cursors"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    place: Mapped[str] = mapped_column(String(200))


class Outage(Base):
    """A known outage; the newest without end is told first in every answer."""

    __tablename__ = "outages"
    id: Mapped[int] = mapped_column(primary_key=True)
    message: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ChannelThread(Base):
    """Where a conversation lives in Slack or Teams: everything it is told from now on is pushed there."""

    __tablename__ = "channel_threads"
    __table_args__ = (UniqueConstraint("channel", "tenant", "thread_key"),)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    tenant: Mapped[str] = mapped_column(String(100))
    thread_key: Mapped[str] = mapped_column(String(300))
    person: Mapped[str] = mapped_column(String(64), index=True)
    """Who asked, as a keyed hash: enough to know the same person again."""
    others_talk: Mapped[bool]
    """Someone else has written in the thread, so only what is addressed to us is for us."""
    ref: Mapped[Json]
    """The way back; only its channel reads it."""
    private: Mapped[bool] = mapped_column(server_default=false())
    """Nobody but the person reads along, so what is known of them elsewhere may be told."""
    place: Mapped[str | None] = mapped_column(String(300))
    """Opened there for the next message; only its channel reads it."""


class ChannelDelivery(Base):
    """One thing to do in a channel: tell an event, or change the message that told it. In order of id."""

    __tablename__ = "channel_deliveries"
    __table_args__ = (
        UniqueConstraint("event_id", "action"),
        Index("ix_channel_deliveries_due", "state", "not_before"),
        Index("ix_channel_deliveries_place", "conversation_id", "place", unique=True),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    action: Mapped[str] = mapped_column(String(10))
    """send, unfold (show the rest) or settle (a button was used)."""
    button: Mapped[str | None] = mapped_column(String(64))
    """The button that was used."""
    state: Mapped[str] = mapped_column(String(10))
    """pending, done or dead."""
    attempts: Mapped[int]
    not_before: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    fence: Mapped[int]
    unsure_since: Mapped[datetime | None]
    """Set before a call whose outcome may stay unknown."""
    place: Mapped[str | None] = mapped_column(String(300))
    """Where it shall stand, noted before the call: no other message ever gets it."""
    channel_message_id: Mapped[str | None] = mapped_column(String(300))
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
