"""Who works at the desk and on the trainers' page, and who is signed in. Times are aware UTC."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.tables import Base


class StaffUser(Base):
    __tablename__ = "staff_users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(10))
    """admin, desk, editor or trainer."""
    created_at: Mapped[datetime]
    last_sign_in_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    """Since when nobody signs in with it; the row keeps the name from being given to somebody else unnoticed."""


class StaffSession(Base):
    __tablename__ = "staff_sessions"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id", ondelete="CASCADE"))
    csrf: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime]
