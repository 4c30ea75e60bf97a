"""Who the town's intranet says a person is: a short-lived signed token (JWT) with a verified e-mail address.

PyJWT reads and checks it: signatures are nothing to write oneself, and the SDKs of Teams and MCP bring it anyway.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.errors import ApiError

HEADER = "Bollplank-Identity"
LEEWAY = timedelta(seconds=30)
"""Clocks of two servers differ a little."""
JWKS_LASTS_S = 300
JWKS_TIMEOUT_S = 3
SHORTEST_SECRET = 32
"""Bytes; RFC 7518 asks for as many as the hash has."""


class IdentityError(ApiError):
    """The token is forged, old, for somebody else, or not one at all."""

    status = 401
    key = "error-identity"
    title = "Identity token refused"


@dataclass(frozen=True, slots=True)
class IdentityConfig:
    """How the town signs. With a secret HS256, with a key set RS256; a token never chooses between the two."""

    secret: str | None = None
    jwks: str | None = None
    """An https address, or a file."""
    audience: str = "bollplank"
    issuer: str | None = None
    longest: timedelta = timedelta(minutes=15)
    """A token that is good for longer is refused: it would be worth stealing."""

    def __post_init__(self) -> None:
        if self.secret is not None and len(self.secret.encode()) < SHORTEST_SECRET:
            raise ValueError(f"BOLLPLANK_IDENTITY__SECRET needs at least {SHORTEST_SECRET} bytes")
        if self.jwks and self.jwks.startswith("http://"):
            raise ValueError("BOLLPLANK_IDENTITY__JWKS must be an https address or a file")


class Claims(BaseModel):
    """What a token must say beyond what the signature check looks at."""

    model_config = ConfigDict(strict=True)

    email: str = Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")
    email_verified: bool = True
    """Whoever signs vouches for the address, unless this says otherwise."""
    iat: int
    exp: int
    groups: list[str] = Field(default=[], max_length=50)


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as the intranet knows them."""

    email: str
    groups: tuple[str, ...]
    """The audiences of guides the person belongs to."""
    expires_at: int
    """Seconds since 1970."""


class IdentityCheck:
    """Reads tokens; without a secret and a key set it refuses all."""

    def __init__(self, config: IdentityConfig) -> None:
        self._config = config
        remote = config.jwks and config.jwks.startswith("https://")
        self._client = (
            jwt.PyJWKClient(config.jwks, lifespan=JWKS_LASTS_S, timeout=JWKS_TIMEOUT_S)
            if remote and config.jwks
            else None
        )

    async def read(self, token: str) -> Identity:
        """The person a token stands for.

        Raises:
            IdentityError: it does not.
        """
        try:
            claims = Claims.model_validate(await asyncio.to_thread(self._claims, token))
        except (jwt.PyJWTError, ValidationError, ValueError, OSError) as error:
            raise IdentityError from error
        if not claims.email_verified or claims.exp - claims.iat > self._config.longest.total_seconds():
            raise IdentityError
        return Identity(claims.email.lower(), tuple(claims.groups), claims.exp)

    def _claims(self, token: str) -> dict[str, Any]:
        key, algorithm = self._key(jwt.get_unverified_header(token))
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            audience=self._config.audience,
            issuer=self._config.issuer,
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "aud", "email"], "strict_aud": True},
        )
        return claims

    def _key(self, header: dict[str, Any]) -> tuple[Any, str]:
        """The key and the one algorithm it is for."""
        if header.get("alg") == "HS256" and self._config.secret:
            return self._config.secret, "HS256"
        if header.get("alg") == "RS256" and self._config.jwks:
            # Known keys only: a made-up key id must not make us fetch the set again.
            for each in self._key_set(self._config.jwks):
                if each.key_id == header.get("kid") and each.key_type == "RSA":
                    return each.key, "RS256"
        raise IdentityError

    def _key_set(self, jwks: str) -> Sequence[jwt.PyJWK]:
        if self._client:
            return self._client.get_jwk_set().keys
        return jwt.PyJWKSet.from_dict(json.loads(Path(jwks).read_text(encoding="utf-8"))).keys
