"""Who may post to us as Teams: a token signed for us by Microsoft, for this very message.

Stricter than the SDK's own decorator, which lets a token pass without an end, answers 500 to one without
a key id, and does not compare the service's address with the message's.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlparse

import jwt
from microsoft_agents.hosting.core import AgentAuthConfiguration, JwtTokenValidator
from microsoft_agents.hosting.core.authorization import AuthenticationConstants

from api.channels.teams.config import TeamsConfig

ISSUER = AuthenticationConstants.AGENTS_SDK_TOKEN_ISSUER
ALGORITHM = "RS256"
CHANNEL = "msteams"


class NotTeamsError(Exception):
    """The message is not proved to be Teams'."""


class TokenCheck:
    """Checks what comes in `Authorization` against the message it came with."""

    def __init__(self, config: TeamsConfig) -> None:
        self._app_id = config.app_id
        self._tenants = {config.tenant_id, *config.other_tenants}
        settings = AgentAuthConfiguration(
            client_id=config.app_id, tenant_id=config.tenant_id, anonymous_allowed=False, validate_issuer=True
        )
        self._validator = JwtTokenValidator(settings)

    async def check(self, authorization: str | None, activity: Mapping[str, Any]) -> None:
        """Return if the message is Teams' own.

        Raises:
            NotTeamsError: the token is missing, not Microsoft's, not for us, or not for this message.
        """
        kind, _, token = (authorization or "").partition(" ")
        if kind.lower() != "bearer" or not token:
            raise NotTeamsError("no bearer token")
        try:
            header = jwt.get_unverified_header(token)
            if header.get("alg") != ALGORITHM or not header.get("kid"):
                raise NotTeamsError("no key id, or not RS256")
            claims: Mapping[str, Any] = (await self._validator.validate_token(token)).claims
        except (jwt.PyJWTError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise NotTeamsError(repr(error)) from error
        self._compare(claims, activity)

    def _compare(self, claims: Mapping[str, Any], activity: Mapping[str, Any]) -> None:
        if claims.get("iss") != ISSUER or claims.get("aud") != self._app_id or "exp" not in claims:
            raise NotTeamsError("issuer, audience or end")
        claimed, said = claims.get("serviceurl"), activity.get("serviceUrl")
        if not claimed or not said or _same(str(claimed)) != _same(str(said)):
            raise NotTeamsError("another service address")
        if activity.get("channelId") != CHANNEL:
            raise NotTeamsError("another channel")
        if tenant_of(activity) not in self._tenants:
            raise NotTeamsError("another tenant")


def tenant_of(activity: Mapping[str, Any]) -> str | None:
    """The town's tenant, from the conversation or the channel's data."""
    conversation = activity.get("conversation")
    data = activity.get("channelData")
    found = conversation.get("tenantId") if isinstance(conversation, dict) else None
    if not found and isinstance(data, dict) and isinstance(data.get("tenant"), dict):
        found = data["tenant"].get("id")
    return str(found) if found else None


def _same(url: str) -> tuple[str, str, str]:
    parts = urlparse(url)
    return parts.scheme.lower(), parts.netloc.lower(), parts.path.rstrip("/")
