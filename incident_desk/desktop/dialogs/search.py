"""Searching every word of the record, as you type; Enter jumps to the line in its incident."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from incident_desk.desktop import words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.models.hits import HitsModel
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.timeline_row import HEIGHT_PX, TimelineDelegate
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.desktop.theme import font
from incident_desk.domain.ids import CUSTOMER_REPORTS, IncidentId
from incident_desk.domain.report_found import report_found

if TYPE_CHECKING:
    from incident_desk.store.search import Hit

LIST_PX = 416
LIMIT = 200
PAUSE_MS = 60
"""A search begins when the fingers rest this long: shorter than anybody notices."""
MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class SearchDialog(Dialog):
    """`chosen` tells the incident and the entry to go to, `report_chosen` a report of a customer."""

    WIDTH_PX = 880
    chosen = Signal(str, str)
    report_chosen = Signal(str)

    def __init__(self, bridge: Bridge, incident: IncidentId | None, window: QWidget) -> None:
        title = QCoreApplication.translate("SearchDialog", "Search the record")
        super().__init__(window, "search_dialog", "search", title)
        self._bridge = bridge
        self._incident = incident
        self._asked = 0
        self._model = HitsModel(bridge, self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._make_field()
        self._make_list()
        self.nothing = Label("", 13, 400, "text2", "search_nothing")
        self._lay_out()
        self.here_only.setVisible(self._incident is not None)  # not before it has its place: it would be a window
        self.promise("hard-drive", self.tr("On this disk, newest first"))
        self.go = self.add_button("search_go", self.tr("Go to the line"), self._open, "primary")
        self._show([], "")

    def _make_field(self) -> None:
        self.words = QLineEdit()
        self.words.setObjectName("search_words")
        self.words.setAccessibleName(self.tr("Words to look for"))
        self.words.setPlaceholderText(self.words.accessibleName())
        self.words.setFont(font(15))
        self.words.textChanged.connect(self._typed)
        self.words.returnPressed.connect(self._open)
        self._pause.timeout.connect(self._look)
        self.here_only = ToggleChip(self.tr("This incident only"))
        self.here_only.setObjectName("search_here_only")
        self.here_only.toggled.connect(self._look)

    def _make_list(self) -> None:
        self.list = QTableView()
        self.list.setObjectName("search_list")
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setFixedHeight(LIST_PX)
        self.list.setShowGrid(False)
        self.list.setTabKeyNavigation(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.horizontalHeader().hide()
        rows = self.list.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(HEIGHT_PX)
        self.list.setItemDelegate(TimelineDelegate(self.list, "30 Nov 2026 00:00"))
        self.list.setModel(self._model)
        self.list.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.activated.connect(self._open)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 16, 24, 8)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.here_only)
        column.addWidget(self.nothing)
        column.addWidget(self.list)

    def first(self) -> QWidget:
        return self.words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In the field, the arrows move the list below it."""
        if event.key() in MOVES and self.words.hasFocus():
            self.list.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        self._pause.start()

    def _look(self) -> None:
        self._asked += 1
        self._bridge.soon(self._search(self.words.text().strip(), self._asked))

    async def _search(self, typed: str, asked: int) -> None:
        incident = self._incident if self.here_only.isChecked() else None
        hits = await self._bridge.read(lambda desk: desk.search(typed, incident, LIMIT)) if typed else []
        if asked == self._asked and self.isVisible():  # else more was typed meanwhile
            self._show(hits, typed)

    def _show(self, hits: "list[Hit]", typed: str) -> None:
        self._model.show_hits(hits)
        count = self._model.rowCount()
        self.list.setVisible(bool(count))
        self.nothing.setVisible(not count)
        self.nothing.setFixedHeight(LIST_PX)
        told = self.tr("Nothing with these words. Every word must be there; “words in quotes” stand together.")
        self.nothing.setText(
            told
            if typed
            else self.tr("Notes, titles, reasons, reports of customers, names of files: all that was written")
        )
        self.meta.setText(words.counted(count, self.tr("1 line"), self.tr("{count} lines")) if typed else "")
        self.go.setEnabled(bool(count))
        if count:
            self.list.setCurrentIndex(self._model.index(0, 0))

    def _open(self) -> None:
        index = self.list.currentIndex()
        if index.isValid() and self._model.rowCount():
            hit = self._model.hit(index.row())
            self.accept()
            if hit.entry.incident == CUSTOMER_REPORTS:
                self.report_chosen.emit(report_found(hit.entry, hit.place) or "")
            else:
                self.chosen.emit(hit.entry.incident, hit.entry.id)
