"""The real product, once for a process's tests that talk to it. No conftest: the bot's own tests know no httpx."""

from collections.abc import Iterator

import pytest

from tests.product import PREPARED, Product


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    if not (PREPARED / "models/bollplank.tar.gz").exists():
        pytest.skip("the bot is not trained: run `make test`, or `python -m api.launch prepare-tests`")
    running = Product(folder=tmp_path_factory.mktemp("product"))
    try:
        running.start()
        running.wait_for_part("rasa", up=True)
        yield running
    finally:
        running.stop()
