"""The ticket system of the chaos run: Zammad's stand-in in a process of its own, in a bad mood.

`python -m tests.chaos.system PORT STORE SEED`
"""

import random
import sys

import uvicorn
from starlette.types import Receive, Scope, Send

from tests.stand_ins import zammad
from tests.stand_ins.misbehave import Manners, Misbehaving
from tests.stand_ins.store import Store

MOODS = {
    "well": 66,
    "slow": 8,
    "time_out_after_creating": 6,
    "create_after_the_time_out": 6,
    "fail_before": 4,
    "fail_after": 4,
    "half_body": 4,
    "busy": 2,
}
"""Per cent of the requests that write."""


class Moody(Misbehaving):
    """Draws a manner for every request."""

    def __init__(self, store: Store, seed: int) -> None:
        super().__init__(zammad.make(store), Manners(slow_s=0.3))
        self.chance = random.Random(seed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.manners.next = self.chance.choices(list(MOODS), weights=list(MOODS.values()))
        await super().__call__(scope, receive, send)


def main() -> None:
    port, path, seed = sys.argv[1:]
    app = Moody(Store(path), int(seed))
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="critical", lifespan="off", access_log=False)


if __name__ == "__main__":
    main()
