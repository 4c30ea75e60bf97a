"""What the town can do for a person who asks it: tell all that is known, and forget it."""

import json

import pytest
from sqlalchemy import func, select

from api.chat.messages import PersonId
from api.chat.people import link
from api.db.people_tables import Person
from api.db.tables import Conversation, DeskTicket, QuestionLog, Turn
from api.personal_data.__main__ import main
from api.settings import Settings
from tests.builders import an_answer
from tests.fakes.town import Town, desk_replies
from tests.integration.test_one_person import EMAIL, TICKET, in_slack, in_teams, town

__all__ = ["town"]


async def known(town: Town) -> None:
    """Anna, in Slack and Teams, with a ticket; and somebody else on the web."""
    await in_slack(town, TICKET)
    await in_teams(town, an_answer())
    await town.house.say("hur kommer ja åt wifi")
    await town.house.work()
    await town.house.services.database.write(desk_replies)


async def test_all_that_is_known_of_a_person_is_exported(
    town: Town, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await known(town)
    capsys.readouterr()
    assert main(["--database-url", settings.database, "export", "Anna@Example.AX"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["email"] == EMAIL
    for part in ("channels", "conversations"):
        assert {each["channel"] for each in told[part]} == {"slack", "teams"}
    [ticket] = told["tickets"]
    assert (ticket["number"], ticket["subject"]) == ("BP-1001", "skrivaren på trean är död")
    assert ticket["at_the_desk"]["form"] == {"what": "skrivaren på trean är död"}
    assert [each["text"] for each in ticket["at_the_desk"]["messages"]] == ["Jag ringer dig."]
    assert ticket["not_yet_delivered"] == []
    assert [each["text"] for each in told["conversations"][0]["said"] if each["who"] == "person"] == ["hej"]
    assert told["questions_logged"]
    assert "wifi" not in json.dumps(told), "somebody else's"


async def test_a_person_is_erased_in_every_channel(
    town: Town, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await known(town)
    url = ("--database-url", settings.database)
    assert main([*url, "erase", EMAIL]) == 0
    assert "BP-1001" in capsys.readouterr().out
    [left] = await town.house.rows(Conversation)
    assert left.channel == "web"
    assert await town.house.rows(Person) == []
    assert {turn.conversation_id for turn in await town.house.rows(Turn)} == {left.id}
    assert all(row.conversation_id in {None, left.id} for row in await town.house.rows(QuestionLog))
    await town.house.work()
    [ticket] = await town.house.rows(DeskTicket)
    assert ticket.number == "BP-1001"
    assert main([*url, "export", EMAIL]) == 1
    assert "nobody is known by" in capsys.readouterr().err


async def test_a_person_without_words_is_exported_too(
    town: Town, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    def vouched(session) -> PersonId | None:
        return link(session, channel="web", external_user=EMAIL, email=EMAIL, verified=True, now=town.house.clock())

    await town.house.services.database.write(vouched)
    capsys.readouterr()
    assert main(["--database-url", settings.database, "export", EMAIL]) == 0
    assert json.loads(capsys.readouterr().out)["conversations"] == []
    assert await town.house.services.database.read(lambda s: s.scalar(select(func.count()).select_from(Person))) == 1
