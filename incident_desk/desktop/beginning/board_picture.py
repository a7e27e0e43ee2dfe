"""A picture of the real board, taken of the demo: what somebody is about to see."""

import asyncio

import shiboken6
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.theme import colour, is_dark
from incident_desk.desktop.theme.looks import looks
from incident_desk.desktop.theme.tokens import FOLDER

PICTURES = FOLDER / "first_run"
"""`make picture` takes them."""
RATIO = 16 / 9
LEAST_PX = 180


class BoardPicture(QWidget):
    """As wide as there is room, in the theme of the window. Read and decoded on a worker."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._image = QImage()
        self.setAccessibleName(self.tr("A picture of the board while an incident is open"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        looks.changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        self._bridge.soon(self._read())

    async def _read(self) -> None:
        file = PICTURES / f"board-{'dark' if is_dark() else 'light'}.jpg"
        image = await asyncio.to_thread(QImage, str(file))
        if shiboken6.isValid(self):
            self._image = image
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width / RATIO)

    def sizeHint(self) -> QSize:
        return QSize(444, round(444 / RATIO))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_PX, round(LEAST_PX / RATIO))

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        frame = QPainterPath()
        frame.addRoundedRect(box, 6, 6)
        with QPainter(self) as painter:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillPath(frame, colour("canvas"))
            if not self._image.isNull():
                painter.save()
                painter.setClipPath(frame)
                painter.drawImage(box, self._scaled(box))
                painter.restore()
            painter.setPen(colour("line2"))
            painter.drawPath(frame)

    def _scaled(self, box: QRectF) -> QImage:
        """Made smaller in one go by Qt's good way: drawn smaller, thin lines would break."""
        wanted = (box.size() * self.devicePixelRatioF()).toSize()
        how = Qt.AspectRatioMode.IgnoreAspectRatio
        return self._image.scaled(wanted, how, Qt.TransformationMode.SmoothTransformation)
