"""Every channel x every kind of message x every broken part: exactly one fitting reply, or none where none is due."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest

from api.chat.bot_reply import BotReply, Said
from api.chat.ports import BotMessage
from api.db.tables import ChannelDelivery, ChannelThread, Turn
from api.settings import Settings
from tests.builders import a_form_step, a_hit, an_answer
from tests.fakes.bot import FakeBot
from tests.fakes.search import FakeSearch
from tests.fakes.town import Town, in_channel, open_town
from tests.stand_ins.connector import BOT, running_teams
from tests.stand_ins.slack_api import a_message, running_slack

KINDS = (
    "question", "small talk", "button", "form text", "empty", "emoji only", "huge", "attachment only", "edited",
    "deleted", "own", "another bot's", "not addressed", "duplicate",
)  # fmt: skip
UNADDRESSED = frozenset({"edited", "deleted", "own", "another bot's", "not addressed"})
NOT_IN_WEB = UNADDRESSED | {"attachment only"}
PARTS = ("none", "rasa", "retrieval", "rasa and retrieval", "database busy", "ticket system", "everything slow")
LIMIT_S = {"web": 15.0, "slack": 3.0, "teams": 10.0}
"""How long a channel waits for an acknowledgement; the web page waits for the answer itself."""
BUSY_S = 1.2
SLOW_S = 1.0
LANGUAGES = ("sv", "en", "fi")
QUESTIONS = {
    "sv": "hur kommer jag åt vpn hemifrån med min dator",
    "en": "how do I connect to the vpn from home with my computer",
    "fi": "miten pääsen kotoa vpn-yhteyteen omalla tietokoneellani",
}
GREETINGS = {
    "sv": "hej och god morgon på dig",
    "en": "hello and good morning to you",
    "fi": "hei ja hyvää huomenta sinulle",
}
TROUBLES = {
    "sv": "datorn visar fel 809 när jag försöker",
    "en": "the computer shows error 809 when I try",
    "fi": "tietokone näyttää virheen 809 kun yritän",
}
LABELS = {"sv": "Det hjälpte inte", "en": "It did not help", "fi": "Tästä ei ollut apua"}
LOCALES = {"sv": "sv-FI", "en": "en-GB", "fi": "fi-FI"}


def dialogue(message: BotMessage) -> BotReply:
    """Replies as Rasa would."""
    if message.button == "unsolved":
        return BotReply("refuse", messages=(Said("bot-unsolved-offer", {}),), buttons=("human", "no"))
    if message.button == "human":
        return BotReply("escalation", fields={"what": "fel 809"})
    if "809" in message.text:
        return a_form_step("where")
    if message.text in GREETINGS.values():
        return BotReply("small_talk", messages=(Said("bot-greet-1", {}),))
    if "ärende" in message.text:
        return a_form_step("what")
    return an_answer(a_hit(language=message.language))


def fitting(kind: str, part: str) -> set[str]:
    """What kinds of reply fit."""
    rasa_down, search_down = part.startswith("rasa"), "retrieval" in part
    if kind in {"empty", "emoji only", "attachment only"}:
        return {"small_talk"}
    if kind == "button":
        return {"ticket_created"} if part == "ticket system" else {"refuse"}
    if kind == "form text":
        return {"form"}
    if rasa_down:
        return {"refuse"} if search_down else {"answer"}
    return {"small_talk"} if kind == "small talk" else {"answer"}


@dataclass
class Person:
    """Someone with a thread of their own in one channel."""

    town: Town
    channel: str
    number: int
    language: str
    conversation: str | None = None
    acknowledged_s: list[float] = field(default_factory=list)
    used: int = 0

    @property
    def user(self) -> str:
        return f"U0P{self.number}"

    @property
    def direct(self) -> str:
        return f"D0P{self.number}"

    def teams_self(self) -> dict[str, Any]:
        place = {
            "id": f"a:p{self.number}",
            "conversationType": "personal",
            "tenantId": "22222222-2222-4222-8222-222222222222",
        }
        who = {"id": f"29:p{self.number}", "name": "P", "aadObjectId": f"p{self.number}"}
        return {"from": who, "conversation": place, "locale": LOCALES[self.language]}

    def shown(self) -> list[dict[str, Any]]:
        if self.channel == "slack":
            return [each for each in self.town.slack.messages if each["channel"] in {self.direct, f"C0P{self.number}"}]
        return [each for each in self.town.teams.messages if f"p{self.number}" in each["in"].split(":")]

    async def timed(self, work: Awaitable[Any]) -> Any:
        started = time.monotonic()
        result = await work
        self.acknowledged_s.append(time.monotonic() - started)
        return result

    async def say(self, text: str, **more: Any) -> None:
        self.used += 1
        if self.channel == "slack":
            await self.timed(self.town.slack_say(text, user=self.user, channel=self.direct, **more))
        elif self.channel == "teams":
            await self.timed(self.town.teams_say(text, **(self.teams_self() | more)))
        else:
            body = {"conversation": self.conversation, "text": text, "language": self.language, **more}
            response = await self.timed(self.town.house.post(**body))
            self.conversation = response.json()["conversation"]

    async def press(self, button: str, label: str) -> None:
        if self.channel == "slack":
            await self.timed(self.town.slack_click(self.shown()[-1], label, user=self.user, trigger="expired"))
        elif self.channel == "teams":
            await self.timed(self.town.teams_click(self.shown()[-1], label, **self.teams_self()))
        else:
            await self.timed(self.town.house.post(conversation=self.conversation, button=button))

    async def ask_for_a_person(self) -> None:
        if self.channel != "teams":
            await self.press("human", HUMAN[self.language])
            return
        me = self.teams_self()
        form = await self.timed(self.town.teams_click(self.shown()[-1], HUMAN[self.language], **me))
        inputs = {"what": TROUBLES[self.language]}
        await self.timed(self.town.teams_click(form["value"], SEND[self.language], inputs=inputs, **me))

    async def do(self, kind: str, part: str) -> None:
        """One message of a kind."""
        if kind == "button":
            await (
                self.ask_for_a_person() if part == "ticket system" else self.press("unsolved", LABELS[self.language])
            )
            return
        if kind == "duplicate":
            same = {"slack": {"ts": "1700000077.1"}, "teams": {"id": "dup"}, "web": {"message_id": str(uuid4())}}
            for _ in range(3):
                await self.say(QUESTIONS[self.language], **same[self.channel])
            return
        plain = {
            "question": QUESTIONS[self.language],
            "small talk": GREETINGS[self.language],
            "form text": TROUBLES[self.language],
            "empty": "",
            "emoji only": "🙈🙈",
            "huge": f"{QUESTIONS[self.language]} " * 120,
        }
        if kind in plain:
            await self.say(plain[kind])
        elif self.channel == "slack":
            await self._slack_only(kind)
        else:
            await self._teams_only(kind)

    async def _slack_only(self, kind: str) -> None:
        text, own = QUESTIONS[self.language], {"user": self.user, "channel": self.direct}
        events = {
            "attachment only": a_message("", subtype="file_share", files=[{"id": "F1"}], **own),
            "edited": a_message("", subtype="message_changed", message={"text": text, "user": self.user}, **own),
            "deleted": a_message("", subtype="message_deleted", **own),
            "own": a_message(text, **(own | {"user": "U0BOT"})),
            "another bot's": a_message(text, bot_id="B0OTHER", **own),
            "not addressed": a_message(text, **(own | {"channel": f"C0P{self.number}"})),
        }
        await self.timed(self.town.slack_event(events[kind]))

    async def _teams_only(self, kind: str) -> None:
        text, me = QUESTIONS[self.language], self.teams_self()
        unaddressed = in_channel(self.town.teams, text, mention=False)
        changes = {
            "attachment only": {
                "text": "",
                "attachments": [{"contentType": "image/png", "contentUrl": "https://x/y.png"}],
            },
            "edited": {"type": "messageUpdate"},
            "deleted": {"type": "messageDelete"},
            "own": {"from": BOT},
            "another bot's": {"from": {"id": "28:other"}},
            "not addressed": {"conversation": unaddressed["conversation"]},
        }
        changed = {"text": text} | me | changes[kind]
        await self.timed(self.town.teams_say(changed.pop("text"), **changed))


SEND = {"sv": "Skicka", "en": "Send", "fi": "Lähetä"}
HUMAN = {"sv": "Fråga en människa", "en": "Ask a person", "fi": "Kysy ihmiseltä"}


async def prepare(person: Person, kind: str) -> None:
    """What must have been said before, while all was well."""
    if kind == "button":
        await person.say(QUESTIONS[person.language])
    elif kind == "form text":
        await person.say("ärende, ticket, tukipyyntö")
    else:
        return
    await person.town.settled()


@asynccontextmanager
async def broken(town: Town, settings: Settings, part: str) -> AsyncIterator[None]:
    """Break a part of the house for a while."""
    bot, search = town.house.bot, town.house.search
    bot.down, search.down = part.startswith("rasa"), "retrieval" in part
    slow = SLOW_S if part == "everything slow" else 0.0
    bot.takes_s = town.slack.slow_s = town.teams.slow_s = slow
    holding = asyncio.create_task(asyncio.to_thread(_hold, settings)) if part == "database busy" else None
    if holding:
        await asyncio.sleep(0.1)
    yield
    if holding:
        await holding


def _hold(settings: Settings) -> None:
    """Keep everyone from writing, as a long import would."""
    connection = sqlite3.connect(settings.var_dir / "bollplank.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    time.sleep(BUSY_S)
    connection.execute("ROLLBACK")
    connection.close()


async def replies_of(person: Person, seen: int) -> list[dict[str, Any]]:
    """The stored replies to what came after `seen` turns of the person's conversation."""
    conversation = person.conversation
    if person.channel != "web":
        threads = await person.town.house.rows(ChannelThread)
        key = f"p{person.number}" if person.channel == "teams" else person.user
        mine = [each.conversation_id for each in threads if key in each.thread_key.replace(":", " ").split()]
        conversation = mine[0] if mine else None
    turns = [each for each in await person.town.house.rows(Turn) if each.conversation_id == conversation]
    return [reply for turn in turns if turn.seq > seen for reply in turn.replies or ()]


@dataclass
class Case:
    """One cell of the matrix."""

    person: Person
    kind: str
    seen: int = 0
    shown: int = 0

    def begin(self) -> None:
        """Forget what was needed to get here."""
        self.seen, self.person.acknowledged_s = self.person.used, []
        self.shown = 0 if self.person.channel == "web" else len(self.person.shown())

    async def wrong(self, part: str) -> str | None:
        """What is not as promised, or None."""
        person, due = self.person, 0 if self.kind in UNADDRESSED else 1
        replies = await replies_of(person, self.seen)
        wrong = [f"{len(replies)} replies"] if len(replies) != due else []
        if person.channel != "web" and len(person.shown()) - self.shown != due:
            wrong.append(f"{len(person.shown()) - self.shown} shown")
        if due and replies:
            wrong += [f"kind {r['kind']}" for r in replies if r["kind"] not in fitting(self.kind, part)]
            wrong += [f"in {r['language']}, not {person.language}" for r in replies if r["language"] != person.language]
        if max(person.acknowledged_s) > LIMIT_S[person.channel]:
            wrong.append(f"acknowledged after {max(person.acknowledged_s):.1f} s")
        return ", ".join(wrong) or None


@pytest.mark.alone
@pytest.mark.parametrize("part", PARTS)
async def test_one_fitting_reply_in_every_channel_whatever_breaks(settings: Settings, part: str, capfd) -> None:
    bot, search = FakeBot(), FakeSearch()
    bot.will_say(dialogue)
    async with AsyncExitStack() as opened:
        slack = await opened.enter_async_context(running_slack())
        teams = await opened.enter_async_context(running_teams())
        town = await opened.enter_async_context(open_town(settings, slack, teams, bot=bot, search=search))
        search.will_find("answer", a_hit())
        cases = cases_of(town)
        for case in cases:
            slack.locales[case.person.user] = LOCALES[case.person.language]
            await prepare(case.person, case.kind)
            case.begin()
        async with broken(town, settings, part):
            await asyncio.gather(*(case.person.do(case.kind, part) for case in cases))
            await town.settled()
        await town.settled()
        found = {(case.person.channel, case.kind): await case.wrong(part) for case in cases}
        unsent = [row for row in await town.house.rows(ChannelDelivery) if row.state != "done"]
    failed = {case: wrong for case, wrong in found.items() if wrong}
    with capfd.disabled():
        print(f"\nmatrix, broken: {part}: {len(cases) - len(failed)} of {len(cases)} as promised")
    assert not failed
    assert not unsent


def cases_of(town: Town) -> list[Case]:
    """Every kind of message that a channel knows, each from a person of its own, in turn in each language."""
    cells = [(c, k) for c in LIMIT_S for k in KINDS if not (c == "web" and k in NOT_IN_WEB)]
    return [Case(Person(town, c, number, LANGUAGES[number % 3]), k) for number, (c, k) in enumerate(cells)]
