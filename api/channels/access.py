"""Who calls, and what they may: API keys, identity tokens, rates."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyHeader, HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials
from sqlalchemy.orm import Session

from api.channels.identity import HEADER, Identity, IdentityCheck
from api.channels.rates import Rates
from api.chat import people
from api.chat.messages import PersonId
from api.chat.services import Services, services_of
from api.errors import ApiError
from api.keys.store import EVERYONE, Key, Scope, check, note_use

BEARER = HTTPBearer(auto_error=False, description="An API key, made by `python -m api.keys create`.")
IDENTITY = APIKeyHeader(name=HEADER, auto_error=False, description="A signed token that says who asks (docs/api.md).")


class KeyRefusedError(ApiError):
    """Unknown, revoked or expired: which of them is nobody's business."""

    status = 401
    key = "error-api-key"
    title = "API key refused"
    headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'}


class SignInError(ApiError):
    """The town has switched anonymous asking off."""

    status = 401
    key = "error-sign-in"
    title = "Identity token required"


class ScopeError(ApiError):
    """The key is good, but not for this."""

    status = 403
    key = "error-scope"
    title = "Missing scope"


@dataclass(frozen=True, slots=True)
class Caller:
    """Someone who calls."""

    key: Key | None = None
    person: PersonId | None = None
    audience: tuple[str, ...] = (EVERYONE,)

    def must(self, scope: Scope) -> None:
        """Do nothing when the caller may. Without a key it is the chat page or the widget, which may all of it.

        Raises:
            ScopeError: the key is not for that.
        """
        if self.key and scope not in self.key.scopes:
            raise ScopeError


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets callers in; on `app.state.gate`."""

    identity: IdentityCheck
    rates: Rates
    anonymous: bool
    """Whether people may ask without saying who they are."""

    async def let_in(
        self, services: Services, *, address: str, shown: str | None, token: str | None, channel: str
    ) -> Caller:
        """Find out who calls and count it.

        Raises:
            KeyRefusedError: a key was shown that is none.
            IdentityError: a token was shown that is none.
            TooManyError: too often.
        """
        try:
            caller = await self.known(services, shown=shown, token=token, channel=channel)
        except ApiError:
            await self.rates.count("page", address)  # so that guessing is slow
            raise
        key = caller.key
        await self.rates.count("key" if key else "page", key.id if key else address)
        return caller

    async def known(self, services: Services, *, shown: str | None, token: str | None, channel: str) -> Caller:
        """Find out who calls.

        Raises:
            KeyRefusedError: a key was shown that is none.
            IdentityError: a token was shown that is none.
        """
        key = await self._key(services, shown) if shown is not None else None
        identity = await self.identity.read(token) if token else None
        person = await known_person(services, identity, channel=channel) if identity else None
        groups = (*(key.audience if key else (EVERYONE,)), *(identity.groups if identity else ()))
        return Caller(key, person, tuple(dict.fromkeys(groups)))

    async def _key(self, services: Services, shown: str) -> Key:
        key = await services.database.read(lambda session: check(session, shown, now=services.now()))
        if key is None:
            raise KeyRefusedError
        if not key.use_is_noted(services.now()):
            number = key.id
            await services.database.write(lambda session: note_use(session, number, now=services.now()))
        return key


async def known_person(services: Services, identity: Identity, *, channel: str) -> PersonId | None:
    """The person of a checked token; met for the first time, they are noted down."""
    email = identity.email

    def note(session: Session) -> PersonId | None:
        return people.link(
            session, channel=channel, external_user=email, email=email, verified=True, now=services.now()
        )

    known = await services.database.read(lambda s: people.linked(s, channel=channel, external_user=email))
    return known or await services.database.write(note)


async def caller_of(
    request: Request,
    use: Annotated[Services, Depends(services_of)],
    bearer: Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)],
    token: Annotated[str | None, Security(IDENTITY)],
) -> Caller:
    """FastAPI dependency of what the chat page and the widget use: a key is checked if one is shown."""
    gate: Gate = request.app.state.gate
    shown = bearer.credentials if bearer else "" if "authorization" in request.headers else None
    address = request.client.host if request.client else ""
    channel = "web" if shown is None else "api"
    return await gate.let_in(use, address=address, shown=shown, token=token, channel=channel)


async def asker_of(request: Request, caller: Annotated[Caller, Depends(caller_of)]) -> Caller:
    """FastAPI dependency of what adds to a conversation.

    Raises:
        SignInError: neither key nor token, where the town asks for one.
    """
    gate: Gate = request.app.state.gate
    if not gate.anonymous and caller.key is None and caller.person is None:
        raise SignInError
    return caller


async def system_of(caller: Annotated[Caller, Depends(caller_of)]) -> Caller:
    """FastAPI dependency of what only systems with a key use.

    Raises:
        KeyRefusedError: no key.
    """
    if caller.key is None:
        raise KeyRefusedError
    return caller
