"""Several lines were pasted: a note each, one note of all, or a file."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.desktop.theme import mono
from incident_desk.domain.timeline import TEXT_LIMIT_BYTES

NOTES_MOST = 500
"""More lines than this are a log: it is kept as a file, or as one note."""
PREVIEW_PX = (72, 220)
"""The least and the most height of what was pasted."""


class PasteDialog(Dialog):
    """`choice` says what was chosen: "notes", "note", "file", or empty if it was closed.

    `is_dated` says whether lines that begin with a moment happened then. Both outlive the dialog itself.
    """

    WIDTH_PX = 720

    def __init__(self, text: str, lines: int, dated: int, window: QWidget) -> None:
        """Args:
        lines: how many there are.
        dated: how many of them begin with a moment.
        """
        title = QCoreApplication.translate("PasteDialog", "{count} lines were pasted").format(count=lines)
        super().__init__(window, "paste_dialog", "clipboard-list", title)
        self.choice = ""
        self.is_dated = True
        self.preview = QPlainTextEdit(text)
        self.takes_moments = ToggleChip(self.tr("{count} begin with a time: take it").format(count=dated))
        self._lay_out(dated)
        self.promise("undo-2", self.tr("Written together or not at all"))
        self.file = self.add_button("paste_file", self.tr("A file"), lambda: self._take("file"), "plain", "paperclip")
        self.one = self.add_button("paste_note", self.tr("One note"), lambda: self._take("note"))
        words = self.tr("{count} notes").format(count=lines)
        self.notes = self.add_button("paste_notes", words, lambda: self._take("notes"), "primary")
        self._hold_back(text, lines)

    def _lay_out(self, dated: int) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        self.preview.setObjectName("paste_preview")
        self.preview.setAccessibleName(self.tr("What was pasted"))
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setFont(mono())
        high = (self.preview.document().lineCount() + 1) * self.preview.fontMetrics().lineSpacing() + 16
        self.preview.setFixedHeight(min(max(high, PREVIEW_PX[0]), PREVIEW_PX[1]))
        self.preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.takes_moments.setObjectName("paste_moments")
        self.takes_moments.setChecked(True)
        column.addWidget(self.preview)
        column.addWidget(self.takes_moments)
        self.takes_moments.setVisible(bool(dated))
        self.why = Label("", 12, 400, "text2", "paste_why", wraps=True)
        column.addWidget(self.why)

    def _hold_back(self, text: str, lines: int) -> None:
        """Leave out what no note can hold, and say so."""
        is_long = len(text.encode()) > TEXT_LIMIT_BYTES
        is_many = lines > NOTES_MOST
        self.one.setEnabled(not is_long)
        self.notes.setEnabled(not is_many)
        told = [
            self.tr("One note holds at most {count} KiB.").format(count=TEXT_LIMIT_BYTES // 1024) if is_long else "",
            self.tr("At most {count} notes are written at once.").format(count=NOTES_MOST) if is_many else "",
        ]
        self.why.setText(" ".join(filter(None, told)))
        self.why.setVisible(is_long or is_many)

    def first(self) -> QWidget:
        return next(button for button in (self.notes, self.one, self.file) if button.isEnabled())

    def _take(self, choice: str) -> None:
        self.choice = choice
        self.is_dated = self.takes_moments.isChecked()
        self.accept()
