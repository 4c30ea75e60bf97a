"""Every setting of the gateway and the worker, read once where the app is put together."""

from datetime import timedelta
from pathlib import Path
from typing import Literal, Self

from pydantic import ByteSize, Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.ticket_settings import (
    Duration,
    EmailSettings,
    JiraSettings,
    RtSettings,
    ServiceNowSettings,
    SystemSettings,
    WebhookSettings,
    ZammadSettings,
)

OTHER_SYSTEMS = ("rt", "zammad", "servicenow", "jira", "email", "webhook")


class Settings(BaseSettings):
    """Environment variables BOLLPLANK_<NAME>; durations in seconds or ISO 8601 (`P30D`)."""

    model_config = SettingsConfigDict(env_prefix="BOLLPLANK_", env_nested_delimiter="__")

    var_dir: Path = Path("var")
    """Everything written at run time."""
    guides_dir: Path = Path("knowledge/guides")
    database_url: str | None = None
    """SQLAlchemy URL; left out: SQLite in `var_dir`."""
    rasa_url: str = "http://127.0.0.1:5005"
    rasa_timeout: Duration = timedelta(seconds=8)
    """After this the gateway answers from retrieval directly."""
    retrieval_url: str = "http://127.0.0.1:8081"
    retrieval_timeout: Duration = timedelta(seconds=3)
    public_url: str | None = None
    """Where people reach Bollplank, for links in channels other than the web page."""
    tracker_db: Path | None = None
    """Rasa's tracker store (SQLite), so that 'forget me' reaches it too."""
    ticket_system: Literal["desk", "rt", "zammad", "servicenow", "jira", "email", "webhook"] = "desk"
    """Where new tickets go. One that has settings is served even after tickets go elsewhere."""
    rt: RtSettings | None = None
    zammad: ZammadSettings | None = None
    servicenow: ServiceNowSettings | None = None
    jira: JiraSettings | None = None
    email: EmailSettings | None = None
    webhook: WebhookSettings | None = None
    ticket_lease: Duration = Field(default=timedelta(seconds=90), gt=timedelta())
    """How long a worker holds a call; far above any stall of the machine. A call may take a third of it."""
    ticket_rate: float = Field(default=5.0, gt=0)
    """Calls to one ticket system a second."""
    ticket_rest: Duration = timedelta(seconds=60)
    """Longest rest of a system that is down, between two tries."""
    ticket_look_again: Duration = timedelta(minutes=10)
    """When to look for a second ticket after an attempt that went wrong."""
    desk_hours: str = ""
    """When somebody looks at tickets: `mo-fr 08:00-16:00, sa 10:00-12:00`. Empty: people are told nothing."""
    desk_holidays: str = "FI-01"
    """Country and region of the `holidays` library; FI-01 is Åland."""
    keep_conversations: Duration = timedelta(days=30)
    keep_questions: Duration = timedelta(days=400)
    """How long the redacted question log is kept."""
    largest_attachment: ByteSize = ByteSize(10_000_000)
    """A screenshot or another file a person sends along; `10MB`."""
    redact_tickets: bool = False
    """Take phone numbers, addresses and the like out of the conversation a ticket carries."""
    drafts_dir: Path = Path("drafts")
    """Guide drafts made from tickets; inside the guides folder unless absolute."""
    desk_language: Literal["sv", "en", "fi"] | None = None
    """The desk's language, until a desk person chooses, and of what other ticket systems are sent.

    Left out: what the browser prefers, and Swedish for other systems.
    """
    secure_cookies: bool = False
    """Set to true behind https, so that staff cookies travel only there."""

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.var_dir / 'bollplank.db'}"

    @property
    def other_systems(self) -> dict[str, SystemSettings]:
        """Every ticket system that has settings, by name; the built-in desk needs none."""
        named: dict[str, SystemSettings | None] = {name: getattr(self, name) for name in OTHER_SYSTEMS}
        return {name: settings for name, settings in named.items() if settings is not None}

    @model_validator(mode="after")
    def _chosen_system_has_settings(self) -> Self:
        if self.ticket_system != "desk" and self.ticket_system not in self.other_systems:
            name = f"BOLLPLANK_{self.ticket_system.upper()}__"
            raise ValueError(f"tickets shall go to {self.ticket_system}, but no {name}... says where it is")
        return self
