"""What a file is, how large it is and how far it has come, in words."""

import mimetypes
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.words import counted

if TYPE_CHECKING:
    from incident_desk.desk.attachments import Files


UNKNOWN: Final = "application/octet-stream"
HARMLESS: Final = (
    "image/",
    "text/plain",
    "text/csv",
    "text/markdown",
    "audio/",
    "video/",
    "application/pdf",
    "application/json",
)
"""What is opened as it is; anything else could be a program, and is only saved."""
ACTIVE: Final = ("image/svg", "audio/x-mpegurl", "audio/mpegurl", "audio/x-scpls")
"""Of those, what can hold a program, or addresses that are fetched."""

_UNFIT: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


def media_type_of(name: str) -> str:
    """What a file of this name holds, as far as names say."""
    return mimetypes.guess_type(name)[0] or UNKNOWN


def is_harmless(name: str, media_type: str) -> bool:
    """Whether a file may be handed to the desktop's program: by what is said of it, and by its name, for the desktop
    goes by that."""
    types = (media_type, media_type_of(name))
    return all(each.startswith(HARMLESS) and not each.startswith(ACTIVE) for each in types)


def caution_words(name: str, media_type: str) -> str:
    """That it is only saved; empty for what may be opened."""
    return "" if is_harmless(name, media_type) else _tr("could be a program: it is saved, never opened from here")


def is_picture(media_type: str) -> bool:
    """Whether it is said to be a picture."""
    return media_type.startswith("image/") and not media_type.startswith(ACTIVE)


def safe_name(name: str) -> str:
    """The name without what could lead to another folder, or be no name at all."""
    plain = _UNFIT.sub("_", name).strip(" .")[-120:]
    return plain or "file"


def kind_words(name: str, media_type: str) -> str:
    """ "Picture (PNG)", "Text (LOG)", "File (SH)"."""
    words = {
        "image": _tr("Picture"),
        "text": _tr("Text"),
        "audio": _tr("Recording"),
        "video": _tr("Video"),
    }
    word = words.get(media_type.partition("/")[0], _tr("File"))
    ending = PurePath(safe_name(name)).suffix[1:9].upper()
    return f"{word} ({ending})" if ending else word


def size_words(size_bytes: int) -> str:
    """2.1 MB, 340 kB, 12 bytes: as a person says how large a file is."""
    if size_bytes >= 1_000_000:
        return _tr("{count} MB").format(count=f"{size_bytes / 1_000_000:.1f}")
    if size_bytes >= 1000:
        return _tr("{count} kB").format(count=round(size_bytes / 1000))
    return _tr("{count} bytes").format(count=size_bytes)


def file_words(files: "Files | None", digest: str, *, is_connected: bool) -> str:
    """Where the bytes of a file are, as far as that is worth saying; empty for one that is here and shared."""
    if files is None or not digest:
        return ""
    share = f"{files.percent}\u202f%"
    if digest in files.lacking:
        if files.moving == digest and is_connected:
            return _tr("on its way here, {share}").format(share=share)
        return _tr("came with other bytes, set aside") if digest in files.wrong else _tr("not here yet")
    if digest in files.waiting:
        if files.moving == digest and is_connected:
            return _tr("on its way to the others, {share}").format(share=share)
        return _tr("not shared yet")
    return ""


def waiting_words(files: "Files") -> str:
    """How many files wait to be shared, or to come here, as the moving one does; empty if all are everywhere."""
    if files.waiting and files.moving not in files.lacking:
        return counted(len(files.waiting), _tr("1 file is not shared yet"), _tr("{count} files are not shared yet"))
    if files.lacking:
        return counted(len(files.lacking), _tr("1 file is not here yet"), _tr("{count} files are not here yet"))
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Files", text)
