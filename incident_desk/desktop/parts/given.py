"""What somebody pastes or drops: words, files, or a picture."""

from pathlib import Path

import msgspec
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from incident_desk.desktop.bundles import bundles_in


class Given(msgspec.Struct, frozen=True):
    """One of the three; the others are empty."""

    text: str = ""
    files: tuple[Path, ...] = ()
    picture: QImage | None = None


def given_in(data: QMimeData) -> Given | None:
    """What is in it: files before words, for a file manager gives both; words before a picture of them."""
    files = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if files:
        return Given(files=files)
    if data.hasText() and data.text().strip():
        return Given(text=data.text())
    if data.hasImage():
        picture = data.imageData()
        if isinstance(picture, QImage) and not picture.isNull():
            return Given(picture=picture)
    return None


def file_in(data: QMimeData) -> Given | None:
    """Files or a picture that are in it; words go their own way, and a bundle is for the window around everything."""
    given = given_in(data)
    return given if given is not None and not given.text and not bundles_in(data) else None
