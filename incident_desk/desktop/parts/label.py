"""Words. Text is shown as text: what a person or a payload wrote is never taken for HTML."""

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from incident_desk.desktop.theme import font, restyle


class Label(QLabel):
    """Plain words in one size, weight and tone."""

    def __init__(
        self,
        text: str | QWidget | None = "",
        size_px: int = 13,
        weight: int = 400,
        tone: str = "text",
        name: str = "",
        *,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        words, parent = words_and_parent(text, parent)
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(size_px, weight))
        self.setProperty("tone", tone)
        self.setWordWrap(wraps)
        self.setText(words)
        if name:
            self.setObjectName(name)

    def set_tone(self, tone: str) -> None:
        """Another ink from now on."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


def words_and_parent(first: str | QWidget | None, parent: QWidget | None) -> tuple[str, QWidget | None]:
    """What a part was made with. A form gives it nothing but its parent, which comes first, as in Qt's own widgets."""
    return (first, parent) if isinstance(first, str) else ("", first)


def tip(text: str) -> str:
    """For setToolTip, which takes anything that looks like HTML for it."""
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if "<" in text or "&lt;" in text else text
