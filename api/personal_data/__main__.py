"""`python -m api.personal_data export|erase ADDRESS`: what a person asks of the town, not of the chat.

Only who a channel or the intranet has vouched for is found by an address. Whoever wrote without being known can say
"forget me" in that chat. What Rasa remembers goes within a minute, by the worker.
"""

import argparse
import json
import sys
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from api.chat.forgetting import forget_person
from api.db.option import add_option, database_of, in_one_transaction
from api.personal_data.export import export_person, find_person
from api.texts.catalogue import LANGUAGES, Catalogue


def main(arguments: list[str] | None = None) -> int:
    """Returns 1 with a line on stderr when nobody is known by the address."""
    parser = _parser()
    options = parser.parse_args(arguments)
    said, status = in_one_transaction(database_of(parser, options), lambda session: _do(session, options))
    (sys.stderr if status else sys.stdout).write(f"{said}\n")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m api.personal_data", description=__doc__)
    add_option(parser)
    parser.add_argument("--language", choices=LANGUAGES, default="sv", help="of the note on tickets that stay")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("export", help="all that is known, as JSON").add_argument("address")
    commands.add_parser("erase", help="forget it all, in every channel").add_argument("address")
    return parser


def _do(session: Session, options: argparse.Namespace) -> tuple[str, int]:
    person = find_person(session, options.address)
    if person is None:
        return f"nobody is known by {options.address}; who wrote without being known says 'forget me' in that chat", 1
    if options.command == "export":
        return json.dumps(export_person(session, person), ensure_ascii=False, indent=2), 0
    note = Catalogue().say(options.language, "ticket-out-forget")
    kept = forget_person(session, person, note=note, now=datetime.now(UTC))
    left = f"; still open, with a note for the desk: {', '.join(kept)}" if kept else ""
    return f"{options.address} is forgotten in every channel{left}", 0


if __name__ == "__main__":
    sys.exit(main())
