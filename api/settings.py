"""Every setting of the gateway and the worker, read once where the app is put together."""

from datetime import timedelta
from pathlib import Path
from typing import Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ByteSize, Field, SecretStr, model_validator
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


class SlackSettings(BaseModel):
    """One workspace (docs/channels.md)."""

    bot_token: SecretStr
    signing_secret: SecretStr
    app_token: SecretStr | None = None
    """Set: Socket Mode."""
    listen_channels: tuple[str, ...] = ()
    """Channel ids where sure answers are given unasked, in a thread."""
    sure: float = 0.9
    api_url: str = "https://slack.com/api/"


class TeamsSettings(BaseModel):
    """One Azure Bot (docs/channels.md)."""

    app_id: str
    app_secret: SecretStr
    tenant_id: str
    other_tenants: tuple[str, ...] = ()


class IdentitySettings(BaseModel):
    """How the town's intranet says who a person is (docs/api.md)."""

    secret: SecretStr | None = None
    """For HS256: at least 32 bytes."""
    jwks: str | None = None
    """For RS256: the https address of a key set, or a file."""
    audience: str = "bollplank"
    issuer: str | None = None
    longest: timedelta = timedelta(minutes=15)


class Settings(BaseSettings):
    """Environment variables BOLLPLANK_<NAME>; durations in seconds or ISO 8601 (`P30D`)."""

    model_config = SettingsConfigDict(env_prefix="BOLLPLANK_", env_nested_delimiter="__")

    var_dir: Path = Path("var")
    """Everything written at run time."""
    guides_dir: Path = Path("knowledge/guides")
    town_name: str = ""
    """Shown beside the logo on every page."""
    logo: Path | None = None
    """An SVG or a PNG; `api.town` says what is let in."""
    accent: str = ""
    """The town's colour on light pages, `#0b5cad`; the dark pages' is made from it."""
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
    time_zone: ZoneInfo = ZoneInfo("Europe/Mariehamn")
    """Whose clocks people are told times by, opening hours too."""
    keep_conversations: Duration = timedelta(days=30)
    keep_questions: Duration = timedelta(days=400)
    """How long the redacted question log is kept."""
    keep_tickets: Duration = timedelta(days=365)
    """After a ticket was closed. A year: what comes back every autumn is found once more, and then no longer."""
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

    slack: SlackSettings | None = None
    """`BOLLPLANK_SLACK__BOT_TOKEN`, ...; left out: no Slack."""
    teams: TeamsSettings | None = None
    """`BOLLPLANK_TEAMS__APP_ID`, ...; left out: no Teams."""

    identity: IdentitySettings = IdentitySettings()
    """`BOLLPLANK_IDENTITY__SECRET`, ...; left out: everyone is anonymous on the web."""
    anonymous: bool = True
    """Whether people may ask on the web without an identity token."""
    rate_page: str = "1200/minute"
    """Most requests from one address without an API key; `off` for no limit."""
    rate_key: str = "600/minute"
    """Most requests with one API key."""
    mcp: bool = False
    """The MCP server at /mcp, for other assistants."""

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
