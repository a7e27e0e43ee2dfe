"""Takes the pictures of the gallery."""

import os
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.app import application
from incident_desk.desktop.gallery.sheet import sheet, specimens
from incident_desk.desktop.gallery.specimen import Specimen, shown
from incident_desk.desktop.photograph import made_folder, picture, save
from incident_desk.desktop.theme import apply


def render(folder: Path, theme: str, scale: float) -> list[Path]:
    """A PNG of every part in every state, and `components-THEME.png` with all of them.

    Args:
        scale: how many pixels one of the looks takes.
    Returns: the pictures, the sheet first.
    Raises: BadInput or DeskError if the folder cannot be written to.
    """
    made_folder(folder)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    apply(application(scale), theme)
    QApplication.setCursorFlashTime(0)  # a caret that blinks would be in one picture and not in the next
    pictures = {specimen.name: taken(specimen, scale) for specimen in specimens()}
    whole = folder / f"components-{theme}.png"
    save(_sheet(pictures, scale), whole)
    paths = [folder / f"{name}.png" for name in pictures]
    for path, image in zip(paths, pictures.values(), strict=True):
        save(image, path)
    return [whole, *paths]


def taken(specimen: Specimen, scale: float) -> QImage:
    """The picture of one part in one state."""
    with shown(specimen) as ground:
        return picture(ground, _pixels(ground.size(), scale), scale)


def _sheet(pictures: dict[str, QImage], scale: float) -> QImage:
    whole = sheet(pictures)
    whole.resize(whole.sizeHint())
    taken = picture(whole, _pixels(whole.size(), scale), scale)
    whole.deleteLater()
    return taken


def _pixels(size: QSize, scale: float) -> QSize:
    return QSize(round(size.width() * scale), round(size.height() * scale))
