"""The sheet: everything side by side in four columns, as in the pictures of the looks."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from incident_desk.desktop.gallery import (
    alerts,
    buttons,
    command,
    communications,
    customers,
    facts,
    learning,
    marks,
    review,
    series,
    several,
    swatches,
    words,
    work,
)
from incident_desk.desktop.gallery.specimen import Section, Specimen
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line

SIDE_PX = 16
COLUMNS: tuple[tuple[int, tuple[Section, ...]], ...] = (
    (404, (words.TYPE_SIZES, words.INKS, words.GIVING_WAY, marks.SHAPES, buttons.RAIL, buttons.SECTIONS)),
    (507, (buttons.BUTTONS, buttons.ICON_BUTTONS, marks.TRUTH_MARKS, marks.GLYPHS, marks.SEVERITIES,
           marks.SOLID_CHIPS, marks.SOFT_CHIPS, marks.SMALL_CHIPS, buttons.CONFLICTS, buttons.CLOCKS,
           buttons.SEVERITY_ROWS, communications.PROMISES, communications.CHANNELS, communications.WHO_HEARS)),
    (485, (work.PEOPLE, work.PRESENT, work.CHECKLIST, work.NEEDS, work.BARS, work.ROLES, work.BADGES, command.TASKS,
           command.GIVING, words.NOTHING, marks.MESSAGES, marks.UNSAVED, marks.STEPS, marks.ANSWERS,
           buttons.CHOICES, buttons.TOGGLES, buttons.FLOW, words.HEADS, facts.SHEET,
           communications.CHECKED, communications.LENGTHS, communications.SENT_ROWS)),
    (524, (work.TIMELINE, work.FACTS, work.STEPPERS, words.CLOCKS, work.LINKED, work.CHANGED, buttons.FILTERED,
           words.COMMAND_LINE, words.SCROLLED, command.COURSE_CARDS, command.INVESTIGATIONS, command.FACTS,
           several.BOARDS, communications.BY_CHANNEL, communications.CHANNEL_DOWN,
           customers.CUSTOMERS, review.REVIEW, series.WATCHED, series.CHANGES, alerts.ALERTS,
           learning.SEEN)),
)  # fmt: skip
"""Each column: how wide, and what stands in it."""


def specimens() -> list[Specimen]:
    """All there are."""
    return [specimen for _, sections in COLUMNS for section in sections for specimen in section.specimens]


def sheet(pictures: Mapping[str, QImage]) -> QWidget:
    """The sheet, given the picture of each specimen by its name."""
    whole = QFrame()
    whole.setProperty("kind", "pane")
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    for number, (width_px, sections) in enumerate(COLUMNS):
        if number:
            row.addWidget(Line(is_upright=True))
        column = QWidget()
        column.setFixedWidth(width_px - (1 if number else 0))
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 12)
        lines.setSpacing(0)
        parts = [*_tokens(), *sections] if number == 0 else list(sections)
        _fill(lines, parts, pictures, width_px - 2 * SIDE_PX)
        lines.addStretch(1)
        row.addWidget(column)
    return whole


def _tokens() -> list[tuple[str, QWidget]]:
    return [
        ("Surfaces", swatches.swatches(swatches.SURFACES, is_measured=False)),
        ("Text and accent, contrast on card", swatches.swatches(swatches.INKS, is_measured=True)),
        ("Meaning, contrast on card", swatches.swatches(swatches.MEANINGS, is_measured=True)),
    ]


def _fill(
    lines: QVBoxLayout, parts: Sequence[Section | tuple[str, QWidget]], pictures: Mapping[str, QImage], room_px: int
) -> None:
    for number, part in enumerate(parts):
        if number:
            lines.addWidget(Line())
        title, body = (part.title, _grid(part, pictures)) if isinstance(part, Section) else part
        section = QVBoxLayout()
        is_wide = body.sizeHint().width() > room_px
        section.setContentsMargins(0 if is_wide else SIDE_PX, 12, 0, 12)
        section.setSpacing(8)
        head = Label(title, 12, 600, "text2")
        head.setIndent(SIDE_PX if is_wide else 0)
        section.addWidget(head)
        section.addWidget(body)
        lines.addLayout(section)


def _grid(section: Section, pictures: Mapping[str, QImage]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(section.gap_px)
    grid.setHorizontalSpacing(max(section.gap_px, 8))
    for column, head in enumerate(section.heads):
        grid.addWidget(Label(head, 11, 500, "text2"), 0, column)
    for place, specimen in enumerate(section.specimens):
        row, column = divmod(place, section.per_row)
        at = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(Print(pictures[specimen.name]), row + bool(section.heads), column, at)
    grid.setColumnStretch(section.per_row, 1)
    return holder


class Print(QWidget):
    """A picture that was taken, in its own size."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self._image.deviceIndependentSize().toSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.drawImage(QPoint(0, 0), self._image)
