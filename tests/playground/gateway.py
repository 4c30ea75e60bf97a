"""The real gateway as it stands behind Microsoft's Agents Playground: Teams is played on this machine.

Nothing of this is in the product: there no setting makes tokens or hosts be checked less.
"""

import os

from fastapi import FastAPI
from microsoft_agents.hosting.core.authorization import _entra_issuers

from api.channels.push import PushConfig
from api.channels.teams.config import TeamsConfig
from api.main import create_app
from api.settings import Settings
from tests.stand_ins.connector import APP_ID, ISSUER, TENANT, StandInTokens

KEYS = "PLAYGROUND_KEYS"
"""The address of the relay's key set, on loopback."""


def create() -> FastAPI:
    _entra_issuers.BOTFRAMEWORK_JWKS_URIS[ISSUER] = os.environ[KEYS]
    settings = Settings()
    teams = TeamsConfig(APP_ID, "secret", TENANT, check_hosts=False)
    push = PushConfig(key_file=settings.var_dir / "person.key", teams=teams, teams_tokens=StandInTokens)
    return create_app(settings, push=push)
