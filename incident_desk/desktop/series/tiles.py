"""The watched series as tiles, the oddest first, and below them what can be done about the one that is chosen."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.section import SIDE_PX, Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.chip import Chip
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.series_tile import LEAST_PX, SeriesTile
from incident_desk.desktop.series.at_hand import at_hand
from incident_desk.desktop.series.tile_words import tile_shown
from incident_desk.desktop.warning_words import draft_of, warning_words
from incident_desk.desktop.words import counted
from incident_desk.domain.ids import EntryId
from incident_desk.domain.warning_entries import Mark
from incident_desk.domain.warning_list import EarlyWarning
from incident_desk.domain.warnings import MarkWarning

GAP_PX = 8
COLUMNS_MOST = 5


class SeriesTiles(Section):
    """R says that a warning was real, F that it was a false alarm, D declares an incident of it, filled in.

    Args:
        rows: so many rows of tiles at most; the calmest are left out.
    """

    def __init__(self, bridge: Bridge, rows: int = 2) -> None:
        super().__init__("watched_series", _tr("Watched series"))
        self._bridge = bridge
        self._rows = rows
        self._chosen = ""
        self.tiles: list[SeriesTile] = []
        self.chip = Chip("", "diamond", "warn")
        self.head.insertWidget(self.head.count() - 1, self.chip)
        self._grid = QGridLayout()
        self._grid.setSpacing(GAP_PX)
        self.body.addLayout(self._grid)
        self.below = self._lay_out_below()
        self.body.addWidget(self.below)
        for changed in (bridge.series.changed, bridge.customers.changed, bridge.zone_changed):
            changed.connect(self._show)
        self._show()

    def _lay_out_below(self) -> QWidget:
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, GAP_PX, 0, 0)
        row.setSpacing(GAP_PX)
        self.words = Elided("", 12, 500, "text2")
        self.real = Button(_tr("Real"), "check", "small", "series_real")
        self.false = Button(_tr("False alarm"), "x", "small", "series_false")
        self.declare = Button(_tr("Declare…"), "siren", "small", "series_declare")
        self.real.setToolTip(_tr("It was real: the next warning of this series takes less (R)"))
        self.false.setToolTip(_tr("It was a false alarm: the next warning of this series takes more (F)"))
        self.declare.setToolTip(_tr("Declare an incident, filled in with this (D)"))
        row.addWidget(self.words, 1)
        for button, does in (
            (self.real, lambda: self._mark(Mark.REAL)),
            (self.false, lambda: self._mark(Mark.FALSE_ALARM)),
            (self.declare, self._declare),
        ):
            row.addWidget(button)
            button.clicked.connect(does)
        self._bridge.rights.rule(self.real, self.false, self.declare)
        return below

    @property
    def _columns(self) -> int:
        room = self.width() - 2 * SIDE_PX + GAP_PX
        return max(1, min(COLUMNS_MOST, room // (LEAST_PX + GAP_PX)))

    @property
    def _warning(self) -> EarlyWarning | None:
        """The warning that is on about the chosen series."""
        warnings = self._bridge.customers.view.warnings
        return next((each for each in warnings if self._chosen in each.on), None)

    def _show(self) -> None:
        found = at_hand(self._bridge)
        self.setVisible(bool(found))
        shown = found[: self._columns * self._rows]
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        self._have(len(shown))
        for tile, each in zip(self.tiles, shown, strict=True):
            tile.show_series(tile_shown(each, now_us, zone))
            tile.setChecked(bool(self._chosen) and each.series == self._chosen)
        count = sum(each.is_warning for each in found)
        self.chip.show_words(counted(count, _tr("1 early warning"), _tr("{count} early warnings")), "diamond", "warn")
        self.chip.setVisible(bool(count))
        notices = sum(each.is_notice and not each.is_warning for each in found)
        told = [counted(len(found) - count - notices, _tr("1 calm"), _tr("{count} calm"))]
        if notices:
            told.insert(0, counted(notices, _tr("1 notice"), _tr("{count} notices")))
        if len(found) > len(shown):
            told.append(_tr("{count} more below").format(count=len(found) - len(shown)))
        self.note.setText(" · ".join(told))
        self._show_below()

    def set_rows(self, rows: int) -> None:
        """So many rows of tiles at most from now on."""
        if rows != self._rows:
            self._rows = rows
            self._show()

    def _have(self, count: int) -> None:
        """So many tiles, each in its place."""
        while len(self.tiles) < count:
            tile = SeriesTile()
            tile.setObjectName(f"series_{len(self.tiles) + 1}")
            tile.clicked.connect(lambda _=False, tile=tile: self._choose(tile))
            self.tiles.append(tile)
        while len(self.tiles) > count:
            gone = self.tiles.pop()
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        columns = self._columns
        for at, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, at // columns, at % columns)
        for column in range(COLUMNS_MOST):
            self._grid.setColumnStretch(column, int(column < columns))

    def _choose(self, tile: SeriesTile) -> None:
        self._chosen = "" if self._chosen == tile.shown.series else tile.shown.series
        self._show()

    def _show_below(self) -> None:
        warning = self._warning
        self.below.setVisible(warning is not None)
        if warning is not None:
            mark = {Mark.REAL: _tr("marked as real"), Mark.FALSE_ALARM: _tr("marked as a false alarm"), None: ""}
            words = (warning_words(warning, self._bridge.zone), mark[warning.mark])
            self.words.setText(" · ".join(filter(None, words)))

    def _mark(self, mark: Mark) -> None:
        if (warning := self._warning) is not None and warning.mark is not mark:
            self._bridge.soon(self._bridge.do(MarkWarning(EntryId(warning.id), mark)))

    def _declare(self) -> None:
        if (warning := self._warning) is not None:
            self._bridge.warning_asked.emit(draft_of(warning, self._bridge.zone))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_R: self.real, Qt.Key.Key_F: self.false, Qt.Key.Key_D: self.declare}
        button = keys.get(Qt.Key(event.key()))
        focused = next((tile for tile in self.tiles if tile.hasFocus()), None)
        if button is None or focused is None or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        self._chosen = focused.shown.series
        self._show()
        button.click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._show()


def _tr(text: str) -> str:
    return QCoreApplication.translate("WatchedSeries", text)
