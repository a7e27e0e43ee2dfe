"""Beside an incident: the watched series of its services, and what else strays, as tiles; in a low window a line."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import SIDE_PX, Section
from incident_desk.desktop.parts.chip import Chip
from incident_desk.desktop.parts.series_tile import LEAST_PX, SeriesTile
from incident_desk.desktop.series.at_hand import at_hand
from incident_desk.desktop.series.tile_words import foot_words, tile_shown
from incident_desk.desktop.words import counted

if TYPE_CHECKING:
    from incident_desk.watch.series import Tile

MOST: Final = 5
TILE_PX: Final = 116
GAP_PX: Final = 8
LOW_PX: Final = 940
"""In a lower room the tiles are one line."""


class SignalsPanel(Observing, Section):
    """Hidden while nothing of its services is watched. A press leads to the room of the alerts."""

    HEARD = ("impact.", "incident.", "gov.")

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("signals_panel", _tr("Signals"), parent)
        self._bridge = bridge
        self._is_low = False
        self.tiles: list[SeriesTile] = []
        self.chip = Chip("", "diamond", "warn")
        self.head.insertWidget(self.head.count() - 1, self.chip)
        self._row = QHBoxLayout()
        self._row.setSpacing(GAP_PX)
        self.body.addLayout(self._row)
        for at in range(MOST):
            tile = SeriesTile(height_px=TILE_PX)
            tile.setObjectName(f"signal_{at + 1}")
            tile.setAccessibleName(_tr("Signal"))
            tile.setCheckable(False)
            tile.clicked.connect(partial(self._bridge.alerts_asked.emit))
            tile.hide()
            self.tiles.append(tile)
            self._row.addWidget(tile, 1)
        for changed in (bridge.series.changed, bridge.customers.changed, bridge.zone_changed):
            changed.connect(self._show)
        self.hide()

    def give_room(self, height_px: int) -> None:
        """Tiles, or where there is little room a line that says what strays."""
        self._is_low = height_px < LOW_PX
        self._show()

    def _found(self) -> "list[Tile]":
        if self._observed is None:
            return []
        services = {each.casefold() for each in self._observed.board.impact.services.value or ()}
        return [each for each in at_hand(self._bridge) if each.is_warning or each.service.casefold() in services]

    def _show(self) -> None:
        found, bridge = self._found(), self._bridge
        now_us, zone = bridge.now_us(), bridge.zone
        self.setVisible(bool(found))
        columns = max(1, min(MOST, (self.width() - 2 * SIDE_PX + GAP_PX) // (LEAST_PX + GAP_PX)))
        shown = [] if self._is_low else found[:columns]
        for at, tile in enumerate(self.tiles):
            tile.setVisible(at < len(shown))
        for tile, each in zip(self.tiles, shown, strict=False):
            tile.show_series(tile_shown(each, now_us, zone))
        self.set_body_shown(bool(shown))
        count = sum(each.is_warning for each in found)
        self.chip.show_words(counted(count, _tr("1 early warning"), _tr("{count} early warnings")), "diamond", "warn")
        self.chip.setVisible(bool(count))
        if self._is_low and found:
            self.note.setText(
                _tr("{title}: {words}").format(title=found[0].title, words=foot_words(found[0], now_us, zone))
            )
        else:
            self.note.setText(counted(len(found), _tr("1 watched"), _tr("{count} watched")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._show()


def _tr(text: str) -> str:
    return QCoreApplication.translate("WatchedSeries", text)
