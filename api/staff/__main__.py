"""`python -m api.staff first-admin|new-password|add|list|set-role|close`: accounts from the command line."""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from api.db.option import add_option, database_of, in_one_transaction
from api.staff import accounts
from api.staff.accounts import Account
from api.staff.passwords import fresh_password
from api.staff.roles import ROLES

REFUSALS = (
    accounts.UnknownAccountError,
    accounts.NameTakenError,
    accounts.BadNameError,
    accounts.LastAdminError,
)


def main(arguments: list[str] | None = None) -> int:
    """Returns 1 with a line on stderr when nothing was done."""
    parser = _parser()
    options = parser.parse_args(arguments)
    do: Callable[[Session, argparse.Namespace], str] = options.do
    url = database_of(parser, options, may_be_new=do is _first_admin)
    try:
        said = in_one_transaction(url, lambda session: do(session, options))
    except REFUSALS as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(said)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m api.staff", description=__doc__)
    where = argparse.ArgumentParser(add_help=False)
    add_option(where)
    secret = argparse.ArgumentParser(add_help=False)
    secret.add_argument("--password-file", type=Path, help="where the password is written, not printed")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    first = commands.add_parser("first-admin", parents=[where, secret], help="only while nobody has an account")
    first.set_defaults(do=_first_admin)
    renewed = commands.add_parser("new-password", parents=[where, secret], help="also ends that person's sessions")
    renewed.add_argument("--name", default="admin")
    renewed.set_defaults(do=_new_password)
    added = commands.add_parser("add", parents=[where, secret], help="make an account, or open a closed one again")
    added.add_argument("name")
    added.add_argument("--role", choices=ROLES, required=True)
    added.set_defaults(do=_add)
    commands.add_parser("list", parents=[where], help="all accounts").set_defaults(do=_list)
    changed = commands.add_parser("set-role", parents=[where], help="from the next page they open")
    changed.add_argument("name")
    changed.add_argument("role", choices=ROLES)
    changed.set_defaults(do=_set_role)
    closed = commands.add_parser("close", parents=[where], help="nobody signs in with it; old answers keep the name")
    closed.add_argument("name")
    closed.set_defaults(do=_close)
    return parser


def _first_admin(session: Session, options: argparse.Namespace) -> str:
    password = accounts.create_first_admin(session, now=datetime.now(UTC))
    return _told(options, "admin", password) if password else ""


def _new_password(session: Session, options: argparse.Namespace) -> str:
    fresh = fresh_password()
    accounts.new_password(session, name=options.name, hashed=fresh.hashed)
    return _told(options, options.name, fresh.shown)


def _add(session: Session, options: argparse.Namespace) -> str:
    fresh = fresh_password()
    name = accounts.add(session, name=options.name, role=options.role, hashed=fresh.hashed, now=datetime.now(UTC))
    return _told(options, name, fresh.shown)


def _list(session: Session, _options: argparse.Namespace) -> str:
    return "".join(_line(each) for each in accounts.all_accounts(session))


def _set_role(session: Session, options: argparse.Namespace) -> str:
    accounts.set_role(session, name=options.name, role=options.role)
    return f"{options.name} is {options.role} now.\n"


def _close(session: Session, options: argparse.Namespace) -> str:
    accounts.close(session, name=options.name, now=datetime.now(UTC))
    return f"{options.name} is closed.\n"


def _told(options: argparse.Namespace, name: str, password: str) -> str:
    """Written to the file if one is named, for its owner alone to read; else printed."""
    file: Path | None = options.password_file
    if file is None:
        return f"{name}: {password}\n"
    file.touch(mode=0o600)
    file.write_text(password, encoding="utf-8")
    return ""


def _line(account: Account) -> str:
    state = "closed" if account.closed_at else "open"
    seen = account.last_sign_in_at.date().isoformat() if account.last_sign_in_at else "-"
    return f"{account.role:8}  {state:6}  last signed in {seen:10}  {account.name}\n"


if __name__ == "__main__":
    sys.exit(main())
