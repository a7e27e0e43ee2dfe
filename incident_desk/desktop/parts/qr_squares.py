"""A QR code as squares: dark on white in both themes, because many telephones do not read it the other way round."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.outreach.qr_code import Squares

QUIET = 4
"""So many squares around it stay white; the standard asks for them."""
LEAST_PX = 160


class QrSquares(QWidget):
    """As large as there is room for, each square of whole device pixels so that no edge is blurred."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._squares: Squares = ()
        self.setObjectName("qr_squares")
        self.setAccessibleName(self.tr("The words as a QR code"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_squares(self, squares: Squares) -> None:
        """Show this code."""
        self._squares = squares
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(2 * LEAST_PX, 2 * LEAST_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_PX, LEAST_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._squares:
            return
        count, ratio = len(self._squares) + 2 * QUIET, self.devicePixelRatioF()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        side = max(1, min(width, height) // count)
        left, top = (width - side * count) // 2, (height - side * count) // 2
        with QPainter(self) as painter:
            painter.scale(1 / ratio, 1 / ratio)
            painter.fillRect(QRect(left, top, side * count, side * count), QColor(Qt.GlobalColor.white))
            for down, row in enumerate(self._squares, QUIET):
                for along, is_dark in enumerate(row, QUIET):
                    if is_dark:
                        place = QRect(left + along * side, top + down * side, side, side)
                        painter.fillRect(place, QColor(Qt.GlobalColor.black))
