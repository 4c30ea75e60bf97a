"""Conversations as data: read, held with the running product, and judged turn by turn."""

import re
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import yaml

FOLDER = Path(__file__).parent
LONGEST_TEXT = 750
"""Characters around the steps: what fits on a phone's screen with the buttons below it."""
FIRST_BUTTON = "{first button}"
"""Of the reply before: for ids that are not known beforehand, such as a ticket's."""
KNOWN_CHECKS = frozenset(
    {"says", "presses", "gets", "guide", "section", "text", "lacks", "buttons", "form", "choices", "steps", "language"}
)


@dataclass(frozen=True)
class Line:
    """What the person does, and what the reply must be like."""

    says: str | None
    presses: str | None
    wanted: dict[str, Any]


@dataclass(frozen=True)
class Story:
    subject: str
    name: str
    language: str
    lines: tuple[Line, ...]

    @property
    def id(self) -> str:
        return f"{self.subject}-{self.language}-{self.name}".replace(" ", "_")


@dataclass
class Talk:
    """One conversation with the running gateway."""

    base: str
    language: str
    conversation: str | None = None
    replies: list[dict[str, Any]] = field(default_factory=list)

    def send(self, *, says: str | None = None, presses: str | None = None) -> dict[str, Any]:
        if presses == FIRST_BUTTON:
            presses = self.replies[-1]["buttons"][0]["id"]
        message = {"text": says} if presses is None else {"button": presses}
        body = {"conversation": self.conversation, "language": self.language, "message_id": str(uuid.uuid4())}
        response = httpx.post(f"{self.base}/v1/messages", json=body | message, timeout=60)
        assert response.status_code == 200, response.text
        answer = response.json()
        assert len(answer["replies"]) == 1, answer
        self.conversation = answer["conversation"]
        self.replies.append(answer["replies"][0])
        return self.replies[-1]


def read_stories(folder: Path = FOLDER) -> list[Story]:
    """All stories of the folder's files; an unknown word in one is an error, not an unchecked wish."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        for told in yaml.safe_load(path.read_text(encoding="utf-8")):
            lines = tuple(_line(path, line) for line in told["talk"])
            found.append(Story(path.stem, told["story"], told.get("language", "sv"), lines))
    ids = Counter(story.id for story in found)
    assert not [name for name, times in ids.items() if times > 1], "two stories of one name"
    return found


def hold(base: str, story: Story) -> Talk:
    """Hold the conversation.

    Raises:
        AssertionError: a reply is not as wanted; the message tells the conversation so far.
    """
    talk = Talk(base, story.language)
    told = ""
    for line in story.lines:
        reply = talk.send(says=line.says, presses=line.presses)
        told += f"\n  > {line.says or '#' + str(line.presses)}\n    {in_short(reply)}"
        wrong = judge(reply, line.wanted, expected_language=line.wanted.get("language", talk.language))
        assert not wrong, f"{story.id}: {'; '.join(wrong)}{told}"
        talk.language = reply["language"]
    return talk


def judge(reply: dict[str, Any], wanted: dict[str, Any], *, expected_language: str | None = None) -> list[str]:
    """What is wrong with a reply: with what the story wants, and with what every reply must be."""
    wrong = every_reply(reply)
    if expected_language and reply["language"] != expected_language:
        wrong.append(f"speaks {reply['language']}, not {expected_language}")
    seen = {
        "gets": reply["kind"],
        "guide": reply["guide"],
        "form": (reply["form"] or {}).get("field"),
        "steps": len(reply["steps"]),
    }
    for name in seen.keys() & wanted.keys():
        allowed = _many(wanted[name])
        if seen[name] not in allowed:
            wrong.append(f"{name} is {seen[name]!r}, not {' or '.join(map(repr, allowed))}")
    texts = {"text": reply["text"], "section": reply["section"] or ""}
    for name, text in texts.items():
        wrong += [f"{name} lacks {part!r}" for part in _many(wanted.get(name)) if part.lower() not in text.lower()]
    wrong += [f"says {part!r}" for part in _many(wanted.get("lacks")) if part.lower() in reply["text"].lower()]
    offered = {button["id"] for button in reply["buttons"]}
    wrong += [f"no button {button}" for button in _many(wanted.get("buttons")) if button not in offered]
    if wanted.get("choices") and not 2 <= len(reply["choices"]) <= 3:
        wrong.append(f"{len(reply['choices'])} choices")
    return wrong


def every_reply(reply: dict[str, Any]) -> list[str]:
    """Never silent, never longer than a screen, never a key or a placeholder in place of words."""
    wrong = []
    if not (reply["text"].strip() or reply["steps"] or reply["choices"]):
        wrong.append("says nothing")
    shown = _without_links(reply["text"])
    if len(shown) > LONGEST_TEXT:
        wrong.append(f"{len(shown)} characters are more than a screen")
    if re.search(r"(?<![\w/.])(?:bot|reply)-[a-z]|\{ ?\$?\w+ ?\}", shown):
        wrong.append("shows a key or a placeholder")
    return wrong


def in_short(reply: dict[str, Any]) -> str:
    parts = [reply["kind"], reply["text"].replace("\n", " / ")[:300], f"{reply['guide']} › {reply['section']}"]
    ways = [button["id"] for button in reply["buttons"]] + [choice["label"] for choice in reply["choices"]]
    return " | ".join([*parts, " ".join(ways)])


def _line(path: Path, line: dict[str, Any]) -> Line:
    unknown = line.keys() - KNOWN_CHECKS
    assert not unknown, f"{path.name}: {sorted(unknown)} in {line}"
    assert ("says" in line) != ("presses" in line), f"{path.name}: {line}"
    wanted = {name: value for name, value in line.items() if name not in {"says", "presses"}}
    assert wanted, f"{path.name}: nothing is expected of {line}"
    return Line(line.get("says"), line.get("presses"), wanted)


def _without_links(text: str) -> str:
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)


def _many(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
