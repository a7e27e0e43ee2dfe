"""A line of a note pad: when and who, and below it the words, on as many lines as they need. A press opens it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.parts.wrapped import Wrapped
from incident_desk.desktop.theme import colour


class NoteLine(ReturnPresses):
    """Its height follows its width."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)  # a button wants all of its words
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._head = Elided("", 11, 400, "text3")
        self._words = Wrapped("", 13)
        for part in (self._head, self._words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 3, 6, 3)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._words)

    def show_note(self, clock: str, name: str, words: str) -> None:
        """Say this from now on."""
        head = f"{clock} · {name}"
        if (head, words) != (self._head.text(), self._words.text()):
            self._head.setText(head)
            self._words.show_words(words)
            self.setAccessibleName(f"{head}: {words}")

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse() or self.hasFocus():
                painter.setPen(QPen(colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(colour("hover") if self.underMouse() else Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
