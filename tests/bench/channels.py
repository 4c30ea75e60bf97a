"""`make bench-channels`: what each channel costs over the bare gateway. Dialogue and retrieval answer at once."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import uuid4

from rich.console import Console
from rich.table import Table

from api.chat.messages import Inbound
from api.logs import set_up_logging
from api.settings import Settings
from tests.fakes.town import Town, open_town
from tests.stand_ins.connector import running_teams
from tests.stand_ins.slack_api import running_slack

QUESTION = "hur kommer ja åt vpn hemifrån"
ROUNDS = 60
Ask = Callable[[int], Awaitable[None]]


def main() -> None:
    set_up_logging()
    with tempfile.TemporaryDirectory(prefix="bollplank-bench-") as folder:
        acknowledged, answered = asyncio.run(_measure(Path(folder)))
    bare = answered["bare gateway"]
    table = Table(title=f"One person, {ROUNDS} questions, each in a new thread; stand-ins on this machine")
    for heading in ("channel", "acknowledged p50 ms", "answer shown p50 ms", "p95 ms", "over the bare gateway"):
        table.add_column(heading, justify="right")
    for name, took in answered.items():
        first = statistics.median(acknowledged[name]) if name in acknowledged else None
        p50 = statistics.median(took)
        cells = (f"{first:.1f}" if first else "", f"{p50:.1f}", f"{statistics.quantiles(took, n=20)[18]:.1f}")
        table.add_row(name, *cells, f"{p50 / statistics.median(bare):.2f} x")
    Console(width=110).print(table)


async def _measure(folder: Path) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    guides = folder / "guides"
    guides.mkdir()
    acknowledged: dict[str, list[float]] = {"slack": [], "teams": []}
    answered: dict[str, list[float]] = {}
    async with running_slack() as slack, running_teams() as teams:
        settings = Settings(var_dir=folder / "var", guides_dir=guides)
        async with open_town(settings, slack, teams) as town:
            answered["bare gateway"] = await _time(lambda n: _bare(town, n))
            answered["web"] = await _time(lambda n: _web(town, n))
            answered["slack"] = await _time(lambda n: _slack(town, n, acknowledged["slack"]))
            answered["teams"] = await _time(lambda n: _teams(town, n, acknowledged["teams"]))
    return acknowledged, answered


async def _time(ask: Ask) -> list[float]:
    """Milliseconds of each round, the first few left out."""
    took = []
    for number in range(-3, ROUNDS):
        started = time.perf_counter()
        await ask(number)
        if number >= 0:
            took.append(1000 * (time.perf_counter() - started))
    return took


async def _bare(town: Town, _number: int) -> None:
    await town.house.services.gateway.handle(Inbound(None, str(uuid4()), "web", text=QUESTION))


async def _web(town: Town, _number: int) -> None:
    assert (await town.house.post(text=QUESTION)).status_code == 200


async def _slack(town: Town, number: int, acknowledged: list[float]) -> None:
    started, before = time.perf_counter(), len(town.slack.messages)
    assert (await town.slack_say(QUESTION, thread_ts=f"17000000{50 + number}.1")).status_code == 200
    acknowledged.append(1000 * (time.perf_counter() - started))
    await _until_longer(town.slack.messages, before)


async def _teams(town: Town, number: int, acknowledged: list[float]) -> None:
    started, before = time.perf_counter(), len(town.teams.messages)
    conversation = {
        "id": f"a:{number}",
        "conversationType": "personal",
        "tenantId": "22222222-2222-4222-8222-222222222222",
    }
    assert (await town.teams_say(QUESTION, conversation=conversation)).status_code == 202
    acknowledged.append(1000 * (time.perf_counter() - started))
    await _until_longer(town.teams.messages, before)


async def _until_longer(shown: list[object], before: int) -> None:
    while len(shown) == before:  # noqa: ASYNC110 - the stand-in is no part of what is measured
        await asyncio.sleep(0.001)


if __name__ == "__main__":
    main()
