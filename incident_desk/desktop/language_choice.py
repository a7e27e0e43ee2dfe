"""Choosing the language of the window; each language stands in its own words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.language import NAMES, SYSTEM
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.window_state import WindowState


class LanguageChoice(Choice):
    """`changed` is told when another one was kept: the window has to be made anew."""

    changed = Signal()

    def __init__(self, state: WindowState, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Language of the window"))
        self.addItem(self.tr("Like the desktop"), SYSTEM)
        for code, words in NAMES.items():
            self.addItem(words, code)
        self.setCurrentIndex(max(0, self.findData(state.language)))
        self.currentIndexChanged.connect(self._keep)

    def _keep(self) -> None:
        self._state.keep("look/language", str(self.currentData()))
        self._state.save()
        self.changed.emit()
