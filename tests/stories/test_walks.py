"""Some random conversations with the running product; 2,000 more go through the plain dialogue (tests/unit/bot)."""

import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.product import Product
from tests.stories.driver import Talk, every_reply, in_short

pytestmark = pytest.mark.e2e
WALKS = 40
LONGEST_WALK = 9
TEXTS: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parents[1] / "walks" / "texts.yml").read_text(encoding="utf-8")
)
RECEIPTS = {"ticket_note", "ticket_created", "idea_receipt"}


@pytest.mark.parametrize("seed", range(WALKS))
def test_a_random_conversation_is_never_silent_and_never_stuck(product: Product, seed: int) -> None:
    chance = random.Random(seed)
    talk = Talk(product.base, ("sv", "sv", "en", "fi")[seed % 4])
    told = ""
    for _ in range(chance.randint(3, LONGEST_WALK)):
        said = _step(talk, chance)
        told += f"\n  > {said}\n    {in_short(talk.replies[-1])}"
        wrong = every_reply(talk.replies[-1]) + _stuck(talk)
        assert not wrong, f"walk {seed}: {'; '.join(wrong)}{told}"


def _step(talk: Talk, chance: random.Random) -> str:
    last = talk.replies[-1] if talk.replies else None
    offered = [each["id"] for each in (*last["buttons"], *last["choices"])] if last else []
    if offered and chance.random() < 0.45:
        button = chance.choice(offered)
        talk.send(presses=button)
        return f"#{button}"
    text = chance.choice(TEXTS[talk.language])
    talk.language = talk.send(says=text)["language"]
    return text


def _stuck(talk: Talk) -> list[str]:
    reply, wrong = talk.replies[-1], []
    buttons = {button["id"] for button in reply["buttons"]}
    if reply["kind"] in {"form", "summary"} and "cancel" not in buttons:
        wrong.append("a form without a way out")
    if (
        reply["kind"] in {"refuse", "clarify", "answer"}
        and not buttons & {"human", "cancel"}
        and not _asks_which(buttons)
    ):
        wrong.append("no way to a person")
    seen = [_seen(each) for each in talk.replies[-3:]]
    if len(seen) == 3 and seen[0] == seen[1] == seen[2] and reply["kind"] not in RECEIPTS:
        wrong.append("says the same three times")
    return wrong


def _asks_which(buttons: set[str]) -> bool:
    """Which of several tickets a note is for."""
    return any(re.fullmatch(r"note:\d+", button) for button in buttons)


def _seen(reply: dict[str, Any]) -> tuple[object, ...]:
    return reply["kind"], reply["text"], reply["guide"], reply["section"], tuple(reply["steps"]), str(reply["choices"])
