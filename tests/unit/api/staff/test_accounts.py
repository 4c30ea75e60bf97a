"""Staff accounts from the command line: made, listed, given another role, closed and opened again."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.db.engine import make_engine
from api.db.migrate import upgrade
from api.staff.__main__ import main
from api.staff.accounts import names
from api.staff.passwords import matches
from api.staff.sessions import credentials, open_session, who_is
from tests.fakes.clock import Clock

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'bollplank.db'}"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    made = make_engine(url)
    upgrade(made)
    yield made
    made.dispose()


@pytest.fixture
def run(url: str, capsys: pytest.CaptureFixture[str]) -> Run:
    def started(*arguments: str) -> tuple[int, str, str]:
        status = main([*arguments, "--database-url", url])
        said = capsys.readouterr()
        return status, said.out, said.err

    return started


def password_in(said: str, name: str) -> str:
    found = re.fullmatch(rf"{name}: ((?:[a-z0-9]{{5}}-){{3}}[a-z0-9]{{5}})\n", said)
    assert found, said
    return found[1]


def sign_in(engine: Engine, clock: Clock, name: str, password: str) -> str | None:
    with Session(engine) as session, session.begin():
        known = credentials(session, name=name)
        opened = open_session(session, known, now=clock()) if known and matches(password, known.password_hash) else None
        return opened.token if opened else None


def test_an_account_is_made_listed_changed_closed_and_opened_again(run: Run, engine: Engine) -> None:
    clock = Clock()
    run("first-admin")
    status, said, _ = run("add", "Anna Ek", "--role", "desk")
    first = password_in(said, "Anna Ek")
    token = sign_in(engine, clock, "Anna Ek", first)
    assert (status, bool(token)) == (0, True)
    assert run("list")[1].splitlines() == [
        "admin     open    last signed in -           admin",
        "desk      open    last signed in 2026-11-23  Anna Ek",
    ]
    assert run("set-role", "Anna Ek", "trainer") == (0, "Anna Ek is trainer now.\n", "")
    with Session(engine) as session:
        found = who_is(session, token=token or "", now=clock())
        assert (found and found.role, names(session)) == ("trainer", ("admin",))

    assert run("close", "Anna Ek") == (0, "Anna Ek is closed.\n", "")
    with Session(engine) as session:
        assert who_is(session, token=token or "", now=clock()) is None
    assert sign_in(engine, clock, "Anna Ek", first) is None
    assert "trainer   closed" in run("list")[1]

    again = password_in(run("add", "anna ek", "--role", "desk")[1], "Anna Ek")
    assert sign_in(engine, clock, "Anna Ek", first) is None
    assert sign_in(engine, clock, "Anna Ek", again)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("add", "ADMIN", "--role", "desk"), "There is already a staff account named admin.\n"),
        (("add", " ", "--role", "desk"), "A name has 1 to 80 signs, all of which can be seen.\n"),
        (("add", "x" * 81, "--role", "desk"), "A name has 1 to 80 signs, all of which can be seen.\n"),
        (("add", "An\u200bna", "--role", "desk"), "A name has 1 to 80 signs, all of which can be seen.\n"),
        (("set-role", "Bo", "desk"), "There is no open staff account named Bo.\n"),
        (("close", "Bo"), "There is no open staff account named Bo.\n"),
        (("new-password", "--name", "Bo"), "There is no open staff account named Bo.\n"),
        (("close", "admin"), "This is the only administrator. Make somebody else an administrator first.\n"),
        (("set-role", "admin", "desk"), "This is the only administrator. Make somebody else an administrator first.\n"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(run: Run, command: tuple[str, ...], said: str) -> None:
    run("first-admin")
    before = run("list")
    assert run(*command) == (1, "", said)
    assert run("list") == before


def test_a_role_that_is_none_is_named_with_those_that_are(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("add", "Anna", "--role", "boss")
    assert re.search("invalid choice: 'boss'.*admin.*desk.*editor.*trainer", capsys.readouterr().err)


def test_a_password_is_written_for_its_owner_alone(run: Run, engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "password"
    assert run("first-admin", "--password-file", str(file)) == (0, "", "")
    assert file.stat().st_mode & 0o777 == 0o600
    assert sign_in(engine, Clock(), "admin", file.read_text())
    assert run("first-admin") == (0, "", ""), "once"
    new = password_in(run("new-password")[1], "admin")
    assert sign_in(engine, Clock(), "admin", new)
