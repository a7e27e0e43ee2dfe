"""Settings, this disk: where the record lies, its backups, a check of every entry, and what this desk needs to work."""

import asyncio
import shlex
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desk.health import Finding
from incident_desk.desktop import words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.forms.ui_settings_disk import Ui_SettingsDisk
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.step_row import StepRow
from incident_desk.desktop.theme.dress import dress
from incident_desk.domain.errors import DeskError
from incident_desk.store.home import Home


class DiskPage(QWidget):
    """Whatever reads much is done on a worker, with progress."""

    _checked = Signal(int, int)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.form = form = Ui_SettingsDisk()
        form.setupUi(self)  # pyright: ignore[reportUnknownMemberType]
        dress(self)
        form.check_progress.hide()
        form.check_result.hide()
        restore = "incident-desk doctor --restore FILE"
        if bridge.desk is not None and bridge.desk.home.key is not None:
            restore += f" --person {shlex.quote(bridge.name(bridge.me))}"
        form.restore_note.setText(
            self.tr("To put a backup in place, close the window and run: {command}").format(command=restore)
        )
        for button in (form.home_copy, form.backup_now, form.check_now):
            button.setEnabled(bridge.desk is not None)
        if bridge.desk is not None:
            form.home_note.setText(str(bridge.desk.home.path))
        form.home_copy.clicked.connect(self._copy_path)
        form.backup_now.clicked.connect(self._back_up)
        form.check_now.clicked.connect(self._check)
        self._checked.connect(self._show_progress)
        self.found: dict[str, Finding] = {}
        self._findings = QWidget()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(Line())
        column.addWidget(SectionHead(self.tr("What this desk needs"), self.tr("looked at when this page is opened")))
        column.addWidget(self._findings)
        self._column = column

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._bridge.desk is not None:
            self._bridge.soon(self._look(self._bridge.desk.home))

    async def _look(self, home: Home) -> None:
        self._show_backups(await asyncio.to_thread(_kept, home.backups))
        self._show_findings(await asyncio.to_thread(_examined, home))

    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(self.form.home_note.text())

    # backups ----------------------------------------------------------------------------------------------------------

    def _show_backups(self, kept: list[str]) -> None:
        if not kept:
            self.form.backup_note.setText(self.tr("None yet; the window takes one every hour"))
            return
        count = words.counted(len(kept), self.tr("1 kept"), self.tr("{count} kept"))
        self.form.backup_note.setText(self.tr("{count}, the newest {name}").format(count=count, name=kept[0]))

    def _back_up(self) -> None:
        self.form.backup_now.setEnabled(False)
        self._bridge.soon(self._backed_up())

    async def _backed_up(self) -> None:
        desk = self._bridge.desk
        assert desk is not None
        try:
            await asyncio.to_thread(desk.back_up)
            self._show_backups(await asyncio.to_thread(_kept, desk.home.backups))
        except DeskError as e:
            self.form.backup_note.setText(str(e))
        self.form.backup_now.setEnabled(True)

    # checking ---------------------------------------------------------------------------------------------------------

    def _show_findings(self, findings: list[Finding]) -> None:
        self.found = {finding.about: finding for finding in findings}
        before, self._findings = self._findings, QWidget()
        rows = QVBoxLayout(self._findings)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for finding in findings:
            row = StepRow(finding.about[:1].upper() + finding.about[1:])
            symbol, tone = ("octagon-alert", "bad") if finding.is_fault else ("circle-check", "ok")
            row.show_step(symbol, tone, finding.says)
            rows.addWidget(row)
        self._column.replaceWidget(before, self._findings)
        before.hide()
        before.deleteLater()

    def _check(self) -> None:
        self.form.check_now.setEnabled(False)
        self.form.check_result.hide()
        self.form.check_progress.show()
        self._bridge.soon(self._check_all())

    async def _check_all(self) -> None:
        desk = self._bridge.desk
        assert desk is not None
        problems = await asyncio.to_thread(desk.check, self._checked.emit)
        self.form.check_progress.hide()
        self.form.check_result.setText("\n".join(problems) or self.tr("Every entry is as it was written."))
        self.form.check_result.show()
        self.form.check_now.setEnabled(True)
        self._bridge.truth.found_damage(tuple(problems))

    def _show_progress(self, done: int, total: int) -> None:
        self.form.check_progress.setRange(0, max(1, total))
        self.form.check_progress.setValue(done)


# on a worker thread: whatever is here reads the disk


def _kept(backups: Path) -> list[str]:
    """The names of the backups, the newest first."""
    return sorted((each.name for each in backups.iterdir()), reverse=True) if backups.is_dir() else []


def _examined(home: Home) -> list[Finding]:
    from incident_desk.desk.health import examined

    return examined(home)
