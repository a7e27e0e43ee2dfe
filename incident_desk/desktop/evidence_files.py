"""The file that a piece of evidence was taken from, as lists, the matrix and its dialog show it."""

import msgspec
from PySide6.QtGui import QPixmap

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.file_words import file_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.thumbnails import thumbnails_of
from incident_desk.domain.investigation_files import file_of
from incident_desk.domain.investigation_list import Evidence


class FileShown(msgspec.Struct, frozen=True):
    """`words` name the file where the piece does not, and say where it is while it is not here."""

    words: str
    picture: QPixmap | None = None


def file_shown(piece: Evidence, observed: ObservedIncident, bridge: Bridge) -> FileShown | None:
    """None for a piece that has none."""
    timeline = observed.board.timeline
    file = file_of(piece, timeline)
    if file is None:
        return None
    sharing = bridge.sharing
    told = file_words(sharing.files, file.digest, is_connected=sharing.is_connected)
    name = "" if piece.words(timeline) == file.name else file.name
    return FileShown(" · ".join(filter(None, (name, told))), thumbnails_of(bridge).of(file))
