"""Bringing in files from the window: choosing them, importing them off the GUI thread, saying what came of it."""

import asyncio
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.notice import NoticeDialog, Way
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.thin_bar import ThinBar
from incident_desk.domain.ids import IncidentId

if TYPE_CHECKING:
    from incident_desk.desk import Desk
    from incident_desk.intake.files import Imported, Refused

AT_ONCE_S = 0.3
"""An import that is over by then shows no progress; it would only flash."""

BAR_PX = 472


async def import_files_chosen(bridge: Bridge, window: QWidget) -> IncidentId | None:
    """Ask for files, import them, and tell. Returns: the last incident that came in; None if there was none."""
    paths = await _chosen(window)
    if not paths or bridge.desk is None:
        return None
    return await import_all(bridge.desk, window, paths)


async def import_all(desk: "Desk", window: QWidget, paths: list[Path]) -> IncidentId | None:
    """Import these files, with progress and a way to stop if it takes long, and tell what came of each."""
    from incident_desk.intake.files import Imported, import_files

    dialog = ImportingDialog(window, len(paths))
    work = asyncio.ensure_future(
        asyncio.to_thread(import_files, desk, paths, progress=dialog.tell, is_cancelled=dialog.is_stopped)
    )
    try:
        await asyncio.wait({work}, timeout=AT_ONCE_S)
        if not work.done():
            dialog.open()
        results = await work
    finally:
        dialog.stop()
        dialog.accept()
    imported = [r for r in results if isinstance(r, Imported)]
    refused = [r for r in results if not isinstance(r, Imported)]
    await _told(window, imported, refused)
    return IncidentId(imported[-1].incident) if imported else None


async def _told(window: QWidget, imported: "list[Imported]", refused: "list[Refused]") -> None:
    told = [_tr("{number}: {count} entries added").format(number=r.number, count=r.added) for r in imported]
    told += [_tr("{number}: {remark}").format(number=r.number, remark=r.remark) for r in imported if r.remark]
    told += [r.reason for r in refused]
    title = _tr("Imported") if imported else _tr("Nothing was imported")
    ways = [Way("import_done", _tr("Close"))]
    await NoticeDialog(window, "import_notice", title, told, ways, tone="sev1" if refused else "accent").chosen()


class ImportingDialog(Dialog):
    """How far an import is. Closing it stops the import after the incident at hand; `tell` is for any thread."""

    _heard = Signal(int, int)

    def __init__(self, window: QWidget, count: int) -> None:
        super().__init__(window, "importing", "hard-drive-download", _tr("Importing"))
        self._stopped = threading.Event()
        self.told = Label("", 13, wraps=True, name="importing_told")
        self.bar = ThinBar(width_px=BAR_PX)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        column.addWidget(self.told)
        column.addWidget(self.bar)
        self.promise("save-check", _tr("Each incident is written whole or not at all"))
        self.halt = self.add_button("importing_stop", _tr("Stop"), self.reject)
        self._heard.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._show(0, count)

    def tell(self, done: int, count: int) -> None:
        """How many files of how many are done."""
        if not self._stopped.is_set():
            self._heard.emit(done, count)

    def is_stopped(self) -> bool:
        """Whether somebody wants it to end. For any thread."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Import nothing more."""
        self._stopped.set()

    def reject(self) -> None:
        """The dialog stays until the import has ended, which is soon."""
        self.stop()
        self.halt.setEnabled(False)
        self.told.setText(_tr("Stopping…"))

    def _show(self, done: int, count: int) -> None:
        if not self.is_stopped():
            self.told.setText(_tr("{done} of {count} files").format(done=done, count=count))
        self.bar.set_share(done / count)


async def _chosen(window: QWidget) -> list[Path]:
    dialog = QFileDialog(window, _tr("Import past incidents"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters([_tr("Timelines and tables (*.json *.jsonl *.csv *.tsv)"), _tr("All files (*)")])
    ended: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()
    dialog.accepted.connect(lambda: ended.set_result(dialog.selectedFiles()))
    dialog.rejected.connect(lambda: ended.set_result([]))
    dialog.open()
    try:
        return [Path(name) for name in await ended]
    finally:
        dialog.deleteLater()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Importing", text)
