"""`python -m tests.stories.transcripts`: five real conversations with the running product, as people see them."""

import tempfile
from pathlib import Path
from typing import Any

from tests.product import ROOT, Product
from tests.stories.driver import Talk

STEPS_SHOWN = 5
"""The chat folds the rest."""
WRITTEN = ROOT / "docs" / "transcripts.md"
HEAD = """# Five conversations

Held with the running product (real Rasa, actions, retrieval and gateway, the guides of this repository) and written
down by `make transcripts`. What a person writes stands after **Du**; a button is in brackets. Nothing is edited.
"""
KINDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "A quick question, and what leans on it",
        "sv",
        (
            "hur ansluter ja vpn hemifrån",
            "och om det inte går?",
            "vad menas med steg 2?",
            "#step:next",
            "nu funkar det, tack!",
        ),
    ),
    (
        "An unclear question",
        "sv",
        ("skrivarn krånglar", "utskriften alltså", "en sak i taget", "nästa", "vilket steg var det?", "klart"),
    ),
    (
        "Not in the guides",
        "sv",
        ("när betalas lönen ut", "hur många semesterdagar har jag kvar", "ja tack", "strunt i det"),
    ),
    (
        "A ticket, with a question in the middle and a correction",
        "sv",
        (
            "kan jag få prata med nån på it",
            "den stora kopiatorn drar in papperen snett fast jag har bytt fack",
            "hur skannar ja till min mejl?",
            "kopiatorn i rum 204",
            "det är lite bråttom",
            "0457 123 4567",
            "nej det är rum 205",
            "ja, skicka",
            "hur går det med mitt ärende",
        ),
    ),
    (
        "An idea",
        "sv",
        (
            "jag har en idé om att boka mötesrum i outlook så att man ser lediga rum från mobilen",
            "alla som har möten, mest skolorna",
            "vi har en papperslapp på dörren",
            "#send",
        ),
    ),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        product = Product(folder=Path(folder))
        product.start()
        try:
            product.wait_for_part("rasa", up=True)
            write(product.base)
        finally:
            product.stop()


def write(base: str) -> None:
    """Hold the five conversations and write them to docs/transcripts.md."""
    parts = [HEAD, *(_transcript(base, title, language, said) for title, language, said in KINDS)]
    WRITTEN.write_text("\n".join(parts), encoding="utf-8")
    print(f"{len(KINDS)} conversations in {WRITTEN.relative_to(ROOT)}")


def _transcript(base: str, title: str, language: str, said: tuple[str, ...]) -> str:
    talk = Talk(base, language)
    lines = [f"## {title}", ""]
    for each in said:
        pressed = each[1:] if each.startswith("#") else None
        lines += [f"**Du:** {_label(talk, pressed) if pressed else each}", ""]
        reply = talk.send(presses=pressed) if pressed else talk.send(says=each)
        lines += [_as_read(reply), ""]
    return "\n".join(lines)


def _label(talk: Talk, button: str) -> str:
    return next(f"[{each['label']}]" for each in talk.replies[-1]["buttons"] if each["id"] == button)


def _as_read(reply: dict[str, Any]) -> str:
    """The card as the chat shows it: what is said, the guide with its first steps, source, choices, buttons."""
    lines = [f"**Bollplank:** {reply['text']}".rstrip()]
    if reply["title"]:
        lines.append(f"**{reply['title']} › {reply['section']}**")
    steps = list(reply["steps"])
    if steps:
        shown = [f"{number}. {step}" for number, step in enumerate(steps[:STEPS_SHOWN], 1)]
        if reply["kind"] == "step":
            shown = steps
        rest = [f"*({len(steps) - STEPS_SHOWN} till)*"] if len(steps) > STEPS_SHOWN else []
        lines.append("\n".join([*shown, *rest]))
    if reply["source_url"]:
        lines.append(f"Källa: {reply['source_url']} · {reply['owner']} · granskad {reply['reviewed']}")
    lines += [f"- {choice['label']}" for choice in reply["choices"]]
    buttons = " ".join(f"[{button['label']}]" for button in reply["buttons"])
    quoted = "\n\n".join(part for part in (*lines, buttons) if part)
    return "\n".join(f"> {line}".rstrip() for line in quoted.splitlines())


if __name__ == "__main__":
    main()
