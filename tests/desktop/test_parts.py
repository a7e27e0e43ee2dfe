"""The painted parts: what they say aloud, how they take keys, and what gives way where there is little room."""

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from incident_desk.desktop import theme
from incident_desk.desktop.parts.avatar import Avatar, initials
from incident_desk.desktop.parts.checklist import Due, StepLine, StepRow
from incident_desk.desktop.parts.clock import ClockLabel
from incident_desk.desktop.parts.conflict_chip import ConflictChip
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.name_line import NameLine
from incident_desk.desktop.parts.need_row import NeedRow, NeedShown
from incident_desk.desktop.parts.not_saved import NotSaved
from incident_desk.desktop.parts.role_row import RoleBadge, RoleBrief, RoleRow
from incident_desk.desktop.parts.severity_button import SeverityButton
from incident_desk.desktop.parts.stepper import Stepper, StepPlace, StepShown
from incident_desk.desktop.parts.thin_bar import ThinBar
from incident_desk.desktop.parts.tile import Tile, TileShown
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.theme.tokens import colour
from incident_desk.domain.severity import Severity

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton, QApplication

Made = Callable[[QWidget], QWidget]


@pytest.fixture
def shown(app: "QApplication") -> Generator[Made]:
    """Shows a part in a window, in the dark theme."""
    theme.apply(app, "dark")
    window = QWidget()
    window.resize(800, 400)
    window.show()

    def show(part: QWidget) -> QWidget:
        part.setParent(window)
        part.resize(part.sizeHint())
        part.show()
        return part

    yield show
    window.deleteLater()


def painted(part: QWidget) -> QImage:
    image = QImage(part.size(), QImage.Format.Format_RGB32)
    image.fill(colour("pane"))
    part.render(image)
    return image


def has(image: QImage, token: str) -> bool:
    """Whether any pixel has the colour of a token."""
    wanted = colour(token).rgb()
    return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize(
    "make",
    [
        StepRow,
        SeverityButton,
        Tile,
        TwoLineRow,
        NeedRow,
        RoleRow,
        RoleBadge,
    ],
    ids=["step", "severity", "tile", "row", "need", "role row", "role disc"],
)
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_every_painted_button_is_pressed_by_space_and_by_enter(
    make: "Callable[[], QAbstractButton]", key: Qt.Key, shown: Made
) -> None:
    button = make()
    shown(button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    QTest.keyClick(button, key)
    assert pressed == [True]


def test_initials_are_of_the_first_and_the_last_word() -> None:
    assert [initials(n) for n in ("Priya Nair", "Aleksandra von der Lind", "root", "")] == ["PN", "AL", "R", "?"]


def test_a_holder_who_has_not_answered_is_drawn_in_amber(shown: Made) -> None:
    avatar = Avatar("Lewis Grant")
    shown(avatar).resize(32, 32)
    assert not has(painted(avatar), "warn")
    avatar.set_person("Lewis Grant", is_dashed=True)
    assert has(painted(avatar), "warn")


def test_a_clock_says_its_caption_and_its_figures(shown: Made) -> None:
    clock = ClockLabel()
    shown(clock)
    clock.show_time("Elapsed since 23:02", "01:56:12")
    clock.show_time("Lasted since 23:02", "01:56:12")
    assert clock.accessibleName() == "Lasted since 23:02 01:56:12"


@pytest.mark.parametrize(
    ("severity", "word", "short", "whole"),
    [
        (Severity.SEV1, "Critical", "SEV 1", "SEV 1 Critical"),
        (None, "", "Severity not set", "Severity not set"),
    ],
)
def test_a_severity_is_said_whole_even_where_it_is_shown_short(
    severity: Severity | None, word: str, short: str, whole: str, shown: Made
) -> None:
    button = SeverityButton()
    shown(button)
    button.set_severity(severity, word)
    button.set_short(True)
    assert (button.text(), button.accessibleName()) == (short, whole)


@pytest.mark.parametrize(
    ("width", "time"), [(300, "since 31 Jan 23:02"), (160, "23:02"), (130, "")], ids=["wide", "narrow", "least"]
)
def test_a_time_beside_a_step_is_shown_whole_or_not_at_all(width: int, time: str, shown: Made) -> None:
    stepper = Stepper()
    stepper.show_steps([StepShown("a", "Investigating", StepPlace.PRESENT, "since 31 Jan 23:02", "23:02")])
    shown(stepper).resize(width + 32, 42)
    [button] = stepper.buttons
    assert button.width() == width
    assert button.fitting_time(110) == time


def test_a_step_that_is_late_has_weight_and_only_a_need_of_mine_is_red(shown: Made) -> None:
    row = StepRow()
    shown(row).resize(320, 24)
    row.show_step(StepLine("a", "Send the holding statement", "12 min late", Due.LATE))
    late = painted(row)
    row.show_step(StepLine("a", "Send the holding statement", "12 min late", Due.LATER))
    assert painted(row) != late
    assert not has(late, "bad")
    need = NeedRow()
    shown(need).resize(320, 24)
    need.show_need(NeedShown("a", "Send the holding statement", "12 min late", "clock-alert", "bad"))
    assert has(painted(need), "bad")


def test_a_tile_is_read_aloud_with_its_name_and_its_fact(shown: Made) -> None:
    tile = Tile()
    shown(tile)
    tile.show_fact(TileShown("Impact started", "23:27", foot="Tue 31 Jan 2017, UTC"))
    assert tile.accessibleName() == "Impact started: 23:27"
    assert tile.accessibleDescription() == "Tue 31 Jan 2017, UTC"


@pytest.mark.parametrize("width", [40, 120, 400])
def test_rows_are_painted_at_any_width(width: int, shown: Made) -> None:
    row = RoleRow()
    row.show_brief(RoleBrief("Customer liaison, public sector", "Liaison", "Aleksandra Wojciechowska", "late 3 min"))
    two = TwoLineRow(is_card=True)
    two.show_row(RowShown("Database primary emptied", "Repeat of INC-1", "Resolved", "link"))
    for part in (row, two):
        shown(part).resize(width, part.sizeHint().height())
        assert not painted(part).isNull()


def test_a_conflict_shows_only_while_there_is_one(shown: Made) -> None:
    holder = QWidget()
    shown(holder)
    chip = ConflictChip(holder)
    assert not chip.isVisible()
    chip.say("Title also changed by Tomas Lind", "“Git is down”")
    assert chip.isVisible()
    assert chip.accessibleDescription() == "“Git is down”"
    chip.say("")
    assert not chip.isVisible()


def test_text_that_looks_like_html_is_shown_as_text(shown: Made) -> None:
    row = NeedRow()
    shown(row)
    row.show_need(NeedShown("a", "<b>Scribe</b> does not answer", "4 min", "user-x"))
    assert row.accessibleName() == "<b>Scribe</b> does not answer, 4 min"
    assert "&lt;b&gt;" in row.toolTip()


def test_a_name_is_asked_for_and_esc_takes_the_line_away(shown: Made) -> None:
    holder = QWidget()
    line = NameLine(holder)
    shown(holder)
    asked: list[str] = []
    line.asked.connect(asked.append)
    line.use("assign", "Who takes it?", "Assign")
    line.open_line([])
    QTest.keyClick(line.field, Qt.Key.Key_Return)  # an empty line asks for nothing
    QTest.keyClicks(line.field, " Tomas ")
    QTest.keyClick(line.field, Qt.Key.Key_Return)
    assert (asked, line.is_open) == (["Tomas"], True)
    QTest.keyClick(line.field, Qt.Key.Key_Escape)
    assert not line.is_open


def test_a_long_line_gives_way_and_keeps_the_whole_in_its_tooltip(shown: Made) -> None:
    words = Elided("Aleksandra Wojciechowska-Lindqvist of the public sector")
    shown(words).resize(QSize(60, 17))
    assert words.minimumSizeHint().width() < 60
    assert words.toolTip() == "Aleksandra Wojciechowska-Lindqvist of the public sector"


def test_it_is_said_once_that_nothing_was_saved(shown: Made) -> None:
    strip = NotSaved()
    shown(strip)
    strip.show_count(8, 1, "Not saved: the disk is full.")
    assert strip.told.accessibleName() == "8 lines are not saved · 1 file is not saved: the disk is full."


def test_a_bar_fills_by_its_share(shown: Made) -> None:
    bar = ThinBar(width_px=100)
    shown(bar).resize(100, 4)
    bar.set_share(0.5)
    image = painted(bar)
    assert QColor(image.pixel(25, 2)) == colour("spark")
    assert QColor(image.pixel(75, 2)) == colour("line")
