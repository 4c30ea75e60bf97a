"""What the action server reads from its environment, once."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class BotSettings:
    """Where retrieval is and how long an answer may take, in seconds."""

    retrieval_url: str
    retrieval_timeout_s: float


def read_settings() -> BotSettings:
    return BotSettings(
        retrieval_url=os.environ.get("BOLLPLANK_RETRIEVAL_URL", "http://127.0.0.1:8081").rstrip("/"),
        retrieval_timeout_s=float(os.environ.get("BOLLPLANK_BOT_RETRIEVAL_TIMEOUT", "3")),
    )
