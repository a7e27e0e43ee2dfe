"""A field for one name, completed from those that are known; below it what is known of whoever stands there."""

from collections.abc import Container, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.theme import font

HEIGHT_PX = 34


class TakerField(QWidget):
    """`named` tells that another name stands there. A name that nobody here has may be typed as well."""

    named = Signal()

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: Mapping[str, str] = {}
        self._loud: Container[str] = ()
        self.choice = Choice()
        self.choice.setObjectName(name)
        self.choice.setAccessibleName(words)
        self.choice.setEditable(True)
        self.choice.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        self.choice.setMinimumHeight(HEIGHT_PX)
        edit = self.choice.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(words)
        edit.setAccessibleName(words)
        edit.setObjectName(f"{name}_edit")
        edit.setFont(font(13))
        self.known = Elided("", 12, 400, "text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.choice)
        column.addWidget(self.known)
        self.setFocusProxy(self.choice)
        self.choice.editTextChanged.connect(self._show_known)

    def offer(self, people: Mapping[str, str], loud: Container[str] = ()) -> None:
        """These can be chosen, by name, with what is known of each; nobody is, until somebody says so.

        Args:
            loud: the names of those of whom that has to be seen.
        """
        self._told, self._loud = people, loud
        self.choice.clear()
        self.choice.addItems(list(people))
        self.choice.setCurrentIndex(-1)

    def set_name(self, name: str) -> None:
        """Let this name stand there."""
        self.choice.setEditText(name)

    @property
    def name(self) -> str:
        return self.choice.currentText().strip()

    def _show_known(self) -> None:
        self.known.setText(self._told.get(self.name, ""))
        self.known.set_tone("warn" if self.name in self._loud else "text2")
        self.named.emit()
