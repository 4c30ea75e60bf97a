"""From the settings to what single parts are told: who may come in, which channels are open, how hooks are signed."""

from api.channels.access import Gate
from api.channels.identity import IdentityCheck, IdentityConfig
from api.channels.push import PushConfig
from api.channels.rates import Rates
from api.channels.slack.config import SlackConfig
from api.channels.teams.config import TeamsConfig
from api.settings import Settings


def gate_of(settings: Settings) -> Gate:
    said = settings.identity
    identity = IdentityConfig(
        secret=said.secret.get_secret_value() if said.secret else None,
        jwks=said.jwks,
        audience=said.audience,
        issuer=said.issuer,
        longest=said.longest,
    )
    rates = Rates(page=settings.rate_page, key=settings.rate_key)
    return Gate(IdentityCheck(identity), rates, anonymous=settings.anonymous)


def push_config(settings: Settings) -> PushConfig:
    slack, teams = settings.slack, settings.teams
    return PushConfig(
        key_file=settings.var_dir / "person.key",
        slack=SlackConfig(
            bot_token=slack.bot_token.get_secret_value(),
            signing_secret=slack.signing_secret.get_secret_value(),
            app_token=slack.app_token.get_secret_value() if slack.app_token else None,
            listen_channels=slack.listen_channels,
            sure=slack.sure,
            api_url=slack.api_url,
        )
        if slack
        else None,
        teams=TeamsConfig(
            app_id=teams.app_id,
            app_secret=teams.app_secret.get_secret_value(),
            tenant_id=teams.tenant_id,
            other_tenants=teams.other_tenants,
        )
        if teams
        else None,
    )


def hook_secrets(settings: Settings) -> dict[str, str]:
    """What each ticket system signs its webhooks with; systems without one are polled only."""
    systems = settings.other_systems.items()
    return {name: each.hook_secret.get_secret_value() for name, each in systems if each.hook_secret}
