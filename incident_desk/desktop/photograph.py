"""Pictures of widgets, in exactly so many pixels."""

import math
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.theme import colour
from incident_desk.domain.errors import BadInput, DeskError


class Camera:
    """Takes pictures of one size, into a folder.

    Args:
        scale: how many pixels one of the looks takes.
    """

    def __init__(self, pixels: tuple[int, int], scale: float, folder: Path) -> None:
        self.pictures: list[Path] = []
        self._pixels = QSize(*pixels)
        self._scale = scale
        self._folder = folder

    @property
    def field(self) -> QSize:
        """What it sees, in pixels of the looks. Rounded up: better cut a hair than leave a seam."""
        return QSize(math.ceil(self._pixels.width() / self._scale), math.ceil(self._pixels.height() / self._scale))

    def take(self, widget: QWidget, name: str) -> None:
        """Raises: DeskError if the picture cannot be written."""
        path = self._folder / f"{name}.png"
        save(picture(widget, self._pixels, self._scale), path)
        self.pictures.append(path)


def picture(widget: QWidget, pixels: QSize, scale: float) -> QImage:
    """The widget as it is, painted into so many pixels."""
    image = QImage(pixels, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(colour("canvas"))
    widget.render(image)
    return image


def save(image: QImage, path: Path) -> None:
    """Raises: DeskError if the picture cannot be written."""
    if not image.save(str(path)):
        raise DeskError(f"The picture {path} cannot be written.")


def made_folder(folder: Path) -> Path:
    """The folder, made if it is not there. Raises: BadInput if that is none, DeskError if it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as e:
        raise BadInput("that is no folder", str(folder)) from e
    except OSError as e:
        raise DeskError(f"{folder} cannot be made: {e.strerror}.") from e
    return folder
