"""Two whole windows, each on a screen of its own and with a network of its own: typed in one, seen in the other.

Hands and eyes are outside of the programs: xdotool types and clicks, and what is seen is read from the screens.
"""

import shutil
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtGui import QColor, QImage

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.domain.incident import Declare
from incident_desk.domain.showing import shown
from tests.journeys.conftest import Window
from tests.journeys.screen import Screen
from tests.shared.cluster import Cluster
from tests.shared.wire import Line, Network
from tests.support.leaks import FAILED

TITLE = "Pushes fail"
HEADER = (600, 5, 420, 50)
"""Between the title and the clocks: who else is there."""
HEADER_MARK = (1100, 5, 420, 50)
TITLE_CHIP = (90, 5, 700, 55)
MIDDLE = (540, 300, 520, 400)
Box = tuple[int, int, int, int]


class Room(msgspec.Struct):
    """Two people at work, the ways of their windows to the server, and what carries those."""

    ada: Window
    bea: Window
    lines: tuple[Line, Line]
    network: Network

    @property
    def both(self) -> tuple[Window, Window]:
        return self.ada, self.bea

    def pull(self) -> None:
        """The network is gone, for both."""
        for line in self.lines:
            self.network.cut(line)

    def mend(self) -> None:
        for line in self.lines:
            self.network.mend(line)

    def agree(self) -> bool:
        """Whether both have the same record, and the same state of the incident."""
        told = [sorted(window.told()) for window in self.both]
        return told[0] == told[1] and state(self.ada) == state(self.bea)


@pytest.fixture
def room(tmp_path: Path, cluster: Cluster, database: str, request: pytest.FixtureRequest) -> Generator[Room]:
    """Ada's window and Bea's, over one record with an incident in it; both show its board."""
    for needed in ("Xvfb", "xdotool"):
        if shutil.which(needed) is None:
            pytest.skip(f"{needed} is not on this machine; packaging/system-libraries.sh --tests installs it")
    with Network() as network:
        lines = (network.line((cluster.port,)), network.line((cluster.port,)))
        _share(tmp_path, database, dict(zip(("ada", "bea"), lines, strict=True)))
        made = Room(_window(tmp_path, "ada"), _window(tmp_path, "bea"), lines, network)
        try:
            for window in made.both:
                window.start(TITLE)
            yield made
        finally:
            for window in made.both:
                if request.node.stash.get(FAILED, False):
                    window.screen.picture().save(str(window.home.with_suffix(".png")))
                    print(f"what was on the screen: {window.home.with_suffix('.png')}")
                window.kill()
                window.screen.close()


def _share(place: Path, database: str, lines: dict[str, Line]) -> None:
    """Somebody made the shared database and declared; Ada and Bea join, each over their own way."""
    with Desk.open(place / "founder") as founder:
        founder.choose_person("Cyd").result()
        founder.shared.membership().found(database)
        founder.record(Declare(TITLE)).result()
        founder.shared.exchange()
        for name, line in lines.items():
            with Desk.open(place / name) as desk:
                desk.choose_person(name.title()).result()
                granted = founder.shared.membership().grant(name.title(), "responder")
                desk.shared.membership().join(_over(granted, line))
                desk.shared.exchange()


def _over(address: str, line: Line) -> str:
    """The same server, over this way."""
    head, _, rest = address.partition("@")
    return f"{head}@127.0.0.1:{line.ports[0]}/{rest.partition('/')[2]}"


def _window(place: Path, name: str) -> Window:
    screen = place / f"screen of {name}"
    screen.mkdir()
    return Window(Screen(screen), place / name, place / f"{name}.log")


# eyes -----------------------------------------------------------------------------------------------------------------


def part(window: Window, box: Box) -> QImage:
    """A part of what is on a window's screen."""
    return window.screen.picture().copy(*box)


def newest_lines(window: Window) -> Box:
    """Of the timeline, under the filter that is on."""
    return 430, window.screen.lowest_filled("hover") + 10, 700, 120


def timeline_head(window: Window) -> Box:
    """Right of the filters: who writes there."""
    return 700, window.screen.lowest_filled("hover") - 35, 480, 45


def inked(window: Window, box: Box, token: str) -> bool:
    """Whether something there has the colour of a token, more than a stray point of it."""
    picture, ink = part(window, box), QColor(window.screen.colour(token)).rgb()
    across, down = range(picture.width()), range(picture.height())
    return sum(picture.pixel(x, y) == ink for y in down for x in across) > 20


def found(window: Window, box: Box, token: str) -> tuple[int, int]:
    """A place there that has the colour of a token, with some of it around."""
    picture, ink = part(window, box), QColor(window.screen.colour(token)).rgb()
    at = next(
        (x + 3, y + 3)
        for y in range(picture.height() - 3)
        for x in range(picture.width() - 3)
        if picture.pixel(x, y) == picture.pixel(x + 3, y + 3) == ink
    )
    return box[0] + at[0], box[1] + at[1]


def until_seen(window: Window, box: Box, token: str, otherwise: str) -> None:
    window.screen.until(lambda: inked(window, box, token), otherwise)


def until_gone(window: Window, box: Box, token: str, otherwise: str) -> None:
    window.screen.until(lambda: not inked(window, box, token), otherwise)


def state(window: Window) -> dict[str, Any]:
    """The whole folded state of the incident, as every desk has it."""
    with closing(ReadingDesk.open(window.home)) as desk:
        (board,) = desk.headlines()
        return shown(desk.fold(board.incident).board, desk.organisation().people)


# what happens ---------------------------------------------------------------------------------------------------------


def test_two_people_see_each_other_write_work_on_apart_and_agree_again(room: Room) -> None:
    ada, bea = room.both
    for window in room.both:
        until_seen(window, HEADER, "hover", "the other one is not in the header")
    _type_in_company(ada, bea)
    _work_apart(room)
    room.mend()
    ada.until_told("timeline.noted", "from Bea")
    bea.until_told("timeline.noted", "from Ada")
    ada.screen.until(room.agree, "the two records differ")
    for window in room.both:
        until_seen(window, HEADER, "hover", "the other one did not come back into the header")
    _settle(room)
    for window in room.both:
        window.quit()


def _type_in_company(ada: Window, bea: Window) -> None:
    """A word that is begun shows as somebody writing, and entered on the timeline."""
    before = part(bea, newest_lines(bea))
    ada.screen.type("db1 is em")
    until_seen(bea, timeline_head(bea), "accent", "nobody is seen writing")
    assert part(bea, newest_lines(bea)) == before
    ada.screen.type("pty\n")
    bea.until_told("timeline.noted", "db1 is empty")
    bea.screen.until(lambda: part(bea, newest_lines(bea)) != before, "the line is not on Bea's screen")
    until_gone(bea, timeline_head(bea), "accent", "what was entered is still being written")


def _work_apart(room: Room) -> None:
    """With the network pulled both type, and see their own words; both set the title."""
    connected = [part(window, HEADER_MARK) for window in room.both]
    lines = [part(window, newest_lines(window)) for window in room.both]
    room.pull()
    for window, name in zip(room.both, ("Ada", "Bea"), strict=True):
        window.screen.type(f"from {name}\n/title {TITLE}, says {name}\n")
    for at, (window, name) in enumerate(zip(room.both, ("Ada", "Bea"), strict=True)):
        window.until_told("timeline.noted", f"from {name}")
        window.until_told("incident.retitled", f"says {name}")
        window.screen.until(
            lambda at=at, w=window: part(w, newest_lines(w)) != lines[at], f"{name} does not see their line"
        )
        window.screen.until(
            lambda at=at, w=window: part(w, HEADER_MARK) != connected[at], "the header says nothing of it"
        )
        until_gone(window, HEADER, "hover", "whoever is cut off is shown as there")
    assert not any("from Bea" in words for _, words in room.ada.told())
    assert not any("from Ada" in words for _, words in room.bea.told())


def _settle(room: Room) -> None:
    """Both titles are shown, and one click settles which holds, for both."""
    for window in room.both:
        until_seen(window, TITLE_CHIP, "accentsoft", "the header does not say that two desks set the title")
    room.ada.screen.click(found(room.ada, TITLE_CHIP, "accentsoft"))
    room.ada.screen.until(lambda: room.ada.screen.shows("says"), "the window went away")
    until_seen(room.ada, MIDDLE, "card", "the two titles are not offered")
    room.ada.screen.keys("Return")
    for window in room.both:
        until_gone(window, TITLE_CHIP, "accentsoft", "the two titles are not settled")
    room.ada.screen.until(room.agree, "the two records differ")
