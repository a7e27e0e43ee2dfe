"""What is wrong with a draft, a row for each check; the way to mend it stands on the row."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.drafting.editor import MessageEditor
from incident_desk.desktop.drafting.looked import Looked
from incident_desk.desktop.parts.check_row import CheckRow


class CheckList(QWidget):
    """Shows what was found last in the text of one editor: what is wrong first, and so many rows at most."""

    def __init__(self, editor: MessageEditor, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self.setObjectName("message_checks")
        self._editor = editor
        self._last: Looked | None = None
        self.rows: list[CheckRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        editor.looked.connect(self._show)

    def _show(self, found: Looked) -> None:
        self._last = found
        shown = found.checks[: self._most]
        while len(self.rows) < len(shown):
            row = CheckRow(f"check_{len(self.rows) + 1}")
            row.fix_asked.connect(self._fix)
            self._column.addWidget(row)
            self.rows.append(row)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(shown))
            if at < len(shown):
                row.show_check(shown[at])
        self.setVisible(bool(shown))

    def _fix(self, key: str) -> None:
        """Put the better words in, or go to those that are wrong; not where somebody has typed on since."""
        found = self._last
        if found is None or found.text != self._editor.text.toPlainText() or key not in found.fixes:
            return
        fix = found.fixes[key]
        if fix.words:
            self._editor.put(fix.start, fix.end, fix.words)
        else:
            self._editor.mark(fix.start, fix.end)
