"""What is done to whom, and how the channels' vendors behave; decided by the seed alone."""

import random
from dataclasses import dataclass, field
from datetime import timedelta

from api.channels.pump import Patience
from tests.chaos.plan import Round
from tests.stand_ins.faults import Fault, Faults, Kind

TARGETS = ("gateway", "gateway", "gateway", "worker1", "database")
CALL_S = 3
PATIENCE = Patience(worst_call=timedelta(seconds=7), lease=timedelta(seconds=13))
SETTLE_S = 2.0
"""How long Slack may be at work on a call that was broken off: longer than `faults.LATE_S`."""
FREEZES_S = ((0.5, 1.5), (3.2, 5.0), (13.5, 15.0))
"""Brief, longer than a call, longer than a lease."""
MOODS: dict[Kind, int] = {
    "slow": 6,
    "hang": 3,
    "too_many": 5,
    "down": 4,
    "down_after": 4,
    "lost_answer": 4,
    "lost_request": 3,
    "late": 3,
}
"""Per cent of the calls; all others are served well."""


def make_plan(rounds: int, seed: int) -> list[Round]:
    chance = random.Random(seed)
    plan = []
    for _ in range(rounds):
        target, action = chance.choice(TARGETS), chance.choice(("kill", "kill", "freeze"))
        lasts = (0.0, 0.5) if action == "kill" else chance.choice(FREEZES_S)
        plan.append(Round(target, action, chance.uniform(1.0, 5.0), chance.uniform(*lasts)))
    return plan


@dataclass
class Moody(Faults):
    """Draws what the next call meets."""

    chance: random.Random = field(default_factory=random.Random)
    calm: bool = False
    met: dict[str, int] = field(default_factory=dict)

    def next(self, method: str) -> Fault | None:
        if self.calm or self.chance.random() * 100 > sum(MOODS.values()):
            return None
        [kind] = self.chance.choices(list(MOODS), weights=list(MOODS.values()))
        self.met[kind] = self.met.get(kind, 0) + 1
        return Fault(kind)
