"""Bringing in a file from the window: choosing it, importing it off the GUI thread, saying what came of it."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.notice import NoticeDialog, Way
from incident_desk.domain.ids import IncidentId


async def import_files_chosen(bridge: Bridge, window: QWidget) -> IncidentId | None:
    """Ask for files, import them, and tell. Returns: the last incident that came in; None if there was none."""
    paths = await _chosen(window)
    if not paths or bridge.desk is None:
        return None
    from incident_desk.intake.files import Imported, import_files

    results = await asyncio.to_thread(import_files, bridge.desk, paths)
    imported = [r for r in results if isinstance(r, Imported)]
    refused = [r for r in results if not isinstance(r, Imported)]
    told = [_tr("{number}: {count} entries added").format(number=r.number, count=r.added) for r in imported]
    told += [r.reason for r in refused]
    title = _tr("Imported") if imported else _tr("Nothing was imported")
    ways = [Way("import_done", _tr("Close"))]
    await NoticeDialog(window, "import_notice", title, told, ways, tone="sev1" if refused else "accent").chosen()
    return IncidentId(imported[-1].incident) if imported else None


async def _chosen(window: QWidget) -> list[Path]:
    dialog = QFileDialog(window, _tr("Import past incidents"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters([_tr("Timelines (*.json *.csv)"), _tr("All files (*)")])
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
