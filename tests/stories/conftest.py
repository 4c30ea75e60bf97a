"""Says how many conversations were held."""

import pytest

from tests.started import product as product  # noqa: PLC0414 - a fixture for all tests here
from tests.stories.driver import read_stories


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    stories = read_stories()
    by_language = {code: sum(story.language == code for story in stories) for code in ("sv", "en", "fi")}
    turns = sum(len(story.lines) for story in stories)
    counts = ", ".join(f"{count} {code}" for code, count in by_language.items())
    terminalreporter.write_line(f"{len(stories)} stories ({counts}), {turns} turns")
