"""One person in Slack, Teams and the web, by verified e-mail; guests and the unverified stay apart."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import delete, update

from api.chat.bot_reply import BotReply
from api.chat.conversations import forget_old
from api.db.people_tables import Person, PersonChannel, PersonTicket
from api.db.tables import ChannelThread, DeskTicket, Ticket
from api.settings import IdentitySettings, Settings
from tests.builders import an_answer
from tests.fakes.town import LOUNGE, Town, in_channel, open_town, text_of
from tests.integration.test_identity import SECRET, signed
from tests.stand_ins.connector import TENANT, running_teams
from tests.stand_ins.slack_api import running_slack

ANNA, EMAIL = "33333333-3333-4333-8333-333333333333", "anna@example.ax"
IN_SLACK: dict[str, Any] = {"is_email_confirmed": True, "profile": {"email": "Anna@Example.ax"}}
IN_TEAMS = {
    "id": "29:anna",
    "name": "Anna",
    "aadObjectId": ANNA,
    "email": EMAIL,
    "userPrincipalName": EMAIL,
    "tenantId": TENANT,
    "userRole": "user",
}
TICKET = BotReply("escalation", fields={"what": "skrivaren på trean är död"})
STATUS, KNOWN, DELETE = BotReply("status_request"), BotReply("data_request"), BotReply("data_request", request="delete")


@pytest.fixture
async def town(settings: Settings) -> AsyncIterator[Town]:
    identity = IdentitySettings(secret=SecretStr(SECRET))
    with_identity = settings.model_copy(update={"identity": identity})
    async with running_slack() as slack, running_teams() as teams, open_town(with_identity, slack, teams) as opened:
        slack.people["U0ANNA"] = IN_SLACK
        teams.members["29:anna"] = IN_TEAMS
        yield opened


async def in_slack(town: Town, says: BotReply, **more: Any) -> str:
    town.house.bot.will_say(says)
    await town.slack_say("hej", **more)
    await town.settled()
    return text_of(town.slack.messages[-1])


async def in_teams(town: Town, says: BotReply) -> str:
    town.house.bot.will_say(says)
    await town.teams_say("hej")
    await town.settled()
    return text_of(town.teams.messages[-1])


async def on_the_web(town: Town, says: BotReply, headers: dict[str, str]) -> str:
    town.house.bot.will_say(says)
    response = await town.house.client.post("/v1/messages", json={"text": "hej"}, headers=headers)
    [reply] = response.json()["replies"]
    return str(reply["text"])


async def test_a_ticket_from_slack_is_seen_in_teams_and_on_the_web(town: Town) -> None:
    await in_slack(town, TICKET)
    for seen in (
        await in_teams(town, STATUS),
        await on_the_web(town, STATUS, signed()),
        await in_slack(town, STATUS, ts="1700000001.9"),
    ):
        assert "BP-1001" in seen
        assert "skrivaren på trean" in seen
    assert len(await town.house.rows(Person)) == 1
    assert {row.channel for row in await town.house.rows(PersonChannel)} == {"slack", "teams", "web"}
    assert "BP-1001" not in await on_the_web(town, STATUS, {})
    assert "BP-1001" not in await on_the_web(town, STATUS, signed(email="bertil@example.ax"))
    await town.slack_event({"type": "app_home_opened", "user": "U0ANNA", "tab": "home"})
    await town.settled()
    assert "BP-1001" in str(town.slack.published[-1])


async def test_a_ticket_from_teams_is_seen_on_the_apps_home_in_slack(town: Town) -> None:
    await in_teams(town, TICKET)
    await in_slack(town, an_answer())
    await town.slack_event({"type": "app_home_opened", "user": "U0ANNA", "tab": "home"})
    await town.settled()
    assert "skrivaren på trean" in str(town.slack.published[-1])


@pytest.mark.parametrize(
    "changes",
    [
        {"is_email_confirmed": False},
        {"is_email_confirmed": None},
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_stranger": True},
        {"team_id": "T0OTHER"},
        {"deleted": True},
        {"is_bot": True},
        {"profile": {}},
    ],
    ids=str,
)
async def test_guests_and_the_unverified_in_slack_see_nothing_of_it(town: Town, changes: dict[str, Any]) -> None:
    await in_teams(town, TICKET)
    town.slack.people["U0ANNA"] = IN_SLACK | changes
    assert "BP-1001" not in await in_slack(town, STATUS)
    assert EMAIL not in await in_slack(town, KNOWN)
    assert [row.channel for row in await town.house.rows(PersonChannel)] == ["teams"]


@pytest.mark.parametrize(
    "changes",
    [
        {"userRole": "guest"},
        {"userRole": "anonymous"},
        {"userPrincipalName": "anna_example.ax#EXT#@town.onmicrosoft.com"},
        {"tenantId": "another-tenant"},
        {"tenantId": None},
        {"email": None, "userPrincipalName": None},
        {"userPrincipalName": None},
    ],
    ids=str,
)
async def test_guests_and_foreign_tenants_in_teams_see_nothing_of_it(town: Town, changes: dict[str, Any]) -> None:
    await in_slack(town, TICKET)
    town.teams.members["29:anna"] = IN_TEAMS | changes
    assert "BP-1001" not in await in_teams(town, STATUS)
    assert EMAIL not in await in_teams(town, KNOWN)
    assert [row.channel for row in await town.house.rows(PersonChannel)] == ["slack"]


async def test_the_principal_name_stands_in_where_there_is_no_mailbox(town: Town) -> None:
    town.teams.members["29:anna"] = IN_TEAMS | {"email": None}
    await in_slack(town, TICKET)
    assert "BP-1001" in await in_teams(town, STATUS)


async def test_where_others_read_along_nothing_is_told_of_elsewhere(town: Town) -> None:
    await in_slack(town, TICKET)
    town.house.bot.will_say(STATUS)
    await town.slack_say("<@U0BOT> hur går det", channel=LOUNGE)
    await town.teams_post(in_channel(town.teams, "hur går det"))
    await town.settled()
    for message in (town.slack.messages[-1], town.teams.messages[-1]):
        assert "BP-1001" not in text_of(message)
    assert [row.private for row in await town.house.rows(ChannelThread)].count(True) == 1


async def test_it_is_asked_once_and_the_mapping_is_told_and_forgotten(town: Town) -> None:
    await in_slack(town, an_answer())
    await in_slack(town, an_answer(), ts="1700000001.8")
    assert [name for _at, name in town.slack.calls].count("users.info") == 1
    await in_teams(town, an_answer())
    known = await in_slack(town, KNOWN, ts="1700000001.9")
    assert EMAIL in known
    assert "Slack, Teams" in known
    await in_teams(town, DELETE)
    assert await town.house.rows(Person) == []
    assert await town.house.rows(PersonChannel) == []
    assert {row.channel for row in await town.house.rows(ChannelThread)} == {"teams"}


async def forget_old_conversations(town: Town) -> None:
    """As the worker does when the ticket is solved and a month has gone by."""
    database = town.house.services.database
    await town.house.work()
    for table in (DeskTicket, Ticket):
        await database.write(lambda s, each=table: s.execute(update(each).values(status="solved")))
    town.house.clock.forward(days=31)
    now = town.house.clock()
    await database.write(lambda s: forget_old(s, now=now, keep=timedelta(days=30)))
    [ticket] = await town.house.rows(Ticket)
    assert ticket.conversation_id is None


@pytest.mark.parametrize("opened_in", ["slack", "web"])
async def test_a_ticket_whose_conversation_is_gone_is_forgotten_from_another_channel(
    town: Town, opened_in: str
) -> None:
    await (in_slack(town, TICKET) if opened_in == "slack" else on_the_web(town, TICKET, signed()))
    await forget_old_conversations(town)
    await in_teams(town, DELETE)
    assert await town.house.rows(Ticket) == await town.house.rows(DeskTicket) == []
    assert await town.house.rows(PersonTicket) == []


async def test_a_ticket_from_before_it_was_known_whose_it_is_is_forgotten_too(town: Town) -> None:
    await in_slack(town, TICKET)
    write = town.house.services.database.write
    await write(lambda session: session.execute(delete(PersonTicket)))
    await write(lambda session: session.execute(update(ChannelThread).values(others_talk=True)))
    await forget_old_conversations(town)
    await in_teams(town, DELETE)
    assert await town.house.rows(Ticket) == await town.house.rows(DeskTicket) == []


async def test_strangers_tickets_whose_conversation_is_gone_stay(town: Town) -> None:
    await on_the_web(town, TICKET, signed(email="bertil@example.ax"))
    await forget_old_conversations(town)
    await in_teams(town, DELETE)
    assert len(await town.house.rows(DeskTicket)) == len(await town.house.rows(PersonTicket)) == 1


async def test_a_guest_from_today_on_is_let_go_of_within_a_day(town: Town) -> None:
    await in_slack(town, an_answer())
    town.slack.people["U0ANNA"] = IN_SLACK | {"is_restricted": True}
    await in_slack(town, an_answer(), ts="1700000001.8")
    assert len(await town.house.rows(PersonChannel)) == 1
    town.house.clock.forward(days=1, minutes=1)
    await in_slack(town, an_answer(), ts="1700000001.9")
    assert await town.house.rows(PersonChannel) == []


@pytest.mark.parametrize("kind", ["down", "too_many", "gone", "lost_request"])
async def test_trouble_delays_no_answer_and_is_tried_again(
    town: Town, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.channels.introductions.ASK_AGAIN_S", 0.0)
    town.slack.faults.will("users.info", kind, kind)  # asked for the language, and for the address
    town.teams.faults.will("member", kind)
    assert "VPN hemifrån" in await in_slack(town, an_answer())
    assert "VPN hemifrån" in await in_teams(town, an_answer())
    await in_slack(town, an_answer(), ts="1700000001.8")
    await in_teams(town, an_answer())
    assert {row.channel for row in await town.house.rows(PersonChannel)} == {"slack", "teams"}
