"""Ideas that are shown to others, what becomes of them, and who agrees. Times are aware UTC."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.db.tables import Base


class Idea(Base):
    """What the development unit has made of an idea. Names nobody, so it outlives who sent it."""

    __tablename__ = "ideas"
    __table_args__ = {"sqlite_autoincrement": True}
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """Of the ticket it came as: BP-1001. The ticket may be gone."""
    language: Mapped[str] = mapped_column(String(2))
    """That it came in: said where nothing is written in the reader's own."""
    state: Mapped[str] = mapped_column(String(10))
    """See api.tickets.ideas.STATES."""
    why: Mapped[str] = mapped_column(Text)
    """A short word on the state, for all to read; may be empty."""
    is_shown: Mapped[bool]
    changed_by: Mapped[str] = mapped_column(String(80))
    """The desk person who changed it last; never told outside."""
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class IdeaText(Base):
    """An idea's title and text in one language, edited by the development unit."""

    __tablename__ = "idea_texts"
    idea_id: Mapped[int] = mapped_column(ForeignKey("ideas.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)


class IdeaAgreement(Base):
    """Somebody agrees with an idea and is told what becomes of it."""

    __tablename__ = "idea_agreements"
    __table_args__ = (UniqueConstraint("idea_id", "conversation_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("ideas.id", ondelete="CASCADE"), index=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"), index=True)
    """Where they are told. Emptied when the conversation is erased: then only the count is left."""
    agreed_at: Mapped[datetime]
