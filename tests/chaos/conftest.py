"""What every chaos run needs."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where the user that PostgreSQL runs as may enter."""
    made = Path(tempfile.mkdtemp(prefix="bollplank-chaos-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)
