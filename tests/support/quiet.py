"""A test that makes the program complain fails, unless it said beforehand what the complaint would be.

Qt's own complaints fail a test through pytest-qt (`qt_log_level_fail` in pyproject.toml).
"""

import logging
import re
from collections.abc import Callable, Generator

import pytest

Announce = Callable[[str], None]


class Listener(logging.Handler):
    """Keeps the records at WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[logging.LogRecord] = []
        self.announced: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record)

    def faults(self) -> list[str]:
        """What was logged and not announced, and what was announced and not logged."""
        said = [f"{r.name} {r.levelname}: {r.getMessage()}" for r in self.heard]
        surprises = [f"logged: {line}" for line in said if not any(re.search(a, line) for a in self.announced)]
        missed = [
            f"announced, never logged: {a}" for a in self.announced if not any(re.search(a, line) for line in said)
        ]
        return surprises + missed


@pytest.fixture(autouse=True)
def listener() -> Generator[Listener]:
    """Hears every log record of the test; complaints that nobody announced fail it."""
    listening = Listener()
    root = logging.getLogger()
    root.addHandler(listening)
    yield listening
    root.removeHandler(listening)
    if faults := listening.faults():
        pytest.fail("\n".join(faults), pytrace=False)


@pytest.fixture
def announce(listener: Listener) -> Announce:
    """`announce("pattern")`: a complaint that matches is expected in this test, at least once."""
    return listener.announced.append
