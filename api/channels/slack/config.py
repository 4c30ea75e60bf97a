"""What the Slack channel needs to know of its workspace."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlackConfig:
    """Of one workspace; how to come by these is in docs/channels.md."""

    bot_token: str
    signing_secret: str
    app_token: str | None = None
    """Set: Socket Mode, for a town whose firewall lets nothing in."""
    listen_channels: tuple[str, ...] = ()
    """Channels where questions are answered unasked, when the answer is sure."""
    sure: float = 0.9
    """From which confidence on."""
    api_url: str = "https://slack.com/api/"
    call_timeout_s: int = 10
    """Of one call; two of them fit into the pump's longest."""
    settle_s: float = 5.0
    """How long Slack may still be at work on a call that was broken off."""
