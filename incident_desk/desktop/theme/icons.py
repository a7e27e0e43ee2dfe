"""Icons drawn at the moment they are needed: sharp at every scale, and right after a change of theme."""

from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from incident_desk.desktop.theme.tokens import FOLDER, colour


def icon(name: str, token: str = "text2") -> QIcon:
    """A lucide icon in the colour of a token."""
    return QIcon(_Engine(name, token))


class _Engine(QIconEngine):
    """Paints one icon on request. A QIcon made from a pixmap would stay at its first size and colour."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, _drawn(self._name, self._colour(mode), rect.width(), rect.height(), ratio))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        side = QSize(round(size.width() / scale), round(size.height() / scale))
        return _drawn(self._name, self._colour(mode), side.width(), side.height(), scale)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _drawn(self._name, self._colour(mode), size.width(), size.height(), 1.0)

    def _colour(self, mode: QIcon.Mode) -> str:
        found = colour("text3" if mode == QIcon.Mode.Disabled else self._token)
        if mode == QIcon.Mode.Disabled:
            found.setAlphaF(0.6)
        return found.name(QColor.NameFormat.HexArgb)


@lru_cache(maxsize=512)
def _drawn(name: str, argb: str, width: int, height: int, ratio: float) -> QPixmap:
    """One drawing; tinting afresh costs 85 µs, which a list of icons would feel."""
    pixmap = QPixmap(QSize(round(width * ratio), round(height * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    tint = QColor(argb)
    svg = _source(name).replace("currentColor", tint.name())
    with QPainter(pixmap) as painter:
        painter.setOpacity(tint.alphaF())
        QSvgRenderer(svg.encode()).render(painter, QRect(0, 0, width, height))
    return pixmap


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (FOLDER / "icons" / f"{name}.svg").read_text(encoding="utf-8")
