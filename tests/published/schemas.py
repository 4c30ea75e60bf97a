"""The published schemas themselves: Microsoft's of the Teams manifest, and Slack's types of Block Kit."""

import json
import subprocess
from functools import cache
from typing import Any

from jsonschema import Draft4Validator, Draft7Validator

from tests.published.packages import installed, unpacked

APP_MANIFEST = ("@microsoft/app-manifest", "1.1.2")
"""Microsoft's own package (MIT); it carries every version of the schema."""
SLACK_TYPES = ("@slack/types@3.2.0", "ts-json-schema-generator@2.4.0", "typescript@5.9.3")
"""Slack's own types (MIT), and what makes a schema of them."""


@cache
def teams_schema(file: str, version: str) -> Draft4Validator:
    """`MicrosoftTeams.schema.json` and its neighbours, as developer.microsoft.com serves them."""
    folder = unpacked(*APP_MANIFEST) / "build/json-schemas/teams" / f"v{version}"
    return Draft4Validator(json.loads((folder / file).read_text(encoding="utf-8-sig")))


@cache
def slack_schema(kind: str) -> Draft7Validator:
    """One of Slack's types, such as `KnownBlock` or `ModalView`."""
    return Draft7Validator(_slack_definitions() | {"$ref": f"#/definitions/{kind}"})


@cache
def _slack_definitions() -> dict[str, Any]:
    folder = installed(*SLACK_TYPES)
    made = folder / "block-kit.json"
    if not made.exists():
        types = folder / "node_modules/@slack/types/dist/index.d.ts"
        generator = folder / "node_modules/.bin/ts-json-schema-generator"
        words = ["--path", str(types), "--type", "*", "--no-type-check", "--no-top-ref"]
        done = subprocess.run([str(generator), *words], capture_output=True, text=True, check=True)
        beside = made.with_suffix(f".{id(done)}")
        beside.write_text(done.stdout, encoding="utf-8")
        beside.rename(made)
    return dict(json.loads(made.read_text(encoding="utf-8")))


def mistakes(schema: Draft4Validator | Draft7Validator, thing: Any) -> list[str]:
    """Empty when all is well."""
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message[:200]}" for each in schema.iter_errors(thing)]
