"""Settings of this window and this home: looks, zone, who is here, backups, and a check of the whole record."""

import asyncio
import zoneinfo

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from incident_desk.desktop import theme, words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.forms.ui_settings import Ui_Settings
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.window_state import LOCAL, WindowState, zone_named
from incident_desk.domain.errors import DeskError

THEMES = ("system", "dark", "light")


class SettingsDialog(Dialog):
    """Every choice takes effect at once; there is nothing to confirm."""

    WIDTH_PX = 680
    person_asked = Signal()
    shared_asked = Signal()
    _checked = Signal(int, int)

    def __init__(self, bridge: Bridge, state: WindowState, window: QWidget) -> None:
        title = QCoreApplication.translate("SettingsDialog", "Settings")
        super().__init__(window, "settings_dialog", "settings", title)
        self._bridge = bridge
        self._state = state
        self.form = Ui_Settings()
        self.form.setupUi(self.body)  # pyright: ignore[reportUnknownMemberType]
        dress(self.body)
        self.promise("hard-drive", self.tr("Kept in this home; takes effect at once"))
        self.go = self.add_button("settings_close", self.tr("Close"), self.accept)
        self._fill_looks()
        self._fill_home()
        self._checked.connect(self._show_progress)

    # looks ------------------------------------------------------------------------------------------------------------

    def _fill_looks(self) -> None:
        form = self.form
        names = (self.tr("Like the desktop"), self.tr("Dark"), self.tr("Light"))
        for choice, name in zip(THEMES, names, strict=True):
            form.theme_choice.addItem(name, choice)
        form.theme_choice.setCurrentIndex(THEMES.index(self._state.theme) if self._state.theme in THEMES else 0)
        form.theme_choice.currentIndexChanged.connect(self._use_theme)
        form.zone_choice.addItem(self.tr("This computer's zone"), LOCAL)
        form.zone_choice.addItem("UTC", "UTC")
        for name in sorted(zoneinfo.available_timezones()):
            if "/" in name and not name.startswith(("Etc/", "posix/", "right/")):
                form.zone_choice.addItem(name, name)
        form.zone_choice.setCurrentIndex(max(0, form.zone_choice.findData(self._state.zone_name)))
        form.zone_choice.currentIndexChanged.connect(self._use_zone)

    def _use_theme(self) -> None:
        choice = str(self.form.theme_choice.currentData())
        self._state.keep("look/theme", choice)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, choice)

    def _use_zone(self) -> None:
        choice = str(self.form.zone_choice.currentData())
        self._state.keep("look/zone", choice)
        self._bridge.zone = zone_named(choice)

    # the home ---------------------------------------------------------------------------------------------------------

    def _fill_home(self) -> None:
        form, bridge = self.form, self._bridge
        form.person_note.setText(bridge.name(bridge.me))
        form.person_change.clicked.connect(self._ask_person)
        form.shared_open.clicked.connect(self._ask_shared)
        words = bridge.truth.words()
        shared = bridge.sharing.state
        form.shared_note.setText(
            f"{shared.address}: {words.line}" if shared else self.tr("This record is shared with nobody")
        )
        form.check_progress.hide()
        form.check_result.hide()
        is_writing = bridge.desk is not None
        for button in (form.person_change, form.shared_open, form.home_copy, form.backup_now, form.check_now):
            button.setEnabled(is_writing)
        if bridge.desk is not None:
            form.home_note.setText(str(bridge.desk.home.path))
            form.home_copy.clicked.connect(self._copy_path)
            form.backup_now.clicked.connect(self._back_up)
            form.check_now.clicked.connect(self._check)
            self._show_backups()
        form.restore_note.setText(
            self.tr("To put a backup in place, close the window and run: incident-desk doctor --restore FILE")
        )

    def _ask_person(self) -> None:
        self.accept()
        self.person_asked.emit()

    def _ask_shared(self) -> None:
        self.accept()
        self.shared_asked.emit()

    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(self.form.home_note.text())

    def _show_backups(self) -> None:
        desk = self._bridge.desk
        assert desk is not None
        kept = sorted(desk.home.backups.iterdir(), reverse=True) if desk.home.backups.is_dir() else []
        if not kept:
            self.form.backup_note.setText(self.tr("None yet; the window takes one every hour"))
            return
        count = words.counted(len(kept), self.tr("1 kept"), self.tr("{count} kept"))
        self.form.backup_note.setText(self.tr("{count}, the newest {name}").format(count=count, name=kept[0].name))

    def _back_up(self) -> None:
        self.form.backup_now.setEnabled(False)
        self._bridge.soon(self._backed_up())

    async def _backed_up(self) -> None:
        desk = self._bridge.desk
        assert desk is not None
        try:
            await asyncio.to_thread(desk.back_up)
            self._show_backups()
        except DeskError as e:
            self.form.backup_note.setText(str(e))
        self.form.backup_now.setEnabled(True)

    # checking ---------------------------------------------------------------------------------------------------------

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
