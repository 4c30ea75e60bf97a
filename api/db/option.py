"""`--database-url` of the commands: left out, it is the database that the gateway is set to."""

import argparse
from pathlib import Path

from sqlalchemy.engine import make_url

from api.settings import Settings

NAME = "--database-url"


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
