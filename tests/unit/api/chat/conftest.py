"""A database with all tables and nothing in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from api.db.engine import make_engine
from api.db.migrate import upgrade


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    engine = make_engine(f"sqlite:///{tmp_path / 'bollplank.db'}")
    upgrade(engine)
    with Session(engine, expire_on_commit=False) as opened, opened.begin():
        yield opened
    engine.dispose()
