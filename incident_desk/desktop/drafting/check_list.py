"""What is wrong with a draft, a row for each check; the way to mend it stands on the row."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.drafting.editor import MessageEditor
from incident_desk.desktop.drafting.looked import CHANGED, Looked
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.check_row import CheckRow

INDENT_PX = 14
"""The button's words stand below the names of the checks."""


class CheckList(QWidget):
    """Shows what was found last in the text of one editor: what is wrong first, never left out, and so many rows of
    the rest; the others by one press. `compare_asked` asks what was said before."""

    compare_asked = Signal()

    def __init__(self, editor: MessageEditor, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self.setObjectName("message_checks")
        self._editor = editor
        self._last: Looked | None = None
        self.rows: list[CheckRow] = []
        self.more = Button("", "", "ghost", "message_checks_more")
        self.more.setCheckable(True)
        self.more.hide()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._column)
        below = QHBoxLayout()
        below.setContentsMargins(INDENT_PX, 0, 0, 0)
        below.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addLayout(below)
        self.more.toggled.connect(self._show_last)
        editor.looked.connect(self._show)

    def _show(self, found: Looked) -> None:
        self._last = found
        wrong = sum(each.tone != "ok" for each in found.checks)
        most = len(found.checks) if self.more.isChecked() else max(self._most, wrong)
        shown, rest = found.checks[:most], len(found.checks) - max(self._most, wrong)
        while len(self.rows) < len(shown):
            row = CheckRow(f"check_{len(self.rows) + 1}")
            row.fix_asked.connect(self._fix)
            self._column.addWidget(row)
            self.rows.append(row)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(shown))
            if at < len(shown):
                row.show_check(shown[at])
        self.more.setText(_tr("Fewer") if self.more.isChecked() else _tr("{count} more, all clear").format(count=rest))
        self.more.setVisible(rest > 0)
        self.setVisible(bool(shown))

    def _show_last(self) -> None:
        if self._last is not None:
            self._show(self._last)

    def _fix(self, key: str) -> None:
        """Put the better words in, or go to those that are wrong; not where somebody has typed on since."""
        found = self._last
        if key == CHANGED:
            self.compare_asked.emit()
        if found is None or found.text != self._editor.text.toPlainText() or key not in found.fixes:
            return
        fix = found.fixes[key]
        if fix.words:
            self._editor.put(fix.start, fix.end, fix.words)
        else:
            self._editor.mark(fix.start, fix.end)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CheckList", text)
