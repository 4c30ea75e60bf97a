"""Every setting of the gateway and the worker, read once where the app is put together."""

from datetime import timedelta
from pathlib import Path
from typing import Literal

from pydantic import ByteSize
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Environment variables BOLLPLANK_<NAME>; durations in seconds or ISO 8601 (`P30D`)."""

    model_config = SettingsConfigDict(env_prefix="BOLLPLANK_")

    var_dir: Path = Path("var")
    """Everything written at run time."""
    guides_dir: Path = Path("knowledge/guides")
    database_url: str | None = None
    """SQLAlchemy URL; left out: SQLite in `var_dir`."""
    rasa_url: str = "http://127.0.0.1:5005"
    rasa_timeout: timedelta = timedelta(seconds=8)
    """After this the gateway answers from retrieval directly."""
    retrieval_url: str = "http://127.0.0.1:8081"
    retrieval_timeout: timedelta = timedelta(seconds=3)
    public_url: str | None = None
    """Where people reach Bollplank, for links in channels other than the web page."""
    tracker_db: Path | None = None
    """Rasa's tracker store (SQLite), so that 'forget me' reaches it too."""
    ticket_system: Literal["desk"] = "desk"
    keep_conversations: timedelta = timedelta(days=30)
    keep_questions: timedelta = timedelta(days=400)
    """How long the redacted question log is kept."""
    largest_attachment: ByteSize = ByteSize(10_000_000)
    """A screenshot or another file a person sends along; `10MB`."""
    redact_tickets: bool = False
    """Take phone numbers, addresses and the like out of the conversation a ticket carries."""
    drafts_dir: Path = Path("drafts")
    """Guide drafts made from tickets; inside the guides folder unless absolute."""
    desk_language: Literal["sv", "en", "fi"] | None = None
    """The desk's language, until a desk person chooses; left out: what the browser prefers."""
    secure_cookies: bool = False
    """Set to true behind https, so that staff cookies travel only there."""

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.var_dir / 'bollplank.db'}"
