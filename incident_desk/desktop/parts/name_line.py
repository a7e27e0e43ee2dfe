"""A line that stands in for a button for a moment: it asks for one name, completed from those that are known."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.theme import font


class NameLine(QWidget):
    """Hidden until it is opened. `asked` carries the name; whoever hears it closes the line, or leaves the words there.

    Enter asks, Esc closes. `closed` tells that it is gone.
    """

    asked = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setFont(font())
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self.go = Button("", "", "small")
        self.cancel = IconButton("x", QCoreApplication.translate("NameLine", "Leave it as it is (Esc)"))
        self.told = Elided("", 12, 500, "warn")
        self._tell: Callable[[str], str] = _nothing
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.go)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 2)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.told)
        self.told.hide()
        self.field.textChanged.connect(self._show_told)
        self.field.returnPressed.connect(self._ask)
        self.go.clicked.connect(self._ask)
        self.cancel.clicked.connect(self.close_line)
        self.hide()

    def use(self, name: str, placeholder: str, action: str) -> None:
        """Say what it asks for, and what the button beside it is called."""
        self.setObjectName(name)
        for part, suffix in ((self.field, "name"), (self.go, "go"), (self.cancel, "cancel")):
            part.setObjectName(f"{name}_{suffix}")
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        self.go.setText(action)

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    def open_line(self, known: Iterable[str], tell: Callable[[str], str] | None = None) -> None:
        """Show it, empty, with these names to choose from.

        Args:
            tell: what whoever chooses has to know of somebody of this name, said below it.
        """
        self._tell = tell or _nothing
        self._known.setStringList(list(known))
        self.field.clear()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_line(self) -> None:
        """Take it away."""
        if self.is_open:
            self.hide()
            self.closed.emit()

    def _show_told(self, name: str) -> None:
        words = self._tell(name.strip()) if name.strip() else ""
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def _ask(self) -> None:
        if name := self.field.text().strip():
            self.asked.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_line()
        else:
            super().keyPressEvent(event)


def _nothing(name: str) -> str:
    return ""
