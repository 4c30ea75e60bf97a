"""Ask the trained model itself, as the dialogue server does, one message after the other."""

import asyncio
import logging
import time
from dataclasses import dataclass
from pathlib import Path

from bot.understanding.lines import Line


@dataclass(frozen=True)
class Parsed:
    """What the model took a line for; `took_ms` is for the whole pipeline."""

    line: Line
    intent: str
    confidence: float
    took_ms: float

    @property
    def is_right(self) -> bool:
        return self.intent == self.line.intent


def parse(model: Path, lines: "list[Line]") -> "list[Parsed]":
    return asyncio.run(_parse(model, lines))


async def _parse(model: Path, lines: "list[Line]") -> "list[Parsed]":
    # Imported here: Rasa takes seconds to load and wants its log quiet first, or it prints every text.
    from rasa.core.agent import Agent  # noqa: PLC0415
    from rasa.utils.log_utils import configure_structlog  # noqa: PLC0415

    logging.getLogger("rasa").setLevel(logging.ERROR)
    configure_structlog(logging.ERROR)
    agent = Agent.load(str(model))
    parsed = []
    for line in lines:
        started = time.perf_counter()
        result = await agent.parse_message(line.text)
        took_ms = 1000 * (time.perf_counter() - started)
        best = result["intent_ranking"][0]
        if best["name"] == "nlu_fallback":
            best = result["intent_ranking"][1]
        parsed.append(Parsed(line, best["name"], best["confidence"], took_ms))
    return parsed
