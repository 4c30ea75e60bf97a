"""Settings of the ticket systems beside the built-in desk, as nested variables: BOLLPLANK_RT__URL."""

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, SecretStr


def _number_of_seconds(value: object) -> object:
    """Environment variables are text, in which pydantic reads ISO 8601 only."""
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value


Duration = Annotated[timedelta, BeforeValidator(_number_of_seconds)]
"""Seconds, or ISO 8601: `90` or `PT1M30S`."""


class SystemSettings(BaseModel):
    """What every system has."""

    model_config = ConfigDict(extra="forbid")

    settle: Duration = timedelta(seconds=90)
    """The longest time a request we gave up may still be at work there, and the search's lag."""
    poll: Duration = timedelta(seconds=60)
    timeout: Duration = timedelta(seconds=20)
    """Of one call as a whole; below the lease's third."""
    hook_secret: SecretStr | None = None
    """What the system signs its webhooks with; none: webhooks are refused and polling goes on."""


class HttpSettings(SystemSettings):
    """Of a system that is reached by HTTP."""

    url: str


class RtSettings(HttpSettings):
    """Request Tracker 5."""

    token: SecretStr
    user: str = "bridge"
    """Whose token it is: what this user does is not told to the person again."""
    queue: str = "IT-support"
    requestor: str | None = None
    """Mail of the asker on every ticket; none: the bridge itself."""


class ZammadSettings(HttpSettings):
    """Zammad 6. `key_field` is a text attribute that an administrator adds to tickets."""

    token: SecretStr
    group: str = "IT-support"
    customer: str
    """Mail of the customer on every ticket."""
    agent_id: int
    """The id of the token's own user."""
    key_field: str = "bollplank_key"


class ServiceNowSettings(HttpSettings):
    """ServiceNow incidents; Zurich and earlier."""

    user: str
    password: SecretStr
    assignment_group: str | None = None
    solved_code: str = "Solved (Permanently)"


class JiraSettings(HttpSettings):
    """Jira Service Management Cloud. `key_field` is a text custom field on the request type."""

    user: str
    token: SecretStr
    account_id: str
    """The id of the token's own user."""
    service_desk: str
    request_type: str
    project: str
    key_field: str
    """Such as customfield_10100."""
    solve_transition: str
    """Ids of the workflow's transitions."""
    reopen_transition: str
    settle: Duration = timedelta(minutes=5)
    """JQL searches lag (developer.atlassian.com, "Search and reconcile")."""


class EmailSettings(SystemSettings):
    """A desk that works in a mailbox."""

    desk: str
    """Where tickets are sent."""
    sender: str
    """Whose mailbox the answers come to, read by IMAP."""
    smtp_host: str
    smtp_port: int = 587
    imap_host: str
    imap_port: int = 993
    user: str
    password: SecretStr
    tls: bool = True
    """STARTTLS for sending and TLS for reading; only tests do without."""
    sent_folder: str = "Sent"
    """Where a copy of each mail is kept; by it we know what was sent."""
    address_secret: SecretStr
    """Signs the address that answers are sent to."""
    settle: Duration = timedelta(seconds=30)


class WebhookSettings(HttpSettings):
    """Any receiver of signed JSON; see docs/ticket-webhook.md."""

    secret: SecretStr
    settle: Duration = timedelta(seconds=60)
