"""Settings, look, zone and speech: every choice takes effect at once."""

import zoneinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop import theme
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.calling_out import can_speak
from incident_desk.desktop.forms.ui_settings_looks import Ui_SettingsLooks
from incident_desk.desktop.language_choice import LanguageChoice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.window_state import LOCAL, WindowState, zone_named

THEMES = ("system", "dark", "light")
CHOICE_PX = 276


class LooksPage(QWidget):
    """The theme, the zone in which times are shown, and whether what is due is said aloud."""

    language_changed = Signal()

    def __init__(self, bridge: Bridge, state: WindowState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._state = state
        self.form = form = Ui_SettingsLooks()
        form.setupUi(self)  # pyright: ignore[reportUnknownMemberType]
        dress(self)
        self._offer_languages()
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

    def _offer_languages(self) -> None:
        """A row of its own at the top; the window comes up anew in the language that is chosen."""
        self.language = LanguageChoice(self._state, "language_choice")
        self.language.setMinimumWidth(CHOICE_PX)
        self.language.changed.connect(self.language_changed)
        column, row = QVBoxLayout(), QHBoxLayout()
        column.setSpacing(2)
        column.addWidget(Label(self.tr("Language"), 13, 600))
        note = self.tr(
            "Of the window; German, Spanish and Arabic were not reviewed yet by somebody who grew up with them"
        )
        column.addWidget(Label(note, 12, 400, "text2", wraps=True))
        row.addLayout(column, 1)
        row.addWidget(self.language)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.insertLayout(0, row)
        whole.insertWidget(1, Line())

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
