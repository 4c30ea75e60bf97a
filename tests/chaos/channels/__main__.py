"""`make chaos-channels ROUNDS=200 SEED=7`: messages by Slack, Teams and the web while all is killed and frozen.

The last line is the verdict.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos.channels.run import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.channels", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sqlite", action="store_true", help="not PostgreSQL, even if it is here")
    wanted = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bollplank-chaos-"))
    folder.chmod(0o755)
    begun = time.monotonic()
    verdict = asyncio.run(
        run(
            folder,
            rounds=wanted.rounds,
            seed=wanted.seed,
            only_sqlite=wanted.sqlite,
            tell=lambda text: print(text, flush=True),
        )
    )
    for line in verdict.told:
        print(line)
    print(f"shown twice in Teams' channels, its answer lost: {verdict.apart}; given up by Slack: {verdict.given_up}")
    print(f"words of waiting left in Teams: {verdict.strays}")
    print(f"used buttons still there: {verdict.unsettled}")
    print(f"took {time.monotonic() - begun:.0f} s{'' if verdict.is_good else f'; logs in {folder}'}")
    if verdict.is_good:
        shutil.rmtree(folder)
    print(verdict.line(wanted.rounds, wanted.seed))
    return 0 if verdict.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
