"""Going to another incident: those that are open first, then those of the past, narrowed down as you type."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop import words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.incident_table import IncidentTable
from incident_desk.desktop.models.headlines import DATE, NUMBER, SHAPE, STATE, TITLE, HeadlinesModel
from incident_desk.desktop.theme import font
from incident_desk.domain.board import Board

LIST_PX = 400
MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class IncidentPicker(Dialog):
    """A field to narrow the list down, and the list; `_choose` does what the dialog is for."""

    WIDTH_PX = 760

    def __init__(self, bridge: Bridge, window: QWidget, *, name: str, symbol: str, title: str) -> None:
        super().__init__(window, f"{name}_dialog", symbol, title)
        self._bridge = bridge
        self.words = QLineEdit()
        self.words.setObjectName(f"{name}_words")
        self.words.setAccessibleName(self.tr("Number, or words of the title"))
        self.words.setPlaceholderText(self.words.accessibleName())
        self.words.setFont(font(15))
        self.list = IncidentTable()
        self.list.setObjectName(f"{name}_list")
        self.list.setAccessibleName(self.tr("Incidents"))
        self.list.setFixedHeight(LIST_PX)
        self._model = HeadlinesModel(bridge, self)
        self.list.show_columns(self._model, SHAPE, NUMBER, TITLE, STATE, DATE)
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(24, 16, 24, 8)
        self.column.setSpacing(8)
        self.column.addWidget(self.words)
        self.column.addWidget(self.list)
        self.words.textChanged.connect(self._narrow)
        self.words.returnPressed.connect(self._open)
        self.list.chosen.connect(self._choose)
        bridge.headlines_changed.connect(self._narrow)

    def first(self) -> QWidget:
        return self.words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In the field, the arrows move the list below it."""
        if event.key() in MOVES and self.words.hasFocus():
            self.list.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _among(self) -> list[Board]:
        """What there is to choose from."""
        return self._bridge.headlines

    def _narrow(self) -> None:
        wanted = self.words.text().casefold().split()
        found = [b for b in self._among() if all(word in _searched(b) for word in wanted)]
        found.sort(key=lambda board: not board.headline.is_open)  # stable: each half stays newest first
        self._model.show_boards(found)
        if found:
            self.list.selectRow(0)
        count = len(found)
        self.meta.setText(words.counted(count, self.tr("1 incident"), self.tr("{count} incidents")))
        self._show_found(bool(found))

    def _show_found(self, is_any: bool) -> None:
        """Turn the buttons on or off."""

    def _open(self) -> None:
        if board := self.list.current_board():
            self._choose(board)

    def _choose(self, board: Board) -> None:
        raise NotImplementedError


class IncidentsDialog(IncidentPicker):
    """`chosen` tells the id of the incident to go to, `bundle_asked` the board of the one to make a bundle of."""

    chosen = Signal(str)
    bundle_asked = Signal(object)

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        title = QCoreApplication.translate("IncidentsDialog", "Go to an incident")
        super().__init__(bridge, window, name="incident", symbol="list", title=title)
        self.setObjectName("incidents_dialog")
        self.promise("keyboard", self.tr("Arrows move, Enter opens"))
        self.bundle = self.add_button("incident_bundle", self.tr("Make a bundle…"), self._bundle)
        self.go = self.add_button("incident_go", self.tr("Open"), self._open, "primary")
        self._narrow()

    def _show_found(self, is_any: bool) -> None:
        self.go.setEnabled(is_any)
        self.bundle.setEnabled(is_any and self._bridge.desk is not None)

    def _bundle(self) -> None:
        if board := self.list.current_board():
            self.accept()
            self.bundle_asked.emit(board)

    def _choose(self, board: Board) -> None:
        self.accept()
        self.chosen.emit(board.incident)


def _searched(board: Board) -> str:
    headline = board.headline
    said = (headline.number, headline.alias, headline.title.value or "", headline.severity.value or "", headline.state)
    return " ".join(said).casefold()
