"""Icons drawn at the moment they are needed: sharp at every scale, and right after a change of theme."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from incident_desk.desktop.theme.tokens import FOLDER, colour


def icon(name: str, token: str = "text2") -> QIcon:
    """A lucide icon in the colour of a token. A box wider than high leaves its right side empty, as a gap."""
    return QIcon(_Engine(name, token))


def paint_icon(painter: QPainter, box: QRect | QRectF, name: str, token: str = "text2") -> None:
    """The same for painted parts: into a square box, laid on whole pixels of the screen."""
    box = QRectF(box)
    if box.height() < 1:
        return  # a window so small that a part has no room left
    drawn = _drawn(name, colour(token).name(), round(box.height()), painter.device().devicePixelRatioF())
    transform = painter.deviceTransform()
    corner = transform.map(box.topLeft())
    whole = QPointF(round(corner.x()), round(corner.y()))
    painter.drawPixmap(transform.inverted()[0].map(whole), drawn)


def forget() -> None:
    """Drop all drawings: the theme has changed, and those of the old one are not asked for again."""
    _drawn.cache_clear()


class _Engine(QIconEngine):
    """Paints one icon on request. A QIcon made from a pixmap would stay at its first size and colour."""

    _clones: list["QIconEngine"] = []
    """Qt owns a clone, but Python would free it: each is kept. Qt clones only when an icon is built from parts."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def clone(self) -> QIconEngine:
        made = _Engine(self._name, self._token)
        self._clones.append(made)
        return made

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        top = rect.top() + (rect.height() - side) / 2
        paint_icon(painter, QRectF(rect.left(), top, side, side), self._name, self._shade(mode))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        pixmap = QPixmap(QSize(round(size.width() * scale), round(size.height() * scale)))
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        return pixmap

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def _shade(self, mode: QIcon.Mode) -> str:
        return "text3" if mode == QIcon.Mode.Disabled else self._token


@lru_cache(maxsize=512)
def _drawn(name: str, tint: str, side: int, ratio: float) -> QPixmap:
    """One drawing; tinting afresh costs 85 µs, which a list of icons would feel."""
    pixels = round(side * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    svg = _source(name).replace("currentColor", QColor(tint).name())
    with QPainter(pixmap) as painter:
        QSvgRenderer(svg.encode()).render(painter, QRectF(0, 0, pixels, pixels))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (FOLDER / "icons" / f"{name}.svg").read_text(encoding="utf-8")
