"""The line in the panel of a role whose holder works in another incident as well: which, the way there, and a word
that it is fine."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from incident_desk.desktop.duties import Standing
from incident_desk.desktop.elsewhere_words import line_words, numbers_words, whole_words
from incident_desk.desktop.panels.role_actions import RoleActions
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import tip
from incident_desk.domain.elsewhere import AlsoIn
from incident_desk.domain.ids import IncidentId


class AlsoLine(QWidget):
    """Hidden while its holder works here only. `lend` says that it is fine, `go` leads to the other incident.

    `turned` tells that it came or went.
    """

    turned = Signal()

    def __init__(self, acts: RoleActions, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._acts = acts
        self._also: tuple[AlsoIn, ...] = ()
        self._to_lend: tuple[IncidentId, ...] = ()
        self.told = Elided("", 12, 400, "text2")
        self.told.setObjectName(f"role_{key}_also")
        self.lend = Button(_tr("That is fine"), "", "small", f"role_{key}_lend")
        self.go = IconButton("arrow-right", "", f"role_{key}_elsewhere")
        self.menu = QMenu(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 2)
        row.setSpacing(4)
        row.addWidget(self.told, 1)
        row.addWidget(self.lend)
        row.addWidget(self.go)
        self.lend.clicked.connect(self._lend)
        self.go.clicked.connect(self._go)
        self.hide()

    def show_standing(self, standing: Standing) -> None:
        """Say it of the holder of a role; loud to whoever leads, while nobody said that it is fine."""
        self._also, self._to_lend = standing.also, standing.to_lend
        if self.isHidden() == bool(self._also):
            self.setVisible(bool(self._also))
            self.turned.emit()
        if not self._also or standing.holder is None:
            return
        whole = "\n".join(map(whole_words, self._also))
        if (words := line_words(self._also)) != self.told.text() or tip(whole) != self.told.toolTip():
            self.told.setText(words)
            self.told.setToolTip(tip(whole))
        self.told.set_tone("warn" if standing.is_lending_loud else "text2")
        self.lend.setVisible(bool(self._to_lend))
        names = {"name": standing.holder.name, "role": standing.title, "numbers": numbers_words(self._also)}
        fine = _tr("It is fine that {name}, {role}, works in {numbers} as well").format(**names)
        way = _tr("Go to {numbers}, where {name} works as well").format(**names)
        for button, words in ((self.lend, fine), (self.go, way)):
            if words != button.accessibleName():
                button.setAccessibleName(words)
                button.setToolTip(tip(words))

    def _lend(self) -> None:
        self._acts.lend(self._to_lend)

    def _go(self) -> None:
        """There; with several, whoever presses it chooses."""
        if len(self._also) == 1:
            self._acts.incident_asked.emit(self._also[0].incident)
            return
        self.menu.clear()
        for at, each in enumerate(self._also, 1):
            action = QAction(whole_words(each), self.menu)
            action.setObjectName(f"{self.go.objectName()}_{at}")
            action.triggered.connect(partial(self._acts.incident_asked.emit, each.incident))
            self.menu.addAction(action)
        self.menu.popup(self.go.mapToGlobal(self.go.rect().bottomLeft()))


def _tr(text: str) -> str:
    return QCoreApplication.translate("AlsoLine", text)
