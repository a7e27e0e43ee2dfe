"""The note pad: a line is kept with Enter; what is begun is on the disk with every letter, and there after a kill."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.note_line import NoteLine
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.theme import font
from incident_desk.desktop.unfinished import pads_of
from incident_desk.desktop.words import counted
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_list import Investigation

LINES_PX = 132


class NotesPanel(Section):
    """`noted` carries a new line; `piece_asked` one that was pressed, to be read or corrected."""

    noted = Signal(str)
    piece_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("investigation_notes", _tr("Notes"), parent)
        self._bridge = bridge
        self._begun = pads_of(bridge)
        self._shown: EntryId | None = None
        self._keys: list[EntryId] = []
        self.lines: list[NoteLine] = []
        self.none = Label(_tr("What you see, try and rule out. Several write here."), 12, 400, "text3", wraps=True)
        self.pad = ColumnScroll("notes_lines")
        self.pad.setFixedHeight(LINES_PX)
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        holder = QWidget()
        holder.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.pad.add(holder)
        self.edit = QLineEdit()
        self.edit.setObjectName("notes_edit")
        self.edit.setFont(font(13))
        self.edit.setAccessibleName(_tr("Write a note"))
        self.edit.setPlaceholderText(_tr("Write a note; Enter keeps it"))
        self._place = TabPlace(self)
        self.body.addWidget(self.none)
        self.body.addWidget(self.pad)
        self.body.addSpacing(6)
        self.body.addWidget(self.edit)
        self.edit.textChanged.connect(self._remember)
        self.edit.returnPressed.connect(self._enter)

    def show_investigation(self, found: Investigation, observed: ObservedIncident, *, may: bool) -> None:
        """Show the pad of this one, the newest line at the end."""
        timeline = observed.board.timeline
        if self._shown != found.id:
            self._shown = None
            self.edit.setText(self._begun.of(found.id))
            self._shown = found.id
        standing = [each for each in found.notes.values() if each.stands(timeline)]
        writers = len({each.by for each in standing})
        self.note.setText(counted(writers, _tr("1 writes"), _tr("{count} write")) if writers > 1 else "")
        self.none.setVisible(not standing)
        self.pad.setVisible(bool(standing))
        self.edit.setVisible(may or bool(self.edit.text()))
        self.edit.setReadOnly(not may)
        keys = [each.id for each in standing]
        is_new = keys != self._keys
        self._keys = keys
        before = len(self.lines)
        while len(self.lines) < len(standing):
            line = NoteLine(f"note_{len(self.lines) + 1}")
            line.clicked.connect(partial(self._ask, len(self.lines)))
            self._column.addWidget(line)
            self.lines.append(line)
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(standing))
            if at < len(standing):
                each = standing[at]
                name = observed.organisation.people.name(each.by)
                line.show_note(clock_near(each.added_us, now_us, zone), name, each.words(timeline))
        if len(self.lines) != before:
            self._place.put([*self.lines, self.edit])
        if is_new:
            bar = self.pad.verticalScrollBar()
            bar.rangeChanged.connect(self._go_to_end, Qt.ConnectionType.SingleShotConnection)
            self._go_to_end()

    def _go_to_end(self) -> None:
        bar = self.pad.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _remember(self, text: str) -> None:
        if self._shown is not None:
            self._begun.keep(self._shown, text)

    def _enter(self) -> None:
        if (words := self.edit.text().strip()) and not self.edit.isReadOnly():
            self.noted.emit(words)

    def taken(self, words: str) -> None:
        """The line is on the disk: the field is free, unless somebody has typed on."""
        if self.edit.text().strip() == words:
            self.edit.clear()

    def _ask(self, at: int) -> None:
        self.piece_asked.emit(self._keys[at])


def _tr(text: str) -> str:
    return QCoreApplication.translate("NotesPanel", text)
