"""A picture that somebody gave, small: whole, in its own proportions, in a frame."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.theme import colour

RADIUS_PX = 4


def paint_thumbnail(painter: QPainter, box: QRect, picture: QPixmap) -> None:
    """Fit it into the box; the frame keeps a dark picture apart from a dark ground."""
    size = QSizeF(picture.size()).scaled(QSizeF(box.size()), Qt.AspectRatioMode.KeepAspectRatio)
    placed = QRectF(QPointF(), size)
    placed.moveCenter(QRectF(box).center())
    shape = QPainterPath()
    shape.addRoundedRect(placed, RADIUS_PX, RADIUS_PX)
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipPath(shape)
    ratio = painter.device().devicePixelRatioF()
    small = picture.scaled(  # the painter's own way leaves out pixels, and with them the thin lines of a graph
        (size * ratio).toSize(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    painter.drawPixmap(placed, small, QRectF(small.rect()))
    painter.setClipping(False)
    painter.setPen(QPen(colour("line2"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)
    painter.restore()


class Thumbnail(QWidget):
    """As large as the picture asks for, up to `most`; nothing while there is none."""

    def __init__(self, most: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.most = most
        self._picture = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show this one from now on."""
        self._picture = picture if picture is not None else QPixmap()
        self.setVisible(not self._picture.isNull())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        size = self._picture.deviceIndependentSize().toSize()
        if size.isEmpty():
            return QSize(0, 0)
        fits = size.width() <= self.most.width() and size.height() <= self.most.height()
        return size if fits else size.scaled(self.most, Qt.AspectRatioMode.KeepAspectRatio)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._picture.isNull():
            with QPainter(self) as painter:
                paint_thumbnail(painter, self.rect().adjusted(0, 0, -1, -1), self._picture)
