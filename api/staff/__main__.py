"""`python -m api.staff first-admin|new-password`: accounts from the command line."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from api.db.engine import make_engine
from api.db.migrate import upgrade
from api.staff.accounts import UnknownAccountError, create_first_admin, new_password


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m api.staff", description=__doc__)
    parser.add_argument("command", choices=["first-admin", "new-password"])
    parser.add_argument("--database-url", default="sqlite:///var/bollplank.db")
    parser.add_argument("--name", default="admin")
    parser.add_argument("--password-file", type=Path, help="where the password is written, not printed")
    options = parser.parse_args()
    engine = make_engine(options.database_url)
    try:
        upgrade(engine)
        with Session(engine) as session, session.begin():
            if options.command == "first-admin":
                password = create_first_admin(session, now=datetime.now(UTC))
            else:
                password = new_password(session, name=options.name)
    except UnknownAccountError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        engine.dispose()
    if password and options.password_file:
        options.password_file.touch(mode=0o600)
        options.password_file.write_text(password, encoding="utf-8")
    elif password:
        sys.stdout.write(f"{options.name}: {password}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
