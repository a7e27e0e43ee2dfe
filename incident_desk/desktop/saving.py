"""Saving pages to a file: asking where, and writing them aside, so that the window goes on."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QFileDialog, QWidget

from incident_desk.domain.errors import BadInput

if TYPE_CHECKING:
    from incident_desk.learning.state_document import StateDocument


def write_whole(file: Path, content: bytes) -> None:
    """All of it, or nothing. Raises: BadInput."""
    from incident_desk.store import files

    try:
        files.write(file, content)
    except OSError as e:
        raise BadInput(e.strerror or "it cannot be written", str(file)) from e


def is_pages(file: Path) -> bool:
    """Whether a file of this name is to hold pages, and not text."""
    return file.suffix.casefold() == ".pdf"


def write_document(document: "StateDocument", file: Path) -> None:
    """Pages where the file is called .pdf, else text. Needs a QGuiApplication; may run on a thread of Qt's.

    Raises: BadInput.
    """
    if is_pages(file):
        from incident_desk.desktop.printing import as_pdf  # only when something is printed

        write_whole(file, as_pdf(document.as_pages()))
    else:
        write_whole(file, document.as_text().encode())


class _Aside(QThread):
    """A thread of Qt's own: documents start timers, which a thread of Python has none of."""

    def __init__(self, call: Callable[[], None]) -> None:
        super().__init__()
        self._call = call
        self.fault: Exception | None = None

    def run(self) -> None:
        try:
            self._call()
        except Exception as e:  # noqa: BLE001 - told to whoever waits
            self.fault = e


async def aside(call: Callable[[], None]) -> None:
    """Run it on another thread. Raises: what the call raises."""
    thread = _Aside(call)
    ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    thread.finished.connect(lambda: None if ended.done() else ended.set_result(None))
    thread.start()
    try:
        await ended
    finally:
        thread.wait()
    if thread.fault is not None:
        raise thread.fault


async def chosen_place(
    window: QWidget, title: str, name: str, kinds: Sequence[str] = (), folder: str = ""
) -> Path | None:
    """Ask where to save it; an existing file is asked about. Returns: None if it is not to be saved.

    Args:
        name: what it is called if nobody says otherwise; its suffix is put on where none was typed.
        kinds: the filters of names, such as "Pages (*.pdf)".
        folder: where to begin; without one, where files were saved last.
    """
    dialog = QFileDialog(window, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix[1:])
    dialog.setNameFilters(kinds)
    if folder:
        dialog.setDirectory(folder)
    dialog.selectFile(name)
    dialog.filterSelected.connect(partial(_follow, dialog))
    return await _answered(dialog)


def _follow(dialog: QFileDialog, kind: str) -> None:
    """Who chooses another kind wants a file of that kind."""
    suffix = kind.rpartition("*.")[2].rstrip(")")
    named = dialog.selectedFiles()
    if suffix.isalnum() and named:
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(Path(named[0]).with_suffix(f".{suffix}").name)


async def chosen_file(window: QWidget, title: str, kinds: list[str]) -> Path | None:
    """Ask which file to read. Returns: None if none is to be read."""
    dialog = QFileDialog(window, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(kinds)
    return await _answered(dialog)


async def chosen_folder(window: QWidget, title: str) -> Path | None:
    """Ask for a folder, which may be made there. Returns: None if none is meant."""
    dialog = QFileDialog(window, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return await _answered(dialog)


async def _answered(dialog: QFileDialog) -> Path | None:
    ended: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()
    dialog.accepted.connect(lambda: ended.set_result(dialog.selectedFiles()))
    dialog.rejected.connect(lambda: ended.set_result([]))
    dialog.open()
    try:
        return next((Path(name) for name in await ended), None)
    finally:
        if shiboken6.isValid(dialog):  # it goes with a window that is closed under it
            dialog.deleteLater()
