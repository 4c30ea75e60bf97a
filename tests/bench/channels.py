"""`make bench-channels`: what each channel costs over the bare gateway. Dialogue and retrieval answer at once."""

import asyncio
import gc
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import aiohttp
from rich.console import Console
from rich.table import Table

from api.chat.messages import Inbound
from api.logs import set_up_logging
from api.settings import Settings
from tests.fakes.town import Town, open_town
from tests.stand_ins.connector import TENANT, running_teams
from tests.stand_ins.slack_api import TOKEN, running_slack

QUESTION = "hur kommer ja åt vpn hemifrån"
ROUNDS, WARM = 60, 5
PAUSE_S = 0.02
Ask = Callable[["Timing", int], Awaitable[None]]


@dataclass
class Timing:
    """Milliseconds of one channel."""

    answered: list[float] = field(default_factory=list)
    acknowledged: list[float] = field(default_factory=list)
    stand_in: list[float] = field(default_factory=list)
    """The same calls to the stand-in, from a client that does nothing else."""


def main() -> None:
    set_up_logging()
    with tempfile.TemporaryDirectory(prefix="bollplank-bench-") as folder:
        timings = asyncio.run(_measure(Path(folder)))
    bare = statistics.median(timings["bare gateway"].answered)
    table = Table(title=f"One person, {ROUNDS} questions in turn, each in a new thread; p50 in ms; all on this machine")
    for heading in ("channel", "acknowledged", "answer shown", "p95", "stand-in's", "over bare", "without stand-in"):
        table.add_column(heading, justify="right")
    for name, timing in timings.items():
        whole, p95 = statistics.median(timing.answered), statistics.quantiles(timing.answered, n=20)[18]
        stand_in = statistics.median(timing.stand_in) if timing.stand_in else 0.0
        first = f"{statistics.median(timing.acknowledged):.1f}" if timing.acknowledged else ""
        share = f"{stand_in:.1f}" if stand_in else ""
        ratios = (f"{whole / bare:.2f} x", f"{(whole - stand_in) / bare:.2f} x")
        table.add_row(name, first, f"{whole:.1f}", f"{p95:.1f}", share, *ratios)
    Console(width=110).print(table)


async def _measure(folder: Path) -> dict[str, Timing]:
    guides = folder / "guides"
    guides.mkdir()
    async with running_slack() as slack, running_teams() as teams, aiohttp.ClientSession() as client:
        teams.checks = False
        settings = Settings(var_dir=folder / "var", guides_dir=guides)
        async with open_town(settings, slack, teams) as town:
            asks: dict[str, Ask] = {
                "bare gateway": lambda _timing, _n: _bare(town),
                "web": lambda _timing, _n: _web(town),
                "slack": lambda timing, n: _slack(town, timing, n),
                "teams": lambda timing, n: _teams(town, timing, n),
            }
            again = {"slack": lambda: _slack_itself(town, client), "teams": lambda: _teams_itself(town, client)}
            timings = {name: Timing() for name in asks}
            for number in range(-WARM, ROUNDS):
                for name, ask in asks.items():
                    timing = timings[name] if number >= 0 else Timing()
                    gc.collect()
                    await asyncio.sleep(PAUSE_S)
                    timing.answered.append(await _took(lambda: ask(timing, number)))  # noqa: B023 - used at once
                    await town.settled()
                    if name in again:
                        timing.stand_in.append(await _took(again[name]))
    return timings


async def _took(work: Callable[[], Awaitable[None]]) -> float:
    started = time.perf_counter()
    await work()
    return 1000 * (time.perf_counter() - started)


async def _bare(town: Town) -> None:
    await town.house.services.gateway.handle(Inbound(None, str(uuid4()), "web", text=QUESTION))


async def _web(town: Town) -> None:
    assert (await town.house.post(text=QUESTION)).status_code == 200


async def _slack(town: Town, timing: Timing, number: int) -> None:
    started, before = time.perf_counter(), len(town.slack.messages)
    assert (await town.slack_say(QUESTION, thread_ts=f"17000000{50 + number}.1")).status_code == 200
    timing.acknowledged.append(1000 * (time.perf_counter() - started))
    await _until_longer(town.slack.messages, before)


async def _teams(town: Town, timing: Timing, number: int) -> None:
    started, before = time.perf_counter(), len(town.teams.messages)
    conversation = {"id": f"a:{number}", "conversationType": "personal", "tenantId": TENANT}
    assert (await town.teams_say(QUESTION, conversation=conversation)).status_code == 202
    timing.acknowledged.append(1000 * (time.perf_counter() - started))
    await _until_longer(town.teams.messages, before)


async def _slack_itself(town: Town, client: aiohttp.ClientSession) -> None:
    """The newest message once more."""
    newest = town.slack.messages[-1]
    body = {name: newest[name] for name in ("channel", "text", "blocks", "metadata")}
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with client.post(f"{town.slack.base_url}chat.postMessage", json=body, headers=headers) as answer:
        assert (await answer.json())["ok"]


async def _teams_itself(town: Town, client: aiohttp.ClientSession) -> None:
    """A stream, ended by the newest message once more."""
    newest = {name: part for name, part in town.teams.messages[-1].items() if name not in {"id", "in"}}
    url = f"{town.teams.service_url}v3/conversations/a:again/activities"
    info = {"type": "streaminfo", "streamType": "informative", "streamSequence": 1}
    async with client.post(
        url, json={**newest, "type": "typing", "text": "…", "attachments": [], "entities": [info]}
    ) as a:
        assert a.status == 201
        stream = (await a.json())["id"]
    last = {"type": "streaminfo", "streamType": "final", "streamId": stream}
    async with client.post(url, json={**newest, "entities": [last]}) as answer:
        assert answer.status == 202


async def _until_longer(shown: list[object], before: int) -> None:
    while len(shown) == before:  # noqa: ASYNC110 - the stand-in is no part of what is measured
        await asyncio.sleep(0.001)


if __name__ == "__main__":
    main()
