"""People in Slack, in Teams and on the web; what is not acknowledged comes again, as each of these sends it again."""

import asyncio
import itertools
import random
import time
from collections.abc import Awaitable, Callable
from copy import deepcopy
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from tests.chaos.channels.promises import Promise, Thread
from tests.chaos.channels.shown import pressed_id, said_in, token_of
from tests.fakes.town import LOUNGE, Json, Town, in_channel
from tests.stand_ins.slack_api import a_message

SLACK_PAUSES_S = (0.2, 4.0, 10.0, 20.0, 40.0)
"""Slack sends again at once, after a minute and after five; here all is quicker, and a person sends once more."""
AGAIN_S = 0.5
GIVES_UP_AFTER_S = 120.0
SHOWN_WITHIN_S = 15.0
HELPED_NOT = "Det hjälpte inte"
Post = Callable[[int], Awaitable[httpx.Response]]


@dataclass
class People:
    """Everybody, and what they were promised."""

    town: Town
    seed: int
    threads: list[Thread] = field(default_factory=list)
    stopping: bool = False
    repeats: int = 0
    _numbers: itertools.count = field(default_factory=lambda: itertools.count(1))

    async def crowd(self, each: int) -> None:
        kinds = (self._direct, self._mention, self._teams, self._teams_channel, self._web)
        people = [(kind, random.Random(f"{self.seed}:{kind.__name__}:{n}")) for n in range(each) for kind in kinds]
        await asyncio.gather(*(self._person(kind, chance) for kind, chance in people))

    async def _person(self, talk: Callable[[random.Random, int], Awaitable[None]], chance: random.Random) -> None:
        while not self.stopping:
            await talk(chance, next(self._numbers))
            await asyncio.sleep(chance.uniform(0.2, 1.0))

    async def _direct(self, chance: random.Random, number: int) -> None:
        user, channel = f"U0P{number}", f"D0P{number}"
        thread = self._thread("slack", f"{channel}:")

        async def say(text: str, line: int) -> None:
            event = a_message(text, user=user, channel=channel, ts=f"17100{number:05d}.{line:06d}")
            await self._slack(thread, text, event)

        await self._talk(chance, thread, number, say)
        if chance.random() < 0.5:
            await self._click(thread, lambda message: self.town.slack_click(message, HELPED_NOT, user=user))

    async def _mention(self, chance: random.Random, number: int) -> None:
        user, begun = f"U0P{number}", f"17100{number:05d}.000000"
        thread = self._thread("slack", f"{LOUNGE}:{begun}")

        async def say(text: str, line: int) -> None:
            more = {"thread_ts": begun} if line else {}
            event = a_message(f"<@U0BOT> {text}", user=user, channel=LOUNGE, ts=f"17100{number:05d}.{line:06d}", **more)
            # Slack tells of a mention twice.
            twice = (self._slack(thread, text, event | {"type": kind}) for kind in ("message", "app_mention"))
            await asyncio.gather(*twice)

        await self._talk(chance, thread, number, say)

    async def _teams(self, chance: random.Random, number: int) -> None:
        thread = self._thread("teams", f"a:{number}")
        conversation = self.town.teams.activity()["conversation"] | {"id": thread.place}
        await self._in_teams(chance, number, thread, self.town.teams.activity, conversation)

    async def _teams_channel(self, chance: random.Random, number: int) -> None:
        thread = self._thread("teams channel", f"19:abc@thread.tacv2;messageid={number}")
        conversation = in_channel(self.town.teams, "")["conversation"] | {"id": thread.place}
        await self._in_teams(chance, number, thread, lambda text: in_channel(self.town.teams, text), conversation)

    async def _in_teams(
        self, chance: random.Random, number: int, thread: Thread, say: Callable[[str], Json], conversation: Json
    ) -> None:
        person = {"id": f"29:{number}", "name": "Anna", "aadObjectId": f"33333333-3333-4333-8333-{number:012d}"}
        who = {"from": person, "conversation": conversation}

        async def post(text: str, _line: int) -> None:
            activity = say(text) | who
            await self._until_taken(thread, text, lambda _: self.town.teams_post(activity))

        await self._talk(chance, thread, number, post)
        if chance.random() < 0.5:
            await self._click(thread, lambda message: self.town.teams_press(message, HELPED_NOT, **who))

    async def _web(self, chance: random.Random, number: int) -> None:
        thread = self._thread("web", "")

        async def say(text: str, _line: int) -> None:
            body = {"text": text, "conversation": thread.place or None, "message_id": str(uuid4())}
            answer = await self._until_taken(thread, text, lambda _: self.town.house.post(**body))
            if answer is not None:
                thread.place = answer.json()["conversation"]

        await self._talk(chance, thread, number, say)

    def _thread(self, channel: str, place: str) -> Thread:
        thread = Thread(channel, place)
        self.threads.append(thread)
        return thread

    async def _talk(
        self, chance: random.Random, thread: Thread, number: int, say: Callable[[str, int], Awaitable[None]]
    ) -> None:
        """Some questions without waiting for answers, and perhaps a ticket."""
        lines = [f"Fråga {number}-{line}" for line in range(chance.randint(1, 4))]
        if chance.random() < 0.4:
            lines.append(f"Ärende {number}")
        for line, text in enumerate(lines):
            await say(text, line)
            await asyncio.sleep(chance.choice((0.0, 0.1, 0.6)))

    async def _slack(self, thread: Thread, text: str, event: Json) -> None:
        event_id = str(uuid4())

        async def post(attempt: int) -> httpx.Response:
            again = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_error"} if attempt else {}
            return await self.town.slack_event(event, event_id=event_id, **again)

        await self._until_taken(thread, text, post, pauses=SLACK_PAUSES_S)

    async def _click(self, thread: Thread, press: Callable[[Json], Awaitable[httpx.Response]]) -> None:
        """Press a button of the first answer; who sees it fail presses again."""
        message = deepcopy(await self._first_answer(thread))  # as on the screen, whatever becomes of it meanwhile
        if message is not None:
            # The dialogue names it by its id, which is the event's and the button's.
            shows = pressed_id(thread.channel, message)
            if await self._until_taken(thread, shows, lambda _: press(message)) is not None:
                thread.clicked.add(token_of(message))

    async def _first_answer(self, thread: Thread) -> Json | None:
        end = time.monotonic() + SHOWN_WITHIN_S
        while time.monotonic() < end:
            shown = [each for each in said_in(self.town, thread) if HELPED_NOT in str(each)]
            if shown:
                return shown[0]
            await asyncio.sleep(0.2)
        return None

    async def _until_taken(
        self, thread: Thread, shows: str, post: Post, *, pauses: tuple[float, ...] = ()
    ) -> httpx.Response | None:
        sent = time.monotonic()
        for attempt in itertools.count():
            try:
                answer = await post(attempt)
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.status_code in {200, 202}:
                if all(each.shows != shows for each in thread.promises):
                    thread.promises.append(Promise(shows, sent, time.monotonic()))
                return answer
            self.repeats += 1
            if (pauses and attempt >= len(pauses)) or time.monotonic() - sent > GIVES_UP_AFTER_S:
                thread.given_up.add(shows)
                return None
            await asyncio.sleep(pauses[attempt] if pauses else AGAIN_S)
        return None
