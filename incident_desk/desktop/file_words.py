"""How far a file has come, in words: at its line on the timeline, and in the header's mark."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.words import counted

if TYPE_CHECKING:
    from incident_desk.desk.attachments import Files


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
