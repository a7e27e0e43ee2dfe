"""Words and figures."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.gallery.specimen import Look, Section, Specimen
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.clock import ClockLabel
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.command_edit import CommandEdit
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.suggestions import Suggestions
from incident_desk.desktop.parts.wrapped import Wrapped
from incident_desk.desktop.theme import mono

TYPE = (
    (28, 600, "01:56:12", "28"),
    (20, 600, "Incident title", "20"),
    (15, 600, "Hypothesis, due line", "15"),
    (13, 500, "Body, lists, buttons 500", "13"),
    (12, 400, "Meta, hints, tables", "12"),
    (11, 600, "Tile foot, column heads, badge", "11"),
)
TONES = ("text", "text2", "text3", "accent", "ok", "warn", "bad", "sev2")
OFFERED = (
    ("/decision", "Write a line on the timeline"),
    ("/detected", "Move the incident to another state"),
    ("/declare", "Declare an incident"),
)
LONG = "Database primary emptied, GitLab.com offline: restoring the copy of 17:20"


def _label(size_px: int, weight: int, words: str) -> Callable[[], QWidget]:
    return lambda: Label(words, size_px, weight)


def _tone(tone: str) -> Callable[[], QWidget]:
    return lambda: Label(tone, 13, 500, tone)


def _wrapped(most_lines: int) -> Callable[[], QWidget]:
    return lambda: Wrapped(f"{LONG}. {LONG}. {LONG}.", most_lines=most_lines)


def _clock(caption: str, figures: str, tone: str) -> Callable[[], QWidget]:
    def make() -> QWidget:
        clock = ClockLabel()
        clock.show_time(caption, figures, tone)
        return clock

    return make


def _empty() -> QWidget:
    return Empty(
        "list", "Nothing is written yet", "Type the first line below, or press a key.", Button("Note", "plus", "small")
    )


def _column(count: int) -> Callable[[], QWidget]:
    """Lines in a column of 64 px: those past its end are under the bar."""

    def make() -> QWidget:
        scroll = ColumnScroll("column")
        scroll.setFixedHeight(64)
        for number in range(count):
            scroll.add(Label(f"Line {number + 1} of {count}", 13))
        return scroll

    return make


class _Offering(QWidget):
    """A line with what could be typed next over it; the list goes to the window, so there must be one."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self._steps = steps
        self._field = CommandEdit(self)
        self._field.setText("/de")
        self._field.setFont(mono())
        self._field.setGeometry(0, 92, 453, 32)
        self._offered = Suggestions(self)
        self.setFixedSize(453, 124)

    def showEvent(self, event: QShowEvent) -> None:
        self._offered.show_rows(OFFERED, "What can be typed", self._field)
        for _ in range(self._steps):
            self._offered.step(1)


def _command(words: str, *, is_fault: bool = False) -> Callable[[], QWidget]:
    def make() -> QWidget:
        edit = CommandEdit()
        edit.setFont(mono())
        edit.setPlaceholderText("/decision, /action, /finding …   or type a note")
        edit.setText(words)
        edit.setProperty("fault", is_fault)
        return edit

    return make


TYPE_SIZES = Section(
    "Type: Inter, sizes in logical px",
    tuple(Specimen("label", f"{size} px", _label(size, weight, words)) for size, weight, words, _ in TYPE),
)
INKS = Section("Inks", tuple(Specimen("label", tone, _tone(tone)) for tone in TONES), per_row=4, gap_px=12)
GIVING_WAY = Section("Words that give way", (
    Specimen("elided", "whole", lambda: Elided("It fits", 13, 500), 240),
    Specimen("elided", "cut", lambda: Elided(LONG, 13, 500), 240),
    Specimen("wrapped", "all", _wrapped(0), 300),
    Specimen("wrapped", "two lines", _wrapped(2), 300),
))  # fmt: skip
CLOCKS = Section("Clocks", (
    Specimen("clock", "elapsed", _clock("Elapsed since 23:02", "01:56:12", "text")),
    Specimen("clock", "impact", _clock("Customer impact since 23:27", "01:31:12", "bad")),
), per_row=2, gap_px=32)  # fmt: skip
HEADS = Section("Heads and lines", (
    Specimen("section_head", "numbered", lambda: SectionHead("What is wrong?", "in words of a customer", "1"), 420),
    Specimen("section_head", "plain", lambda: SectionHead("Roles", "5 of 6 acknowledged"), 420),
    Specimen("line", "flat", Line, 420),
    Specimen("picture", "16 px", lambda: Picture(symbol="siren", ink="sev1")),
))  # fmt: skip
NOTHING = Section("Nothing yet", (Specimen("empty", "with a way on", _empty, 453, ground="well"),))
COMMAND_LINE = Section("Command line, and what is offered over it", (
    Specimen("command_edit", "empty", _command(""), 453),
    Specimen("command_edit", "focus", _command("/finding A for rows match 17:20 counts"), 453, Look.FOCUS),
    Specimen("command_edit", "fault", _command("/evidance A for rows match", is_fault=True), 453),
    Specimen("suggestions", "offered", lambda: _Offering(0)),
    Specimen("suggestions", "stepped to", lambda: _Offering(2)),
))  # fmt: skip
SCROLLED = Section("A column that is too low", (
    Specimen("column_scroll", "fits", _column(3), 180),
    Specimen("column_scroll", "scrolls", _column(9), 180),
), per_row=2, gap_px=16)  # fmt: skip
