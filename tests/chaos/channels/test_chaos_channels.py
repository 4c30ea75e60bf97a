"""A short run in every `make test`; the long one is `make chaos-channels`."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.chaos.channels.plan import make_plan
from tests.chaos.channels.promises import Promise, Thread
from tests.chaos.channels.run import run
from tests.chaos.channels.verdict import Outage, Verdict, judge

PLACE = "D0P1:"


@pytest.mark.server
async def test_what_was_acknowledged_is_answered_once_and_in_order(folder: Path) -> None:
    verdict = await run(folder, rounds=3, seed=1, tell=print)
    assert verdict.messages > 5
    assert verdict.is_good, verdict.told


def test_the_plan_repeats_by_its_seed() -> None:
    assert make_plan(50, 7) == make_plan(50, 7)
    assert make_plan(50, 7) != make_plan(50, 8)


def shown(*tokens: str, channel: str = "slack", fault: str | None = None) -> object:
    """A town where this stands in the one thread."""
    section = [[{"type": "section", "text": {"text": f"«{token}»"}}] for token in tokens]
    slack = [{"channel": "D0P1", "blocks": each} for each in section]
    teams = [{"in": PLACE, "attachments": each, "at": 10.0, "fault": fault} for each in section]
    return SimpleNamespace(
        slack=SimpleNamespace(messages=slack if channel == "slack" else []),
        teams=SimpleNamespace(messages=teams if channel.startswith("teams") else []),
    )


def verdict_on(town: object, *, channel: str = "slack", outages: list[Outage] | None = None) -> Verdict:
    """Two messages were acknowledged, one after the other."""
    thread = Thread(channel, PLACE, [Promise("a", 0.0, 1.0), Promise("b", 2.0, 3.0)])
    return judge(town, [thread], tickets={}, replies={}, outages=outages or [])  # type: ignore[arg-type]


def test_the_verdict_sees_what_is_lost_doubled_and_out_of_order() -> None:
    assert verdict_on(shown("a", "b")).is_good
    assert verdict_on(shown("b")).lost == 1
    assert verdict_on(shown("a", "b", "a")).doubled == 1
    assert verdict_on(shown("b", "a")).reordered == 1


def test_only_what_a_teams_channel_took_without_our_knowing_is_counted_apart() -> None:
    def twice(
        fault: str | None = None, outages: list[Outage] | None = None, channel: str = "teams channel"
    ) -> tuple[int, int]:
        verdict = verdict_on(shown("a", "a", "b", channel=channel, fault=fault), channel=channel, outages=outages)
        return verdict.doubled, verdict.apart

    assert twice("lost_answer", channel="teams") == (1, 0)

    assert twice() == (1, 0)
    assert twice("slow") == (1, 0)
    assert twice("lost_answer") == (0, 1)
    assert twice(outages=[Outage("gateway", 11.0, 12.0)]) == (0, 1)
    assert twice(outages=[Outage("gateway", 20.0, 22.0)]) == (1, 0)
    assert twice(outages=[Outage("database", 11.0, 19.0)]) == (1, 0)
    assert twice(outages=[Outage("database", 11.0, 19.0), Outage("gateway", 20.0, 22.0)]) == (0, 1)
