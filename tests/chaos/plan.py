"""What is done to whom, decided by the seed alone."""

import random
from dataclasses import dataclass

TARGETS = ("gateway", "worker1", "worker2", "system", "database")
LEASE_S = 3.0
SETTLE_S = 8.0
LONGER_THAN_A_LEASE_S = (3.3, 4.2)
LONGER_THAN_ALL_S = (11.5, 13.0)
"""Longer than lease and settle time together: only this can still make a second ticket."""


@dataclass(frozen=True)
class Round:
    """One blow."""

    target: str
    action: str
    """kill or freeze."""
    after_s: float
    """Pause before it."""
    lasts_s: float
    """Of a freeze; or until a killed process is started again."""


def make_plan(rounds: int, seed: int) -> list[Round]:
    chance = random.Random(seed)
    plan = []
    for _ in range(rounds):
        target, action = chance.choice(TARGETS), chance.choice(("kill", "freeze"))
        lasts = LONGER_THAN_A_LEASE_S
        if target.startswith("worker") and chance.random() < 0.25:
            lasts = LONGER_THAN_ALL_S
        lasts_s = chance.uniform(*lasts) if action == "freeze" else chance.uniform(0.0, 0.5)
        plan.append(Round(target, action, chance.uniform(0.1, 1.2), lasts_s))
    return plan
