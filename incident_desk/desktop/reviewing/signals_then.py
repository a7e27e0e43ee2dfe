"""The watched series that were kept of an incident, as they stood at that moment."""

from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.section import SIDE_PX, Section
from incident_desk.desktop.parts.series_tile import LEAST_PX, SeriesShown, SeriesTile
from incident_desk.desktop.reviewing.replayed import Replayed
from incident_desk.desktop.warning_words import number_words
from incident_desk.domain.frozen_series import SeriesKept
from incident_desk.domain.moments import SECOND_US

COLUMNS, ROWS = 2, 2
TILE_PX: Final = 116
GAP_PX: Final = 8
STALE_STEPS: Final = 5


class SignalsThen(Section):
    """Those that were odd first. A press on one leads to the moment at which it left what is usual."""

    def __init__(self, bridge: Bridge, replayed: Replayed, parent: QWidget | None = None) -> None:
        super().__init__("review_signals", _tr("Signals then"), parent)
        self._bridge = bridge
        self._replayed = replayed
        self._at_us = 0
        self.tiles: list[SeriesTile] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(GAP_PX)
        self.body.addLayout(self._grid)
        self.hide()

    def show_moment(self, at_us: int) -> None:
        """Show this moment."""
        self._at_us = at_us
        whole = self._replayed.whole
        series = whole.series if whole is not None else ()
        self.setVisible(bool(series))
        most = min(len(series), self._columns * ROWS)
        while len(self.tiles) < most:
            self._add_tile()
        for at, tile in enumerate(self.tiles):
            tile.setVisible(at < most)
        for tile, each in zip(self.tiles, series, strict=False):
            tile.show_series(series_then(each, at_us))
        more = len(series) - most
        self.note.setText(_tr("{count} more were kept").format(count=more) if more > 0 else "")

    def _add_tile(self) -> None:
        tile = SeriesTile(height_px=TILE_PX)
        tile.setCheckable(False)
        tile.setObjectName(f"review_signal_{len(self.tiles) + 1}")
        tile.clicked.connect(partial(self._go_to, len(self.tiles)))
        self.tiles.append(tile)
        self._place()

    def _go_to(self, at: int) -> None:
        whole = self._replayed.whole
        left_us = whole.series[at].left_us if whole is not None else None
        if left_us is not None:
            self._replayed.pause()
            self._replayed.go_to(left_us)

    @property
    def _columns(self) -> int:
        return max(1, min(COLUMNS, (self.width() - 2 * SIDE_PX + GAP_PX) // (LEAST_PX + GAP_PX)))

    def _place(self) -> None:
        columns = self._columns
        for at, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, at // columns, at % columns)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()
            self.show_moment(self._at_us)


def series_then(kept: SeriesKept, at_us: int) -> SeriesShown:
    """One series as its tile had it then: nothing of what came later is shown."""
    points = kept.until(at_us)
    is_there = bool(points) and at_us - points[-1][0] <= STALE_STEPS * kept.step_us
    value = points[-1][1] if is_there else None
    is_odd = value is not None and not kept.is_usual(value)
    left_us = kept.left_us
    return SeriesShown(
        kept.series,
        kept.title,
        "–" if value is None else number_words(value),
        kept.unit,
        _foot(kept, value),
        "warn" if is_odd else "text",
        "diamond" if is_odd else "",
        tuple((at / SECOND_US, each) for at, each in points),
        kept.low,
        kept.high,
        left_us / SECOND_US if is_odd and left_us is not None else None,
    )


def _foot(kept: SeriesKept, value: float | None) -> str:
    if value is None:
        return _tr("Not kept for this moment")
    if kept.low is None or kept.high is None:
        return ""
    usual = {"low": number_words(kept.low), "high": number_words(kept.high)}
    if value > kept.high:
        return _tr("Above the usual {low} to {high}").format(**usual)
    if value < kept.low:
        return _tr("Below the usual {low} to {high}").format(**usual)
    return _tr("Usual {low} to {high}").format(**usual)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewRoom", text)
