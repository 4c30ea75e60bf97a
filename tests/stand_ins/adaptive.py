"""Microsoft's published schema of Adaptive Cards 1.5, and the limits of Teams that it does not know."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft7Validator

TYPES = {"array", "boolean", "integer", "null", "number", "object", "string"}
MOST_ACTIONS = 6
LARGEST_CARD = 80_000
"""Bytes in UTF-16; Teams refuses messages of 100 kB with all that is around the card."""


@cache
def validator() -> Draft7Validator:
    schema = json.loads((files("adaptivecard") / "schemas" / "schema.json").read_text(encoding="utf-8"))
    return Draft7Validator(_repaired(schema))


def mistakes(card: dict[str, Any]) -> list[str]:
    """What Teams would refuse or not draw; empty when all is well."""
    found = [error.message[:200] for error in validator().iter_errors(card)]
    if card.get("version") != "1.5":
        found.append("version")
    if len(json.dumps(card, ensure_ascii=False).encode("utf-16-le")) > LARGEST_CARD:
        found.append("too large")
    for actions in _actions(card):
        if len(actions) > MOST_ACTIONS:
            found.append(f"{len(actions)} actions in a row")
    return found


def _actions(part: Any) -> list[list[Any]]:
    if isinstance(part, dict):
        own = [part["actions"]] if isinstance(part.get("actions"), list) else []
        return own + [each for value in part.values() for each in _actions(value)]
    if isinstance(part, list):
        return [each for value in part for each in _actions(value)]
    return []


def _repaired(node: Any) -> Any:
    """The file is Microsoft's own 1.5.0, but for some `type`s unknown to JSON Schema: such a node matches nothing."""
    if isinstance(node, list):
        return [_repaired(each) for each in node]
    if not isinstance(node, dict):
        return node
    kind = node.get("type")
    if isinstance(kind, str) and kind not in TYPES:
        return {"not": {}}
    return {name: _repaired(value) for name, value in node.items()}
