"""The real product, started once for all conversations."""

from collections.abc import Iterator

import pytest

from tests.product import PREPARED, Product
from tests.stories.driver import read_stories


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    if not (PREPARED / "models/bollplank.tar.gz").exists():
        pytest.skip("the bot is not trained: run `make test`, or `python -m api.launch prepare-tests`")
    running = Product(folder=tmp_path_factory.mktemp("stories"))
    try:
        running.start()
        running.wait_for_part("rasa", up=True)
        yield running
    finally:
        running.stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    stories = read_stories()
    by_language = {code: sum(story.language == code for story in stories) for code in ("sv", "en", "fi")}
    turns = sum(len(story.lines) for story in stories)
    counts = ", ".join(f"{count} {code}" for code, count in by_language.items())
    terminalreporter.write_line(f"{len(stories)} stories ({counts}), {turns} turns")
