"""Pictures that people give: read and written off the GUI thread. What is no picture, or a hostile one, is refused."""

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from incident_desk.domain.errors import BadInput

FORMATS: Final = frozenset({"png", "jpeg", "gif", "bmp", "webp"})
"""What screens and cameras make. Others are kept and saved, and never decoded here."""
CONTENT_MOST_BYTES: Final = 24 * 1024 * 1024
PIXELS_MOST: Final = 50_000_000
"""Six screens of 4K. A file of some kilobytes may say that it has a million times as many."""
SIDE_MOST_PX: Final = 30_000


def decoded(content: bytes, within: QSize) -> QImage:
    """A picture as it is shown, not larger than `within` pixels. For any thread.

    Raises: BadInput if it is none, is larger than is decoded here, or is damaged.
    """
    if len(content) > CONTENT_MOST_BYTES:
        raise BadInput("is too large to be shown here; it can be opened or saved")
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()).decode("ascii", "replace") not in FORMATS:
        raise BadInput("is no picture that is shown here")
    size = reader.size()
    if size.isEmpty():
        raise BadInput("is no picture that is shown here")
    if max(size.width(), size.height()) > SIDE_MOST_PX or size.width() * size.height() > PIXELS_MOST:
        raise BadInput("has more pixels than are shown here; it can be opened or saved")
    if size.width() > within.width() or size.height() > within.height():
        fitting = size.scaled(within, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(fitting.expandedTo(QSize(1, 1)))
    picture = reader.read()
    if picture.isNull():
        raise BadInput("is a damaged picture")
    return picture


def as_png(picture: QImage) -> bytes:
    """A picture from the clipboard as a file. For any thread."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(content.data())
