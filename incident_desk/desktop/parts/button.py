"""A button with words, and an icon where it helps."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget

from incident_desk.desktop.theme import font, icon

ICON_PX = 16
GAP_PX = 4
"""Fusion leaves 4 px between icon and words; these are added to the icon's right."""


class Button(QPushButton):
    """`kind`: primary, danger, plain, small or ghost. There is one primary for each column of work."""

    def __init__(
        self, text: str, symbol: str = "", kind: str = "plain", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setFont(font(13, 600 if kind in ("primary", "danger") else 500))
        self.setAutoDefault(False)
        if symbol:
            self.set_symbol(symbol)
        if name:
            self.setObjectName(name)

    def set_symbol(self, symbol: str) -> None:
        """Show this icon before the words."""
        token = "onfill" if self.property("kind") in ("primary", "danger") else "text2"
        self.setIcon(icon(symbol, token))
        self.setIconSize(QSize(ICON_PX + (GAP_PX if self.text() else 0), ICON_PX))


class IconButton(Button):
    """A button that is only an icon; `words` are its name and its tooltip."""

    def __init__(self, symbol: str, words: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", symbol, "ghost", name, parent)
        self.setAccessibleName(words)
        self.setToolTip(words)
