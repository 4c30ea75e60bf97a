"""Promises against what stands in the threads in the end."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.chaos.channels.promises import Thread
from tests.chaos.channels.shown import has_buttons, is_waiting, said_in, token_of
from tests.fakes.town import Json, Town

OPEN_OUTCOMES = frozenset({"hang", "lost_answer", "down_after", "late"})
"""Teams took the message and we were not told."""


NOTED_WITHIN_S = 3.0
"""The gateway notes what it was told; on a busy machine it takes a while."""


@dataclass(frozen=True)
class Outage:
    """When a part did not run."""

    part: str
    begun: float
    ended: float


@dataclass
class Verdict:
    """Counts; of them only messages, apart, strays and given_up may be other than 0."""

    messages: int = 0
    lost: int = 0
    doubled: int = 0
    reordered: int = 0
    unsettled: int = 0
    """Messages whose used buttons still stand there."""
    apart: int = 0
    """Shown twice in Teams' channels, where nobody can ask whether the first one was taken."""
    strays: int = 0
    """Words of waiting in Teams that no message took the place of."""
    given_up: int = 0
    """Not acknowledged in all the times they were sent."""
    told: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.reordered or self.unsettled)

    def line(self, rounds: int, seed: int) -> str:
        return (
            f"rounds {rounds} messages {self.messages} lost {self.lost} doubled {self.doubled} "
            f"reordered {self.reordered} seed {seed}"
        )


def judge(
    town: Town,
    threads: list[Thread],
    *,
    tickets: Mapping[str, str],
    replies: Mapping[str, list[str]],
    outages: list[Outage],
) -> Verdict:
    """`tickets`: the number by what was said; `replies`: what the web conversations show, by their id."""
    verdict = Verdict()
    for thread in threads:
        everything = said_in(town, thread) if thread.channel != "web" else []
        shown = [each for each in everything if not is_waiting(each)]
        verdict.strays += len(everything) - len(shown)
        tokens = replies.get(thread.place, []) if thread.channel == "web" else [token_of(each) for each in shown]
        wanted = [f"öppnat {tickets.get(p.shows)}" if p.shows in tickets else p.shows for p in thread.promises]
        numbers = [tickets[p.shows] for p in thread.promises if p.shows in tickets]
        wanted_later = [f"{what} {number}" for number in numbers for what in ("hälsning", "ny status")]
        count = Counter(tokens)
        verdict.messages += len(wanted) + len(wanted_later)
        verdict.given_up += len(thread.given_up)
        missing = [each for each in (*wanted, *wanted_later) if not count[each]]
        verdict.lost += len(missing)
        verdict.told += [f"lost in {thread.channel} {thread.place}: {each}" for each in missing]
        for token in (each for each, times in count.items() if times > 1):
            copies = [each for each in shown if token_of(each) == token]
            if thread.channel == "teams channel" and all(_is_open(each, outages) for each in copies[:-1]):
                verdict.apart += count[token] - 1
            else:
                verdict.doubled += count[token] - 1
                verdict.told.append(f"doubled in {thread.channel} {thread.place}: {token}")
        _judge_order(verdict, thread, wanted, list(dict.fromkeys(tokens)))
        unsettled = [each for each in shown if token_of(each) in thread.clicked and has_buttons(each)]
        # Of copies in Teams' channels only the last is known to us.
        verdict.unsettled += len({token_of(each) for each in unsettled} - {t for t, n in count.items() if n > 1})
        verdict.told += [f"buttons still there in {thread.place}: {token_of(each)}" for each in unsettled]
    return verdict


def _judge_order(verdict: Verdict, thread: Thread, wanted: list[str], shown: list[str]) -> None:
    """Whatever was acknowledged before the next was sent is answered before it."""
    at = {token: number for number, token in enumerate(shown)}
    said = [(p, at[token]) for p, token in zip(thread.promises, wanted, strict=True) if token in at]
    for first, place in said:
        late = [then for then, other in said if first.acknowledged <= then.sent and other < place]
        verdict.reordered += len(late)
        verdict.told += [f"in {thread.channel} {thread.place} {then.shows} before {first.shows}" for then in late]


def _is_open(message: Json, outages: list[Outage]) -> bool:
    """Taken by Teams without our knowing: the answer was lost, or the gateway was killed or frozen before it noted it.

    While the database is away nothing can be noted; once it is back the gateway must do so, if it still runs.
    """
    if message["fault"] in OPEN_OUTCOMES:
        return True
    taken = noted = message["at"]
    for each in sorted(outages, key=lambda outage: outage.begun):
        if each.part == "database" and each.begun - NOTED_WITHIN_S <= noted <= each.ended:
            noted = each.ended
    return any(o.part == "gateway" and o.begun <= noted + NOTED_WITHIN_S and taken <= o.ended for o in outages)
