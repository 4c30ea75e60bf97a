"""A person over channels: by verified e-mail only; what is known is told, and forgotten everywhere."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from time import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import SecretStr
from sqlalchemy.orm import Session

from api.channels.identity import HEADER, IdentityConfig
from api.chat import people
from api.chat.bot_reply import BotReply
from api.chat.messages import PersonId
from api.db.people_tables import Person, PersonChannel
from api.db.tables import ChannelThread, Conversation, QuestionLog
from api.settings import IdentitySettings, Settings
from tests.builders import an_answer
from tests.integration.conftest import House, open_house

SECRET = "s" * 32
KNOWN, DELETE = BotReply("data_request"), BotReply("data_request", request="delete")


def token(*, key: Any = SECRET, alg: str = "HS256", kid: str = "a", **changes: Any) -> str:
    now = _now()
    claims = {"email": "anna@example.ax", "aud": "bollplank", "iat": now, "exp": now + 600} | changes
    return jwt.encode({k: v for k, v in claims.items() if v is not None}, key, alg, headers={"kid": kid})


def by_hand(secret: str) -> str:
    """HS256 with a key that PyJWT would not sign with: the public key, which everybody knows."""

    def part(content: bytes) -> str:
        return urlsafe_b64encode(content).rstrip(b"=").decode()

    claims = {"email": "anna@example.ax", "aud": "bollplank", "iat": _now(), "exp": _now() + 600}
    said = part(b'{"alg":"HS256","kid":"a"}') + "." + part(json.dumps(claims).encode())
    return said + "." + part(hmac.digest(secret.encode(), said.encode(), "sha256"))


def _now() -> int:
    return int(time())


def signed(**changes: Any) -> dict[str, str]:
    return {HEADER: token(**changes)}


@pytest.fixture(scope="module")
def pair() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def with_identity(settings: Settings, tmp_path: Path, pair: rsa.RSAPrivateKey) -> Settings:
    public = jwt.algorithms.RSAAlgorithm.to_jwk(pair.public_key(), as_dict=True) | {"kid": "a", "alg": "RS256"}
    (tmp_path / "jwks.json").write_text(json.dumps({"keys": [public]}), encoding="utf-8")
    identity = IdentitySettings(secret=SecretStr(SECRET), jwks=str(tmp_path / "jwks.json"))
    return settings.model_copy(update={"identity": identity})


@pytest.fixture
async def known(with_identity: Settings) -> AsyncIterator[House]:
    async with open_house(with_identity) as opened:
        yield opened


async def post(house: House, headers: dict[str, str], **body: Any) -> Any:
    return await house.client.post("/v1/messages", json={"text": "hur når jag vpn", **body}, headers=headers)


async def test_both_ways_of_signing_are_taken(known: House, pair: rsa.RSAPrivateKey) -> None:
    for headers in (signed(), signed(key=pair, alg="RS256")):
        assert (await post(known, headers)).status_code == 200
    [person] = await known.rows(Person)
    assert person.email == "anna@example.ax"


async def test_forged_old_and_foreign_tokens_are_refused(known: House, pair: rsa.RSAPrivateKey) -> None:
    now = _now()
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = jwt.algorithms.RSAAlgorithm.to_jwk(pair.public_key())
    bad = {
        "rubbish": "abc",
        "no dots": "a.b.c",
        "alg none": token(key=None, alg="none"),
        "another secret": token(key="x" * 32),
        "another key": token(key=other, alg="RS256"),
        "an unknown key id": token(key=pair, alg="RS256", kid="b"),
        "HS256 signed with the public key": by_hand(public),
        "HS512": token(key="s" * 64, alg="HS512"),
        "expired": token(exp=now - 60, iat=now - 600),
        "from the future": token(iat=now + 600, exp=now + 900),
        "good for a day": token(exp=now + 86_400),
        "for ever": token(exp=None),
        "without a time": token(iat=None),
        "another audience": token(aud="lön"),
        "many audiences": token(aud=["bollplank", "lön"]),
        "no audience": token(aud=None),
        "no address": token(email=None),
        "not an address": token(email="Anna Andersson"),
        "an unverified address": token(email_verified=False),
        "verified in words": token(email_verified="true"),
        "groups in words": token(groups="chefer"),
    }
    for name, each in bad.items():
        refused = await post(known, {HEADER: each, "Accept-Language": "en"})
        assert (refused.status_code, refused.headers["content-type"]) == (401, "application/problem+json"), name
        assert refused.json()["detail"].startswith("I could not tell who you are"), name
    assert not await known.rows(Person)
    assert not await known.rows(Conversation)


async def test_without_a_setting_every_token_is_refused_and_everyone_is_anonymous(house: House) -> None:
    assert (await post(house, signed())).status_code == 401
    assert (await post(house, {})).status_code == 200


async def test_a_town_may_ask_everyone_to_say_who_they_are(with_identity: Settings) -> None:
    async with open_house(with_identity.model_copy(update={"anonymous": False})) as house:
        refused = await post(house, {"Accept-Language": "sv"})
        assert (refused.status_code, "intranätet" in refused.json()["detail"]) == (401, True)
        assert (await post(house, signed())).status_code == 200


def test_weak_settings_are_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="at least 32"):
        IdentityConfig(secret="kort")
    with pytest.raises(ValueError, match="https"):
        IdentityConfig(jwks="http://intranet.example.ax/jwks")


async def test_the_tokens_groups_decide_which_guides_are_seen(known: House) -> None:
    await post(known, signed(groups=["chefer"]))
    await post(known, {})
    assert [message.audience for message in known.bot.heard] == [("alla", "chefer"), ("alla",)]


async def test_a_conversation_belongs_to_one_person(known: House) -> None:
    conversation = (await post(known, signed())).json()["conversation"]
    stranger = await post(known, signed(email="bertil@example.ax"), conversation=conversation)
    assert stranger.status_code == 404
    assert (await post(known, signed(email="ANNA@example.ax"), conversation=conversation)).status_code == 200


async def in_slack(house: House, account: str, *, email: str, verified: bool) -> PersonId | None:
    """A thread in Slack, and who its account is said to be."""

    def work(session: Session) -> PersonId | None:
        now = house.clock()
        common = {"bot_sender": account, "language": "sv", "language_chosen": False, "client_language": None}
        row = Conversation(
            id=f"c-{account}", channel="slack", person_answered=False, created_at=now, last_at=now, **common
        )
        session.add(row)
        session.flush()
        there = {"channel": "slack", "tenant": "T1", "thread_key": account, "person": account}
        session.add(ChannelThread(conversation_id=row.id, others_talk=False, ref={}, private=True, **there))
        return people.link(session, channel="slack", external_user=account, email=email, verified=verified, now=now)

    return await house.services.database.write(work)


async def test_what_is_known_names_the_linked_channels_to_the_verified_person_only(known: House) -> None:
    await in_slack(known, "hash-anna", email="Anna@Example.ax", verified=True)
    known.bot.will_say(KNOWN)
    told = (await post(known, signed())).json()
    text = told["replies"][0]["text"]
    assert "anna@example.ax" in text
    assert "Slack, webben" in text
    assert "(antal konversationer: 2)" in text
    anonymous = (await post(known, {}, conversation=told["conversation"])).json()["replies"][0]["text"]
    assert "anna@example.ax" not in anonymous


async def test_forget_me_reaches_every_channel_of_the_person_and_nobody_else(known: House) -> None:
    await in_slack(known, "hash-anna", email="anna@example.ax", verified=True)
    await in_slack(known, "hash-unverified", email="anna@example.ax", verified=False)
    await in_slack(known, "hash-bertil", email="bertil@example.ax", verified=True)
    known.bot.will_say(an_answer())
    earlier = (await post(known, signed())).json()["conversation"]
    known.bot.will_say(DELETE)
    here = (await post(known, signed(), button="yes", text=None)).json()
    assert here["replies"][0]["text"].startswith("Klart.")

    left = {row.id for row in await known.rows(Conversation)}
    assert left == {here["conversation"], "c-hash-unverified", "c-hash-bertil"}
    assert earlier not in left
    assert [row.email for row in await known.rows(Person)] == ["bertil@example.ax"]
    assert [row.external_user for row in await known.rows(PersonChannel)] == ["hash-bertil"]
    assert {row.conversation_id for row in await known.rows(QuestionLog)} <= {None, here["conversation"]}


async def test_without_a_token_only_this_conversation_is_forgotten(known: House) -> None:
    known.bot.will_say(an_answer())
    earlier = (await post(known, signed())).json()["conversation"]
    second = (await post(known, signed())).json()["conversation"]
    known.bot.will_say(DELETE)
    await post(known, {}, conversation=second)
    assert {row.id for row in await known.rows(Conversation)} == {earlier, second}
    assert len(await known.rows(Person)) == 1


async def test_never_by_name_and_an_account_that_is_no_longer_verified_stands_alone(known: House) -> None:
    anna = await in_slack(known, "one", email="anna@example.ax", verified=True)
    namesake = await in_slack(known, "two", email="anna@annan.ax", verified=True)
    nobody = await in_slack(known, "three", email="Anna", verified=True)
    assert (anna != namesake, nobody) == (True, None)

    def work(session: Session) -> tuple[PersonId | None, tuple[str, ...]]:
        now = known.clock()
        people.link(session, channel="slack", external_user="one", email="anna@example.ax", verified=False, now=now)
        found = people.linked(session, channel="slack", external_user="one")
        return found, people.conversations_of(session, PersonId(str(anna)))

    assert await known.services.database.write(work) == (None, ())


async def test_an_account_whose_address_changes_moves_to_the_new_person(known: House) -> None:
    await in_slack(known, "one", email="anna@example.ax", verified=True)
    later = known.clock() + timedelta(days=1)

    def work(session: Session) -> tuple[str, tuple[str, ...]]:
        link = {"channel": "slack", "external_user": "one", "verified": True, "now": later}
        person = people.link(session, email="anna.b@example.ax", **link)
        return people.email_of(session, PersonId(str(person))), people.conversations_of(session, PersonId(str(person)))

    assert await known.services.database.write(work) == ("anna.b@example.ax", ("c-one",))
