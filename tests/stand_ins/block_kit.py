"""Slack's published limits of what we use of Block Kit, and Slack's own library as the parser."""

from typing import Any

from slack_sdk.models.blocks import Block

KNOWN = {
    "header": {"type", "text", "block_id"},
    "section": {"type", "text", "block_id", "fields", "accessory", "expand"},
    "context": {"type", "elements", "block_id"},
    "actions": {"type", "elements", "block_id"},
    "input": {"type", "label", "element", "hint", "optional", "block_id", "dispatch_action"},
}
LONGEST_MESSAGE = 13_000
"""Characters of text in all, from where Slack was seen to refuse whole messages."""


def mistakes(blocks: list[dict[str, Any]], *, most: int = 50) -> list[str]:
    """What Slack would refuse; empty when all is well."""
    found = [f"{len(blocks)} blocks"] if len(blocks) > most else []
    actions: list[str] = []
    for block in blocks:
        found += _unknown(block) + _texts(block)
        actions += [each["action_id"] for each in block.get("elements", []) if "action_id" in each]
    if len(actions) != len(set(actions)):
        found.append("action_id twice")
    if sum(len(text) for text in _all_texts(blocks)) > LONGEST_MESSAGE:
        found.append("too long in all")
    if not found:
        for parsed in Block.parse_all(blocks):
            parsed.validate_json()
    return found


def _unknown(block: dict[str, Any]) -> list[str]:
    if block.get("type") not in KNOWN:
        return [f"unknown block {block.get('type')}"]
    strange = set(block) - KNOWN[block["type"]]
    return [f"unknown fields {sorted(strange)}"] if strange else []


def _texts(block: dict[str, Any]) -> list[str]:
    kind, found = block.get("type"), []
    if kind == "header" and not (block["text"]["type"] == "plain_text" and 1 <= len(block["text"]["text"]) <= 150):
        found.append("header")
    if kind == "section" and not 1 <= len(block["text"]["text"]) <= 3000:
        found.append("section text")
    if kind == "context" and not 1 <= len(block["elements"]) <= 10:
        found.append("context elements")
    if kind == "actions":
        found += ["actions elements"] if not 1 <= len(block["elements"]) <= 25 else []
        found += [f"button {b['action_id']}" for b in block["elements"] if not _is_button(b)]
    if kind == "input":
        found += ["input label"] if not 1 <= len(block["label"]["text"]) <= 2000 else []
        found += ["input hint"] if len(block.get("hint", {}).get("text", "")) > 2000 else []
    return found


def _is_button(button: dict[str, Any]) -> bool:
    text = button["text"]
    right_text = text["type"] == "plain_text" and 1 <= len(text["text"]) <= 75
    return right_text and len(button["value"]) <= 2000 and len(button["action_id"]) <= 255


def _all_texts(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["text"]] if isinstance(part.get("text"), str) else []
        return own + [text for value in part.values() for text in _all_texts(value)]
    if isinstance(part, list):
        return [text for value in part for text in _all_texts(value)]
    return []
