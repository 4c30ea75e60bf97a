"""What commands do on the database: `--database-url`, left out, is the one that the gateway is set to."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from api.db.engine import make_engine
from api.db.migrate import upgrade
from api.settings import Settings

NAME = "--database-url"
T = TypeVar("T")


def add_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(NAME, help="left out: the gateway's, by BOLLPLANK_DATABASE_URL or BOLLPLANK_VAR_DIR")


def database_of(parser: argparse.ArgumentParser, options: argparse.Namespace, *, may_be_new: bool = False) -> str:
    """The address of the database.

    Ends the command with a sentence where no option was given and there is no such file: a new one would hold nobody.
    """
    if options.database_url:
        return str(options.database_url)
    address = Settings().database
    file = make_url(address).database if address.startswith("sqlite") else None
    if file and not may_be_new and not Path(file).is_file():
        parser.error(f"there is no database at {file}: run this where Bollplank runs, or say where it is with {NAME}")
    return address


def in_one_transaction(url: str, work: Callable[[Session], T]) -> T:
    """Bring the tables up to date, do the work and commit it: all or nothing."""
    engine = make_engine(url)
    try:
        upgrade(engine)
        with Session(engine) as session, session.begin():
            return work(session)
    finally:
        engine.dispose()
