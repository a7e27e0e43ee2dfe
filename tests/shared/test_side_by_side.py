"""Two whole windows, each on a screen of its own: a word typed in one is seen in the other, also over a dead server."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from incident_desk.desk import Desk
from incident_desk.domain.incident import Declare
from tests.journeys.conftest import Window
from tests.journeys.screen import Screen
from tests.shared.cluster import Cluster

TITLE = "Pushes fail"
TIMELINE = (430, 300, 700, 120)
"""The newest lines of the timeline, in a window as large as the screen."""
HEADER_MARK = (1100, 5, 420, 50)


@pytest.fixture
def windows(tmp_path: Path, database: str) -> Generator[tuple[Window, Window]]:
    """Ada's and Bea's, over one record with an incident in it; both show its board."""
    for needed in ("Xvfb", "xdotool"):
        if shutil.which(needed) is None:
            pytest.skip(f"{needed} is not on this machine; packaging/system-libraries.sh --tests installs it")
    _share(tmp_path, database)
    both = [_window(tmp_path, name) for name in ("ada", "bea")]
    try:
        for window in both:
            window.start(TITLE)
        yield both[0], both[1]
    finally:
        for window in both:
            window.kill()
            window.screen.close()


def _share(place: Path, database: str) -> None:
    with Desk.open(place / "ada") as ada, Desk.open(place / "bea") as bea:
        ada.choose_person("Ada").result()
        bea.choose_person("Bea").result()
        ada.shared.membership().found(database)
        ada.record(Declare(TITLE)).result()
        ada.shared.exchange()
        bea.shared.membership().join(ada.shared.membership().grant("Bea", "responder"))
        bea.shared.exchange()


def _window(place: Path, name: str) -> Window:
    screen = place / f"screen of {name}"
    screen.mkdir()
    return Window(Screen(screen), place / name, place / f"{name}.log")


def part(window: Window, box: tuple[int, int, int, int]) -> QImage:
    """A part of what is on a window's screen."""
    return window.screen.picture().copy(*box)


def test_a_word_typed_in_one_is_seen_in_the_other_and_a_dead_server_only_delays_it(
    cluster: Cluster, windows: tuple[Window, Window]
) -> None:
    ada, bea = windows
    before = part(bea, TIMELINE)
    ada.screen.type("db1 is empty\n")
    bea.until_told("timeline.noted", "db1 is empty")
    bea.screen.until(lambda: part(bea, TIMELINE) != before, "the line is not on Bea's screen")

    cluster.kill()
    try:
        connected = part(ada, HEADER_MARK)
        ada.screen.type("from Ada\n")
        bea.screen.type("from Bea\n")
        ada.until_told("timeline.noted", "from Ada")
        bea.until_told("timeline.noted", "from Bea")
        ada.screen.until(lambda: part(ada, HEADER_MARK) != connected, "the header says nothing of it")
    finally:
        cluster.start()
    ada.until_told("timeline.noted", "from Bea")
    bea.until_told("timeline.noted", "from Ada")
    assert sorted(ada.told()) == sorted(bea.told())
    for window in windows:
        window.quit()
