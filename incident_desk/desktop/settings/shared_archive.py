"""Moving the incidents of past years to the archive of the shared database: for administrators."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.long_work import GoOn, LongWork
from incident_desk.desktop.moments import in_zone
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.words import counted
from incident_desk.domain.board import Board

if TYPE_CHECKING:  # the driver is loaded when it is needed
    from incident_desk.desk import Desk
    from incident_desk.desk.archive import Moved

YEAR_PX = 240


def years(boards: Iterable[Board], now_us: int) -> dict[int, int]:
    """The finished years, the newest first, each with how many incidents ended in it that could be moved."""
    this_year = in_zone(now_us, UTC).year
    count: Counter[int] = Counter()
    for board in boards:
        headline = board.headline
        ended_us = headline.ended_us
        if ended_us is not None and not headline.archive and not headline.is_restricted:
            count[in_zone(ended_us, UTC).year] += 1
    return {year: count[year] for year in sorted(count, reverse=True) if year < this_year}


class SharedArchive(QWidget):
    """A section of the shared record's page. Stopped, it goes on the next time where it was."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._moving = LongWork(self)
        self.head = SectionHead(_tr("Old incidents"))
        self.year = Choice()
        self.year.setObjectName("archive_year")
        self.year.setAccessibleName(_tr("The year whose incidents are moved"))
        self.year.setFixedWidth(YEAR_PX)
        self.move_ = Button(_tr("Move to the archive"), "archive", name="archive_move")
        self.halt = Button(_tr("Stop"), "x", name="archive_move_stop")
        self.told = Label(_explained(), 12, 400, "text3", "archive_move_told", wraps=True)
        row = QHBoxLayout()
        row.setSpacing(10)
        for part in (self.year, self.move_, self.halt):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (Line(), self.head):
            column.addWidget(part)
        column.addLayout(row)
        column.addWidget(self.told)
        self.move_.clicked.connect(self._move)
        self.halt.clicked.connect(self._moving.stop)
        self._moving.changed.connect(self._show_busy)
        self._moving.progressed.connect(self._show_progress)
        bridge.headlines_changed.connect(self._show_years)
        bridge.sharing.changed.connect(self._show)
        self._show_years()

    def _show_years(self) -> None:
        found = years(self._bridge.headlines, self._bridge.now_us())
        kept = self.year.currentData()
        self.year.clear()
        for year, count in found.items():
            self.year.addItem(f"{year}: {counted(count, _tr('1 incident'), _tr('{count} incidents'))}", year)
        self.year.setCurrentIndex(max(0, self.year.findData(kept)))
        self.head.note.setText("" if found else _tr("no finished year has any here"))
        self._show()

    def _show(self) -> None:
        state = self._bridge.sharing.state
        self.setVisible(state is not None and state.level == "administrator")
        has_years, is_busy = self.year.count() > 0, self._moving.is_busy
        self.year.setEnabled(not is_busy)
        self.year.setVisible(has_years or is_busy)
        self.move_.setVisible(has_years and not is_busy)
        self.halt.setVisible(self._moving.is_busy)
        self.halt.setEnabled(not self._moving.is_stopping)

    # moving -----------------------------------------------------------------------------------------------------------

    def _move(self) -> None:
        desk = self._bridge.desk
        if desk is not None and not self._moving.is_busy:
            self._bridge.soon(self._moved(desk, str(self.year.currentData())), self._say)

    async def _moved(self, desk: "Desk", name: str) -> None:
        self._say(_tr("Moving…"))
        self._say("\n".join(_came_of(await self._moving.run(partial(_move, desk, name)))))

    def _show_progress(self, done: int, count: int) -> None:
        of = _tr("Moving: {done} of {count} incidents are marked") if count else _tr("Moving: {done} entries moved")
        self._say(of.format(done=done, count=count))

    def _show_busy(self) -> None:
        had_keyboard = self.move_.hasFocus() or self.halt.hasFocus()
        self._show()
        if self._moving.is_stopping:
            self._say(_tr("Stopping…"))
        elif had_keyboard:
            (self.halt if self._moving.is_busy else self.move_).setFocus()

    def _say(self, words: str) -> None:
        self.told.setText(words)


def _move(desk: "Desk", name: str, go_on: GoOn) -> "Moved":
    """On a worker thread."""
    return desk.shared.archive.move(name, go_on)


def _came_of(moved: "Moved") -> list[str]:
    said = _tr("Archive {archive} has {incidents}; {entries} entries were moved there now.")
    incidents = counted(moved.incidents, _tr("1 incident"), _tr("{count} incidents"))
    lines = [said.format(archive=moved.archive, incidents=incidents, entries=moved.entries)]
    return lines + [_tr("Left where they are: {what}").format(what=each) for each in moved.left_out]


def _explained() -> str:
    return _tr(
        "Desks that have them keep them; a desk that joins later lists them, and brings one when somebody opens it. "
        "What is open, restricted, or was written in within 30 days stays."
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("SharedArchive", text)
