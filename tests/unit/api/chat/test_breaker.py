"""Nobody waits for a dialogue that is known to be down."""

import asyncio

import pytest

from api.chat.bot_reply import BotReply
from api.chat.breaker import CarefulBot
from api.chat.ports import BotMessage, BotUnavailableError, UnusableReplyError
from tests.builders import an_answer
from tests.fakes.bot import FakeBot

MESSAGE = BotMessage("s", "hej", "m", "sv", "web", None, None, ("alla",))


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def bot() -> FakeBot:
    fake = FakeBot()
    fake.will_say(an_answer())
    return fake


@pytest.fixture
def careful(bot: FakeBot, seconds: Seconds) -> CarefulBot:
    return CarefulBot(bot, clock=seconds)


async def fails(careful: CarefulBot) -> None:
    with pytest.raises(BotUnavailableError):
        await careful.reply_to(MESSAGE)


async def test_after_a_failure_the_bot_is_skipped(careful: CarefulBot, bot: FakeBot) -> None:
    bot.down = True
    await fails(careful)
    await fails(careful)
    assert len(bot.heard) == 1


def unusable(_message: BotMessage) -> BotReply:
    raise UnusableReplyError("0 replies in place of one")


async def test_a_message_that_gets_no_usable_reply_costs_nobody_else_the_bot(careful, bot) -> None:
    bot.will_say(unusable, an_answer())
    with pytest.raises(UnusableReplyError):
        await careful.reply_to(MESSAGE)
    assert await careful.is_up()
    assert (await careful.reply_to(MESSAGE)).kind == "answer"


async def test_an_unusable_reply_to_a_try_shows_that_the_bot_is_back(careful, bot, seconds) -> None:
    bot.down = True
    await fails(careful)
    bot.down, seconds.now = False, 1.1
    bot.will_say(unusable, an_answer())
    await careful.watch()
    with pytest.raises(UnusableReplyError):
        await careful.reply_to(MESSAGE)
    assert (await careful.reply_to(MESSAGE)).kind == "answer"


async def test_it_is_tried_again_once_a_look_in_the_background_found_it_up(careful, bot, seconds) -> None:
    bot.down = True
    await fails(careful)
    bot.down = False
    await careful.watch()
    await fails(careful)  # too early for a look
    seconds.now = 1.1
    await careful.watch()
    assert (await careful.reply_to(MESSAGE)).kind == "answer"
    assert (await careful.reply_to(MESSAGE)).kind == "answer"


async def test_while_one_message_is_tried_the_others_are_skipped(careful, bot, seconds) -> None:
    bot.down = True
    await fails(careful)
    bot.down, bot.takes_s, seconds.now = False, 0.05, 2
    await careful.watch()
    trying = asyncio.create_task(careful.reply_to(MESSAGE))
    await asyncio.sleep(0)
    await fails(careful)
    assert (await trying).kind == "answer"


async def test_a_bot_that_is_up_but_fails_is_tried_less_and_less(careful, bot, seconds) -> None:
    class Hollow(FakeBot):
        async def is_up(self) -> bool:
            return True

    hollow = Hollow()
    hollow.down = True
    careful = CarefulBot(hollow, clock=seconds)
    for _ in range(600):
        await fails(careful)
        seconds.now += 1
        await careful.watch()
    assert len(hollow.heard) < 60


async def test_it_is_called_up_only_when_the_next_message_goes_to_it(careful, bot, seconds) -> None:
    bot.down = True
    await fails(careful)
    bot.down = False
    assert not await careful.is_up()  # it answers a look, but people are still spared
    seconds.now = 1.1
    assert await careful.is_up()
    assert (await careful.reply_to(MESSAGE)).kind == "answer"
    assert await careful.is_up()
