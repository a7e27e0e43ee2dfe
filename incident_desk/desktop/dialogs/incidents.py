"""Going to another incident: those that are open first, then those of the past, narrowed down as you type."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop import words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.incident_table import IncidentTable
from incident_desk.desktop.models.headlines import DATE, NUMBER, SHAPE, STATE, TITLE, HeadlinesModel
from incident_desk.desktop.nearness import nearness
from incident_desk.desktop.theme import font
from incident_desk.domain.board import Board
from incident_desk.domain.ids import IncidentId

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

    def _in_turn(self, boards: list[Board]) -> list[Board]:
        """In which order those come that are equally near to what was typed."""
        return boards

    def _narrow(self) -> None:
        wanted = self.words.text()
        near = [(nearness(wanted, _searched(board)), board) for board in self._in_turn(self._among())]
        among = [(far, board) for far, board in near if far is not None]
        named = wanted.strip().casefold()  # a number leads to its incident, also long after that is over
        among.sort(key=lambda each: (not _is_called(each[1], named), not each[1].headline.is_open, each[0]))  # stable
        found = [board for _, board in among]
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
    """`chosen` tells the id of the incident to go to, `beside_asked` of the one to put beside what is shown,
    `review_asked` of the one to review, `bundle_asked` the board of the one to make a bundle of.

    The one that was shown before comes first, so that the key for this and Enter go to and fro between two.
    """

    chosen = Signal(str)
    beside_asked = Signal(str)
    review_asked = Signal(str)
    bundle_asked = Signal(object)

    def __init__(
        self,
        bridge: Bridge,
        window: QWidget,
        *,
        recent: Sequence[IncidentId] = (),
        watched: Sequence[IncidentId] = (),
        is_beside: bool = False,
        is_review: bool = False,
    ) -> None:
        """
        Args:
            recent: the incidents that were shown, the last one first.
            watched: those whose boards are shown now.
            is_beside: what is chosen is put beside them.
            is_review: what is chosen is reviewed.
        """
        self._recent = {incident: at for at, incident in enumerate(recent)}
        self._watched = frozenset(watched)
        self._is_beside = is_beside
        self._is_review = is_review
        go = QCoreApplication.translate("IncidentsDialog", "Go to an incident")
        beside = QCoreApplication.translate("IncidentsDialog", "Put an incident beside this one")
        title, symbol = (beside, "columns-2") if is_beside else (go, "list")
        if is_review:
            title, symbol = QCoreApplication.translate("IncidentsDialog", "Review an incident"), "history"
        super().__init__(bridge, window, name="incident", symbol=symbol, title=title)
        self.setObjectName("incidents_dialog")
        keys = self.tr("Arrows move, Enter opens, Ctrl+Enter opens beside, Ctrl+R reviews")
        keys = self.tr("Arrows move, Enter reviews it") if is_review else keys
        self.promise("keyboard", self.tr("Arrows move, Enter puts it beside") if is_beside else keys)
        self.bundle = self.add_button("incident_bundle", self.tr("Make a bundle…"), self._bundle)
        look_back = "primary" if is_review else "plain"
        self.review = self.add_button("incident_review", self.tr("Review"), self._review, look_back, "history")
        words = self.tr("Open beside")
        kind = "primary" if is_beside else "plain"
        self.beside = self.add_button("incident_beside", words, self._put_beside, kind, "columns-2")
        self.go = self.add_button("incident_go", self.tr("Open"), self._open, "primary")
        self.bundle.setVisible(not is_beside and not is_review)
        self.review.setVisible(not is_beside)
        self.beside.setVisible(not is_review)
        self.go.setVisible(not is_beside and not is_review)
        if not is_review:
            self.add_key("Ctrl+Return", self._put_beside)
        if not is_beside:
            self.add_key("Ctrl+R", self._review)
        self._narrow()

    def _among(self) -> list[Board]:
        boards = super()._among()
        return [board for board in boards if board.incident not in self._watched] if self._is_beside else boards

    def _in_turn(self, boards: list[Board]) -> list[Board]:
        never = len(self._recent)
        return sorted(boards, key=lambda b: (b.incident in self._watched, self._recent.get(b.incident, never)))

    def _show_found(self, is_any: bool) -> None:
        self.go.setEnabled(is_any)
        self.beside.setEnabled(is_any)
        self.review.setEnabled(is_any)
        self.bundle.setEnabled(is_any and self._bridge.desk is not None)

    def _bundle(self) -> None:
        if board := self.list.current_board():
            self.accept()
            self.bundle_asked.emit(board)

    def _review(self) -> None:
        if board := self.list.current_board():
            self.accept()
            self.review_asked.emit(board.incident)

    def _put_beside(self) -> None:
        if board := self.list.current_board():
            self.accept()
            self.beside_asked.emit(board.incident)

    def _choose(self, board: Board) -> None:
        if self._is_beside:
            self._put_beside()
            return
        self.accept()
        if self._is_review:
            self.review_asked.emit(board.incident)
            return
        self.chosen.emit(board.incident)


def _is_called(board: Board, number: str) -> bool:
    names = (board.headline.number.casefold(), board.headline.alias.casefold())
    return bool(number) and number in names


def _searched(board: Board) -> str:
    headline = board.headline
    said = (headline.number, headline.alias, headline.title.value or "", headline.severity.value or "", headline.state)
    return " ".join(said)
