"""Bringing in files from the window: choosing them, importing them off the GUI thread, saying what came of it."""

import asyncio
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from incident_desk.desktop import bundles
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.notice import NoticeDialog, Way
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.thin_bar import ThinBar
from incident_desk.domain.ids import IncidentId

if TYPE_CHECKING:
    from incident_desk.desk import Desk

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
    dialog = ImportingDialog(window, len(paths))
    work = asyncio.ensure_future(asyncio.to_thread(_import, desk, paths, dialog))
    try:
        await asyncio.wait({work}, timeout=AT_ONCE_S)
        if not work.done():
            dialog.open()
        outcome = await work
    finally:
        dialog.stop()
        dialog.accept()
    await _told(window, outcome)
    return outcome.shown


class Outcome(msgspec.Struct, frozen=True):
    """What came of all files: the lines to tell, whether anything came, whether something was refused, what to show."""

    lines: list[str]
    came: bool
    is_sound: bool
    shown: IncidentId | None


def _import(desk: "Desk", paths: list[Path], dialog: "ImportingDialog") -> Outcome:
    """On a worker thread: bundles first, for what they tell is whole."""
    from incident_desk.intake.files import Imported, import_files

    came, not_taken, others = bundles.take_all(desk, paths, dialog.is_stopped)
    results = import_files(desk, others, progress=dialog.tell, is_cancelled=dialog.is_stopped) if others else []
    imported = [r for r in results if isinstance(r, Imported)]
    refused = [*not_taken, *(r.reason for r in results if not isinstance(r, Imported))]
    lines = [line for each in came for line in bundles.told(each)]
    lines += [_tr("{number}: {count} entries added").format(number=r.number, count=r.added) for r in imported]
    lines += [_tr("{number}: {remark}").format(number=r.number, remark=r.remark) for r in imported if r.remark]
    shown = [each.incident for each in came if each.incident] + [IncidentId(r.incident) for r in imported]
    is_sound = not refused and not any(each.parked for each in came)
    return Outcome([*lines, *refused], bool(came or imported), is_sound, shown[-1] if shown else None)


async def _told(window: QWidget, outcome: Outcome) -> None:
    title = _tr("Imported") if outcome.came else _tr("Nothing was imported")
    ways = [Way("import_done", _tr("Close"))]
    tone = "accent" if outcome.is_sound else "sev1"
    await NoticeDialog(window, "import_notice", title, outcome.lines, ways, tone=tone).chosen()


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
    dialog = QFileDialog(window, _tr("Import incidents"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(
        [_tr("Timelines, tables and bundles (*.json *.jsonl *.csv *.tsv *.bundle)"), _tr("All files (*)")]
    )
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
