"""In a person's own Teams chat nothing is shown twice: every answer that Teams may give to a stream."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from api.channels import openings
from api.channels.teams import streams
from api.chat.bot_reply import BotReply, Said
from api.chat.pushed import ChannelBusyError
from api.db.tables import ChannelDelivery, ChannelThread
from api.settings import Settings
from tests.fakes.town import Town, desk_replies, open_town, text_of
from tests.integration.conftest import House
from tests.stand_ins.connector import StandInTeams, running_teams
from tests.stand_ins.slack_api import StandInSlack

QUESTION = "hur kommer ja åt vpn"
CHAT = "a:anna"
ANSWER = "**VPN hemifrån**"
HERE_COMES = "Här kommer ett meddelande …"


@pytest.fixture
async def teams() -> AsyncIterator[StandInTeams]:
    async with running_teams() as running:
        yield running


@pytest.fixture
async def town(settings: Settings, teams: StandInTeams) -> AsyncIterator[Town]:
    async with open_town(settings, StandInSlack(), teams) as opened:
        yield opened


def grown_up(town: Town) -> None:
    """So long after the start that no stream of an earlier process can be open."""
    town.house.app.state.teams._desk._channel.places._began = -1e9


async def later(town: Town, *, seconds: float = 30) -> None:
    town.house.clock.forward(seconds=seconds)
    await town.settled()


def said(town: Town) -> list[str]:
    return [text_of(each) for each in town.teams.messages]


async def asked(town: Town, text: str = QUESTION) -> None:
    assert (await town.teams_say(text)).status_code == 202
    await town.settled()


async def test_an_answer_ends_the_stream_that_told_it_was_coming(town: Town) -> None:
    await asked(town)
    [shown], [stream] = town.teams.messages, town.teams.streams.all.values()
    assert (shown["id"], stream.state, stream.words) == (stream.id, "final", "Ett ögonblick …")
    assert shown["text"] == ""
    assert all(word in str(shown["attachments"]) for word in ("VPN hemifrån", "Det löste sig"))
    assert (town.teams.typing, town.teams.updates) == (0, [])
    [delivery] = await town.house.rows(ChannelDelivery)
    assert (delivery.channel_message_id, delivery.place) == (stream.id, f"stream:{stream.id}")
    [thread] = await town.house.rows(ChannelThread)
    assert thread.place is None


async def test_where_a_stream_must_end_with_words_they_stand_above_the_card(town: Town) -> None:
    town.teams.streams.words_last = True
    for _ in range(2):
        await asked(town)
    assert [each["text"] for each in town.teams.messages] == [ANSWER, ANSWER]
    assert "heading" not in str(town.teams.messages)
    assert "Det löste sig" in str(town.teams.messages[1]["attachments"])
    assert {each.state for each in town.teams.streams.all.values()} == {"final"}
    deliveries = await town.house.rows(ChannelDelivery)
    assert [each.channel_message_id for each in deliveries] == ["words:s1", "words:s2"]


async def test_what_is_only_said_ends_the_stream_in_words(town: Town) -> None:
    town.house.bot.will_say(BotReply("small_talk", messages=(Said("bot-greet-1", {}),)))
    await asked(town, "hej")
    [shown] = town.teams.messages
    assert shown["text"]
    assert shown["attachments"] == []


@pytest.mark.parametrize("trouble", ["lost_answer", "down_after", "lost_request", "down", "late"])
async def test_an_open_outcome_shows_the_answer_once(town: Town, trouble) -> None:
    town.teams.faults.will("final", trouble)
    await asked(town)
    await asyncio.sleep(0.6 if trouble == "late" else 0)
    await later(town)
    assert len(town.teams.messages) == 1
    assert town.teams.updates == []
    [delivery] = await town.house.rows(ChannelDelivery)
    assert (delivery.state, delivery.attempts) == ("done", 2)


async def test_many_open_outcomes_in_a_row_still_show_it_once(town: Town) -> None:
    town.teams.faults.will("final", "lost_answer", "down", "too_many", "lost_answer")
    await asked(town)
    for _ in range(5):
        await later(town)
    assert len(town.teams.messages) == 1


@pytest.mark.parametrize("shown_before", [True, False])
async def test_after_two_minutes_the_answer_is_put_in_the_stream_s_place(town: Town, shown_before) -> None:
    town.teams.faults.will("final", "lost_answer" if shown_before else "lost_request")
    await asked(town)
    town.teams.streams.lives_s = 0
    await later(town)
    assert len(town.teams.messages) == 1
    assert len(town.teams.updates) == (0 if shown_before else 1)
    assert "Det löste sig" in text_of(town.teams.messages[0])


async def test_an_answer_slower_than_two_minutes_stands_where_the_stream_began(town: Town) -> None:
    town.teams.streams.lives_s = 0
    await asked(town)
    [shown] = town.teams.messages
    assert "VPN hemifrån" in str(shown["attachments"])
    assert len(town.teams.updates) == 1
    await town.teams_click(shown, "Det hjälpte inte")
    await town.settled()
    assert "Du valde: Det hjälpte inte" in text_of(town.teams.messages[0])


async def test_an_unknown_stream_is_no_loss(town: Town) -> None:
    town.house.bot.takes_s = 0.3
    await town.teams_say(QUESTION)
    await asyncio.sleep(0.2)
    town.teams.streams.all.clear()
    await town.settled()
    assert len(town.teams.messages) == 1
    assert [stream.words for stream in town.teams.streams.all.values()] == [HERE_COMES]


async def test_who_presses_stop_has_the_answer_all_the_same(town: Town) -> None:
    town.house.bot.takes_s = 0.3
    await town.teams_say(QUESTION)
    await asyncio.sleep(0.2)
    town.teams.streams.stop(CHAT)
    await town.settled()
    assert len(town.teams.messages) == 1
    assert [stream.state for stream in town.teams.streams.all.values()] == ["stopped", "final"]


async def test_stop_after_an_open_outcome_shows_it_once(town: Town) -> None:
    town.teams.faults.will("final", "lost_request")
    await asked(town)
    town.teams.streams.stop(CHAT)
    await later(town)
    assert len(town.teams.messages) == 1


async def test_where_no_streams_are_allowed_answers_come_as_messages(town: Town) -> None:
    grown_up(town)
    town.teams.streams.allowed = False
    calls = counted(town.teams)
    for _ in range(3):
        await asked(town)
    assert ["VPN hemifrån" in str(each["attachments"]) for each in town.teams.messages] == [True] * 3
    assert not any(each.get("text") for each in town.teams.messages)
    assert calls["begin"] == 1
    assert town.teams.typing == 3
    assert town.teams.updates == []


async def test_it_is_asked_again_after_an_hour(town: Town) -> None:
    grown_up(town)
    town.teams.streams.allowed = False
    await asked(town)
    town.teams.streams.allowed = True
    await asked(town)
    assert town.teams.streams.all == {}
    town.house.app.state.teams._desk._channel.places._without.set(CHAT, 0)
    await asked(town)
    assert len(town.teams.streams.all) == 1
    assert len(town.teams.messages) == 3


def counted(teams: StandInTeams) -> dict[str, int]:
    """How often streams were begun, or tried to."""
    calls, real = {"begin": 0}, teams.streams.begin

    def begin(chat, activity):
        calls["begin"] += 1
        return real(chat, activity)

    teams.streams.begin = begin  # type: ignore[method-assign]
    return calls


@pytest.mark.parametrize("second", ["refused", "taken"])
@pytest.mark.parametrize("trouble", ["lost_answer", "down_after", "hang"])
async def test_a_stream_that_was_perhaps_opened_doubles_nothing(town: Town, trouble, second, monkeypatch) -> None:
    monkeypatch.setattr(streams, "OPEN_WITHIN_S", 0.3)
    grown_up(town)
    town.teams.streams.second = second
    town.teams.faults.will("open", trouble)
    town.teams.faults.will("final", "lost_answer")
    town.teams.faults.will("put", "lost_answer")
    await asked(town)
    await later(town)
    answers = [each for each in said(town) if "Det löste sig" in each]
    assert len(answers) == 1
    assert town.teams.typing == 0
    assert len(town.teams.messages) == 1
    assert len(town.teams.updates) == (2 if second == "refused" else 0)


async def test_beside_a_lost_stream_even_a_lost_message_of_waiting_doubles_no_answer(town: Town) -> None:
    grown_up(town)
    town.teams.faults.will("open", "lost_answer")
    town.teams.faults.will("post", "lost_answer")
    await asked(town)
    await later(town)
    assert [each.get("text") for each in town.teams.messages] == [HERE_COMES, None]
    for stream in town.teams.streams.all.values():
        stream.opened -= 120
    town.house.app.state.teams._desk._channel.places._perhaps_open.end(CHAT)
    await asked(town)
    assert [each.get("text") for each in town.teams.messages] == [HERE_COMES, None, ""]


async def test_soon_after_a_start_an_earlier_process_s_stream_may_be_open(
    settings: Settings, teams: StandInTeams
) -> None:
    async with open_town(settings, StandInSlack(), teams) as town:
        town.house.bot.takes_s = 5
        await town.teams_say(QUESTION)
        await asyncio.sleep(0.3)
        [stream] = teams.streams.all.values()
        for thread in await town.house.rows(ChannelThread):
            assert thread.place == f"stream:{stream.id}"
    async with open_town(settings, StandInSlack(), teams) as town:
        town.house.clock.forward(seconds=90)
        await town.house.services.gateway.finish_orphans()
        await town.settled()
        assert [each["id"] for each in teams.messages] == [stream.id]
        teams.streams.all["other"] = streams_of_another(stream)
        teams.faults.will("put", "lost_answer")
        await asked(town)
        await later(town)
        assert len(teams.messages) == 2
        assert teams.typing == 1


def streams_of_another(stream):
    return type(stream)("other", stream.chat, 99, "Ett ögonblick …", stream.opened)


async def test_two_questions_in_a_row_have_two_streams_one_after_the_other(town: Town) -> None:
    town.house.bot.takes_s = 0.2
    for _ in range(3):
        await town.teams_say(QUESTION)
    await town.settled()
    assert [each["id"] for each in town.teams.messages] == ["s1", "s2", "s3"]
    assert [stream.words for stream in town.teams.streams.all.values()] == ["Ett ögonblick …", HERE_COMES, HERE_COMES]


async def test_the_desk_s_reply_has_a_stream_of_its_own(town: Town) -> None:
    town.house.bot.down = town.house.search.down = True
    await town.teams_say("datorn startar inte")
    await asked(town, "ja tack")
    await town.house.work()
    await town.house.services.database.write(desk_replies)
    await town.house.work()
    town.teams.faults.will("final", "lost_answer")
    await town.settled()
    await later(town)
    assert sum("Anna, it-stödet" in each for each in said(town)) == 1
    assert len(town.teams.streams.all) == len(town.teams.messages)
    assert town.teams.streams.open_in(CHAT) == []


@pytest.mark.parametrize("words_last", [False, True])
async def test_pressing_a_button_leaves_the_words_in_place(town: Town, words_last) -> None:
    town.teams.streams.words_last = words_last
    await asked(town)
    [shown] = town.teams.messages
    form = (await town.teams_click(shown, "Fråga en människa"))["value"]
    back = (await town.teams_click(form, "Avbryt"))["value"]
    assert back == shown["attachments"][0]["content"]
    await town.teams_click(back, "Det hjälpte inte")
    await town.settled()
    assert not town.teams.messages[0]["text"]  # Teams changes words and card only into one of both
    assert all(word in text_of(town.teams.messages[0]) for word in ("VPN hemifrån", "Du valde: Det hjälpte inte"))


async def test_where_teams_holds_to_one_request_a_second_the_answer_comes_after_it(town: Town) -> None:
    town.teams.streams.least_s = 1.0
    await asked(town)
    assert town.teams.messages == []
    town.teams.streams.least_s = 0
    town.house.clock.forward(seconds=1)
    await town.settled()
    assert len(town.teams.messages) == 1


async def test_a_slow_stream_does_not_hold_up_the_answer(town: Town, monkeypatch) -> None:
    monkeypatch.setattr(streams, "OPEN_WITHIN_S", 0.2)
    grown_up(town)
    town.teams.faults.will("open", "hang", "hang")
    started = asyncio.get_running_loop().time()
    await asked(town)
    await later(town)
    assert asyncio.get_running_loop().time() - started < 5
    assert len(town.teams.messages) == 1


async def test_waiting_that_nothing_came_for_is_taken_away(town: Town, monkeypatch) -> None:
    monkeypatch.setattr(openings, "SWEEP_EVERY_S", 0)
    await asked(town)
    [thread] = await town.house.rows(ChannelThread)
    channel = town.house.app.state.teams._desk._channel
    town.pump.openings.begin(channel, thread.ref, thread.conversation_id, "sv")
    await town.pump.openings.settled()
    assert len(town.teams.streams.open_in(CHAT)) == 1
    await town.pump.run_once()
    await town.pump.openings.settled()
    assert town.teams.streams.open_in(CHAT) == []
    await asked(town)
    assert len(town.teams.messages) == 2


async def test_an_hour_without_a_token_keeps_the_answer(town: Town, monkeypatch) -> None:
    real = town.house.app.state.teams._desk._channel.places.open

    async def refused(*_args, **_more):
        raise ChannelBusyError("no token", retry_after_s=300)

    monkeypatch.setattr(town.house.app.state.teams._desk._channel.places, "open", refused)
    await asked(town)
    assert town.teams.messages == []
    monkeypatch.setattr(town.house.app.state.teams._desk._channel.places, "open", real)
    await later(town, seconds=301)
    assert len(town.teams.messages) == 1


async def test_the_house_is_told_of_what_is_refused_for_good(town: Town, house: House) -> None:
    town.teams.faults.will("open", "gone", "gone")
    await asked(town)
    [delivery] = await town.house.rows(ChannelDelivery)
    assert (delivery.state, delivery.error) == ("dead", "teams: 403 BotNotInConversationRoster")
