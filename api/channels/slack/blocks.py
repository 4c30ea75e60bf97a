"""What is told, as Block Kit (https://docs.slack.dev/reference/block-kit/blocks)."""

from dataclasses import dataclass
from typing import Any

from api.channels.slack.mrkdwn import mrkdwn
from api.channels.source import source_line
from api.chat.messages import Reply
from api.chat.pushed import Outgoing
from api.texts.catalogue import Catalogue

Block = dict[str, Any]
LONGEST_HEADER, LONGEST_SECTION, LONGEST_BUTTON, MOST_BLOCKS, LONGEST_CONTEXT = 150, 3000, 75, 50, 2000
LONGEST_MESSAGE = 11_000
"""Characters in all; Slack was seen to refuse whole messages near 13,000."""
LONGEST_FALLBACK = 3000
FOLD_BEYOND, SHOWN_FOLDED = 6, 4
"""Longer guides show their first steps and a button for the rest."""
PRIMARY = frozenset({"solved", "send"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as Slack takes it."""

    text: str
    """Read in notifications and by screen readers."""
    blocks: list[Block]


def shown(message: Outgoing, catalogue: Catalogue) -> Shown:
    """The message within Slack's limits."""
    if message.reply:
        return _reply(message, message.reply, catalogue)
    text = message.text
    if message.kind == "desk_reply":
        who = catalogue.say(message.language, "chat-desk-name", name=message.name or "")
        blocks = [*_sections(mrkdwn(f"**{who}**")), *_sections(mrkdwn(text))]
        text = f"{who}: {text}"
    else:
        blocks = _sections(mrkdwn(text))
    tail = []
    if message.kind == "desk_reply" and message.ticket:
        tail = [_context(catalogue.say(message.language, "chat-ticket", id=message.ticket))]
    return Shown(text[:LONGEST_FALLBACK], _within_limits(blocks, tail))


def section(markdown: str) -> Block:
    """One section; its text must be short."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn(markdown)[:LONGEST_SECTION]}}


def header(text: str) -> Block:
    return {"type": "header", "text": {"type": "plain_text", "text": _cut(text, LONGEST_HEADER)}}


def button(label: str, *, action: str, value: str, primary: bool = False) -> Block:
    made: Block = {
        "type": "button",
        "text": {"type": "plain_text", "text": _cut(label, LONGEST_BUTTON)},
        "action_id": action,
        "value": value,
    }
    return made | ({"style": "primary"} if primary else {})


def _reply(message: Outgoing, reply: Reply, catalogue: Catalogue) -> Shown:
    blocks = _sections(mrkdwn(reply.text))
    folded = 0
    if reply.title:
        steps = reply.steps
        if len(steps) > FOLD_BEYOND and not message.unfolded:
            steps, folded = steps[:SHOWN_FOLDED], len(steps) - SHOWN_FOLDED
        blocks.append(header(reply.title))
        blocks += _sections("\n".join(f"{n}. {mrkdwn(step)}" for n, step in enumerate(steps, 1)))
    tail = []
    if folded and not message.used:
        label = catalogue.say(message.language, "chat-rest", count=folded)
        tail.append({"type": "actions", "elements": [button(label, action="rest", value=str(message.event))]})
    if reply.title:
        tail.append(_context(source_line(reply, catalogue)))
    if reply.kind in {"ticket_created", "idea_receipt"} and reply.ticket:
        key = "chat-ticket" if reply.kind == "ticket_created" else "chat-idea"
        tail.append(_context(catalogue.say(message.language, key, id=reply.ticket.id)))
    tail += _answers(message, reply, catalogue)
    spoken = [part for part in (reply.text, reply.title, *reply.steps[:SHOWN_FOLDED]) if part]
    return Shown("\n".join(spoken)[:LONGEST_FALLBACK], _within_limits(blocks, tail))


def _answers(message: Outgoing, reply: Reply, catalogue: Catalogue) -> list[Block]:
    """Buttons, or, once one was used, which."""
    if message.used:
        return [_context(catalogue.say(message.language, "chat-chosen", label=message.used))]
    rows = []
    for row in (reply.choices, reply.buttons):
        elements = [
            button(each.label, action=f"press:{each.id}", value=str(message.event), primary=each.id in PRIMARY)
            for each in row
        ]
        if elements:
            rows.append({"type": "actions", "elements": elements[:25]})
    return rows


def _sections(text: str) -> list[Block]:
    return [{"type": "section", "text": {"type": "mrkdwn", "text": part}} for part in _parts(text)]


def _parts(text: str) -> list[str]:
    """Cut at line ends where possible."""
    parts = []
    rest = text.strip()
    while len(rest) > LONGEST_SECTION:
        at = rest.rfind("\n", 1, LONGEST_SECTION)
        at = at if at > 0 else LONGEST_SECTION
        parts.append(rest[:at].rstrip())
        rest = rest[at:].lstrip("\n")
    return [*parts, rest] if rest else parts


def _context(markdown: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": _cut(mrkdwn(markdown), LONGEST_CONTEXT)}]}


def _within_limits(body: list[Block], tail: list[Block]) -> list[Block]:
    """Leave out what is beyond the limits in the middle: the source and the buttons always stay."""
    kept, characters = [], 0
    for block in body[: MOST_BLOCKS - len(tail)]:
        characters += len(block["text"]["text"])
        if characters > LONGEST_MESSAGE:
            break
        kept.append(block)
    return kept + tail


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
