"""One line of the timeline in full: every word of it, when and by whom, and what became of it."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.correct import CorrectDialog
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.lines import line_words
from incident_desk.desktop.models.line_looks import LOOKS
from incident_desk.desktop.models.line_rows import LineRows
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.theme import font
from incident_desk.domain.ids import EntryId
from incident_desk.domain.lines import Line

WORDS_PX = (72, 320)
"""The least and the most height that the words get."""


class LineDialog(Dialog):
    """For reading: a row shows as much as fits, this shows all."""

    WIDTH_PX = 680

    def __init__(self, bridge: Bridge, observed: ObservedIncident, entry: EntryId, window: QWidget) -> None:
        title = QCoreApplication.translate("LineDialog", "A line of the timeline")
        super().__init__(window, "line_dialog", "file-text", title)
        self._bridge = bridge
        self._below = window
        self._observed = observed
        self._line: Line = observed.board.timeline.line(entry)
        self.words = QPlainTextEdit(line_words(self._line, bridge.zone, "\n"))
        self._fill()
        self.promise("history", self.tr("Whatever was said before stays on the record"))
        self.copy = self.add_button("line_copy", self.tr("Copy"), self._copy, "plain", "copy")
        self.correct = self.add_button("line_correct", self.tr("Correct…"), self._correct, "plain", "pencil-line")
        self.correct.setVisible(not (self._line.is_erased or self._line.is_retracted))
        self.go = self.add_button("line_close", self.tr("Close"), self.accept, "primary")

    def first(self) -> QWidget:
        return self.go

    def _fill(self) -> None:
        rows, line = LineRows(self._bridge), self._line
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(Label(f"{LOOKS[line.sort].label} · {rows.who(line)}", 13, 600, wraps=True))
        column.addWidget(Label(rows.when(line), 12, 400, "text2", wraps=True))
        self.words.setObjectName("whole_words")
        self.words.setAccessibleName(self.tr("The words"))
        self.words.setReadOnly(True)
        self.words.setFont(font(13))
        self.words.setTabChangesFocus(True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        high = self.words.document().lineCount() * self.words.fontMetrics().lineSpacing() + 24
        longer = len(self.words.toPlainText()) // 90 * self.words.fontMetrics().lineSpacing()
        self.words.setFixedHeight(min(max(high + longer, WORDS_PX[0]), WORDS_PX[1]))
        column.addWidget(self.words)
        for told in rows.history(line, self._observed.board):
            column.addWidget(Label(told, 12, 400, "text2", wraps=True))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words.toPlainText())

    def _correct(self) -> None:
        self.accept()
        CorrectDialog(self._bridge, self._observed, self._line.entry, self._below).open()
