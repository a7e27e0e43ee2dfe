"""Settings, look, zone and speech: every choice takes effect at once."""

import zoneinfo

from PySide6.QtWidgets import QApplication, QWidget

from incident_desk.desktop import theme
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.calling_out import can_speak
from incident_desk.desktop.forms.ui_settings_looks import Ui_SettingsLooks
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.window_state import LOCAL, WindowState, zone_named

THEMES = ("system", "dark", "light")


class LooksPage(QWidget):
    """The theme, the zone in which times are shown, and whether what is due is said aloud."""

    def __init__(self, bridge: Bridge, state: WindowState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._state = state
        self.form = form = Ui_SettingsLooks()
        form.setupUi(self)  # pyright: ignore[reportUnknownMemberType]
        dress(self)
        names = (self.tr("Like the desktop"), self.tr("Dark"), self.tr("Light"))
        for choice, name in zip(THEMES, names, strict=True):
            form.theme_choice.addItem(name, choice)
        form.theme_choice.setCurrentIndex(THEMES.index(state.theme) if state.theme in THEMES else 0)
        form.theme_choice.currentIndexChanged.connect(self._use_theme)
        form.zone_choice.addItem(self.tr("This computer's zone"), LOCAL)
        form.zone_choice.addItem("UTC", "UTC")
        for name in sorted(zoneinfo.available_timezones()):
            if "/" in name and not name.startswith(("Etc/", "posix/", "right/")):
                form.zone_choice.addItem(name, name)
        form.zone_choice.setCurrentIndex(max(0, form.zone_choice.findData(state.zone_name)))
        form.zone_choice.currentIndexChanged.connect(self._use_zone)
        form.speech_choice.addItem(self.tr("Silent"), "")
        form.speech_choice.addItem(self.tr("Say it aloud"), "on")
        form.speech_choice.setCurrentIndex(int(state.speaks))
        form.speech_choice.currentIndexChanged.connect(self._use_speech)
        if not can_speak():
            form.speech_note.setText(self.tr("The clocks of the plan; needs espeak-ng, which is not here"))

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

    def _use_speech(self) -> None:
        self._state.keep("look/speech", str(self.form.speech_choice.currentData()))
        self._bridge.speaks = self._state.speaks
        self._bridge.speaks_changed.emit()
