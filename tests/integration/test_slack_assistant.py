"""Slack's assistant pane on a stand-in of its Web API: greeting, questions to begin with, status, title."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from api.chat.outages import start_outage
from api.db.tables import Turn
from api.settings import Settings
from tests.fakes.town import LOUNGE, Town, open_town, text_of
from tests.stand_ins.connector import StandInTeams
from tests.stand_ins.slack_api import DIRECT, a_message, running_slack

PANE = "1700000005.1"


@pytest.fixture
async def town(settings: Settings) -> AsyncIterator[Town]:
    async with running_slack() as slack, open_town(settings, slack, StandInTeams()) as opened:
        yield opened


def pane_event(kind: str = "assistant_thread_started") -> dict[str, Any]:
    pane = {"user_id": "U0ANNA", "channel_id": DIRECT, "thread_ts": PANE, "context": {"channel_id": LOUNGE}}
    return {"type": kind, "assistant_thread": pane, "event_ts": "1"}


async def test_the_opened_pane_greets_once_in_the_person_s_language_with_questions(town: Town) -> None:
    town.slack.locales["U0ANNA"] = "fi-FI"
    for attempt in range(2):
        again = {"X-Slack-Retry-Num": "1"} if attempt else {}
        assert (await town.slack_event(pane_event(), event_id="Ev1", **again)).status_code == 200
    await town.settled()
    [greeting] = town.slack.messages
    assert (greeting["channel"], greeting["thread_ts"]) == (DIRECT, PANE)
    assert "Bollplank näyttää vaiheet" in text_of(greeting)
    [offered] = town.slack.prompts
    assert offered["title"] == "Missä tarvitset apua?"
    assert all(each["title"] and each["message"] for each in offered["prompts"])
    assert len(offered["prompts"]) <= 4
    assert await town.house.rows(Turn) == []


async def test_the_greeting_tells_of_an_outage(town: Town) -> None:
    use = town.house.services
    await use.database.write(lambda session: start_outage(session, "Mejlen ligger nere.", now=town.house.clock()))
    await town.slack_event(pane_event())
    await town.settled()
    assert "Mejlen ligger nere." in text_of(town.slack.messages[0])


@pytest.mark.parametrize("method", ["chat.postMessage", "assistant.threads.setSuggestedPrompts"])
async def test_one_courtesy_that_fails_takes_no_other_along(town: Town, method: str) -> None:
    town.slack.faults.will(method, "down")
    await town.slack_event(pane_event())
    await town.settled()
    assert len(town.slack.messages) + len(town.slack.prompts) == 1


async def test_a_question_gets_a_status_a_title_and_an_answer_in_the_pane(town: Town) -> None:
    town.house.bot.takes_s = 0.3
    await town.slack_say("hur kommer ja åt vpn", thread_ts=PANE)
    await town.settled()
    assert [each["status"] for each in town.slack.statuses] == ["skriver …"]
    assert (town.slack.statuses[0]["channel_id"], town.slack.statuses[0]["thread_ts"]) == (DIRECT, PANE)
    assert [each["title"] for each in town.slack.titles] == ["hur kommer ja åt vpn"]
    [shown] = town.slack.messages
    assert shown["thread_ts"] == PANE
    assert "VPN hemifrån" in text_of(shown)


async def test_only_the_first_message_names_the_talk_and_no_secret_does(town: Town) -> None:
    await town.slack_say(
        "kan inte logga in, mitt lösenord: Hemligt123! fungerar inte sen i går " + "x" * 60, thread_ts=PANE
    )
    await town.settled()
    await town.slack_say("det hjälpte inte", thread_ts=PANE)
    await town.settled()
    [named] = town.slack.titles
    assert "Hemligt123" not in named["title"]
    assert len(named["title"]) <= 60
    assert named["title"].endswith("…")


async def test_a_delivery_that_comes_again_is_answered_once(town: Town) -> None:
    event = a_message("hur kommer ja åt vpn", thread_ts=PANE)
    for number in range(3):
        again = {"X-Slack-Retry-Num": str(number)} if number else {}
        assert (await town.slack_event(event, event_id="Ev1", **again)).status_code == 200
    await town.settled()
    assert len(town.slack.messages) == 1
    assert len(await town.house.rows(Turn)) == 1


async def test_what_cannot_be_stored_in_time_is_not_acknowledged(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.channels.doorway.ACKNOWLEDGE_WITHIN_S", 0.2)
    real = town.house.services.database.write

    async def slow(work):
        await asyncio.sleep(0.5)
        return await real(work)

    monkeypatch.setattr(town.house.services.database, "write", slow)
    assert (await town.slack_say("hur kommer ja åt vpn", thread_ts=PANE)).status_code == 503


async def test_in_a_channel_s_thread_the_status_is_in_the_person_s_language(town: Town) -> None:
    town.slack.locales["U0ANNA"] = "en-GB"
    await town.slack_say("<@U0BOT> how do I reach the vpn from home", channel=LOUNGE, ts="1700000009.1")
    await town.settled()
    assert (town.slack.statuses[0]["channel_id"], town.slack.statuses[0]["thread_ts"]) == (LOUNGE, "1700000009.1")
    assert town.slack.statuses[0]["status"] == "is writing …"
    assert town.slack.titles == []


async def test_outside_threads_and_where_nobody_asked_us_there_is_no_status(town: Town) -> None:
    await town.slack_say("hur kommer ja åt vpn")
    await town.slack_say("vad blir det till lunch", channel=LOUNGE)
    await town.settled()
    assert town.slack.statuses == []
    assert town.slack.titles == []


async def test_an_answer_that_overtakes_the_status_takes_it_away(town: Town) -> None:
    town.slack.slow["assistant.threads.setStatus"] = 0.4
    await town.slack_say("hur kommer ja åt vpn", thread_ts=PANE)
    await town.settled()
    assert [each["status"] for each in town.slack.statuses] == ["skriver …", ""]
    assert len(town.slack.messages) == 1


async def test_a_status_that_fails_costs_no_answer(town: Town) -> None:
    town.slack.faults.will("assistant.threads.setStatus", "down")
    town.slack.faults.will("assistant.threads.setTitle", "gone")
    await town.slack_say("hur kommer ja åt vpn", thread_ts=PANE)
    await town.settled()
    assert len(town.slack.messages) == 1


@pytest.mark.parametrize(
    "event",
    [
        pane_event("assistant_thread_context_changed"),
        a_message("hej", thread_ts=PANE, bot_id="B0OTHER"),
        a_message("hej", thread_ts=PANE, user="U0BOT"),
        a_message("hej", thread_ts=PANE, subtype="message_changed", message={"text": "hej", "thread_ts": PANE}),
    ],
    ids=["context", "other bot", "ourselves", "edit"],
)
async def test_other_things_in_the_pane_are_acknowledged_and_nothing_is_kept_or_asked(town: Town, event) -> None:
    assert (await town.slack_event(event)).status_code == 200
    await town.settled()
    assert town.slack.messages == []
    assert {method for _at, method in town.slack.calls} <= {"auth.test"}
    assert await town.house.rows(Turn) == []
