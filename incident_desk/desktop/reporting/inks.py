"""How the text of a report looks while it is written: heads bold, the names of entries grey."""

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat

from incident_desk.desktop.theme import colour
from incident_desk.domain.review_report_text import REFERENCE


class ReportInks(QSyntaxHighlighter):
    """Paints, and changes no word."""

    def highlightBlock(self, text: str) -> None:
        if text.startswith("#"):
            head = QTextCharFormat()
            head.setFontWeight(QFont.Weight.DemiBold)
            head.setForeground(colour("accent"))
            self.setFormat(0, len(text), head)
        grey = QTextCharFormat()
        grey.setForeground(colour("text3"))
        for found in REFERENCE.finditer(text):
            self.setFormat(found.start(), len(found[0]), grey)
