"""Who people are over channels, and which systems may call us. Times are aware UTC."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.tables import Base


class Person(Base):
    """Someone whose e-mail address was verified by a channel or by the town's intranet."""

    __tablename__ = "people"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """In lower case."""
    created_at: Mapped[datetime]


class PersonChannel(Base):
    """A person's account in a channel."""

    __tablename__ = "person_channels"
    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    external_user: Mapped[str] = mapped_column(String(254), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    linked_at: Mapped[datetime]


class PersonConversation(Base):
    """A conversation whose person said who they are. Those in Slack and Teams are found by their account."""

    __tablename__ = "person_conversations"
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)


class PersonTicket(Base):
    """Whose ticket it is, also when its conversation is gone: 'forget me' elsewhere finds it."""

    __tablename__ = "person_tickets"
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)


class ApiKey(Base):
    """A system that may call us. The secret itself is kept nowhere."""

    __tablename__ = "api_keys"
    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    secret_hash: Mapped[str] = mapped_column(String(64))
    scopes: Mapped[str] = mapped_column(String(80))
    """Separated by spaces."""
    audience: Mapped[str] = mapped_column(String(200))
    """Whose guides it may see, separated by spaces."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    """To the nearest minutes: noting every call would cost a write each."""


class IdempotencyKey(Base):
    """What a caller's Idempotency-Key stood for, so that it never stands for two things."""

    __tablename__ = "idempotency_keys"
    owner: Mapped[str] = mapped_column(String(12), primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(index=True)
