"""A button with words, and an icon where it helps."""

from PySide6.QtWidgets import QPushButton, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.theme.dress import dress_button


class Button(QPushButton):
    """`kind`: primary, danger, plain, small or ghost. There is one filled button for each column of work."""

    def __init__(
        self, text: str, symbol: str = "", kind: str = "plain", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.set_symbol(symbol)
        if name:
            self.setObjectName(name)

    def setText(self, text: str) -> None:
        super().setText(text)
        dress_button(self)  # the gap between icon and words is there only where there are words

    def set_symbol(self, symbol: str) -> None:
        """Show this icon before the words."""
        self.setProperty("symbol", symbol)
        dress_button(self)


class IconButton(Button):
    """A button that is only an icon; `words` are its name and its tooltip."""

    def __init__(self, symbol: str, words: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", symbol, "ghost", name, parent)
        self.setAccessibleName(words)
        self.setToolTip(tip(words))
