"""`python -m api.keys create|list|revoke`: which systems may call the API."""

import argparse
import sys
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from api.db.option import add_option, database_of, in_one_transaction
from api.keys.store import EVERYONE, SCOPES, Key, all_keys, create, revoke


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    said, status = in_one_transaction(database_of(parser, options), lambda session: _do(session, options))
    (sys.stderr if status else sys.stdout).write(said)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m api.keys", description=__doc__)
    add_option(parser)
    commands = parser.add_subparsers(dest="command", required=True)
    new = commands.add_parser("create", help="make a key; it is shown this once")
    new.add_argument("name", help="the system it is for")
    new.add_argument("--scope", action="append", choices=SCOPES, required=True, dest="scopes")
    new.add_argument("--audience", action="append", default=[EVERYONE], help="whose guides it may see too")
    new.add_argument("--days", type=int, help="how long it is good; left out: until it is revoked")
    commands.add_parser("list", help="all keys, without their secrets")
    commands.add_parser("revoke", help="close a key for good").add_argument("id")
    return parser


def _do(session: Session, options: argparse.Namespace) -> tuple[str, int]:
    now = datetime.now(UTC)
    if options.command == "create":
        expires_at = now + timedelta(days=options.days) if options.days else None
        scopes, audience = tuple(options.scopes), tuple(options.audience)
        made = create(session, name=options.name, scopes=scopes, audience=audience, expires_at=expires_at, now=now)
        return f"{made}\n", 0
    if options.command == "list":
        return "".join(_line(key, now) for key in all_keys(session)), 0
    if revoke(session, options.id, now=now):
        return f"{options.id} is revoked.\n", 0
    return f"There is no key {options.id}.\n", 1


def _line(key: Key, now: datetime) -> str:
    state = "good" if key.is_good(now) else "revoked" if key.revoked_at else "expired"
    until = key.expires_at.date().isoformat() if key.expires_at else "-"
    return f"{key.id}  {state:8}  until {until:10}  {','.join(sorted(key.scopes)):30}  {key.name}\n"


if __name__ == "__main__":
    sys.exit(main())
