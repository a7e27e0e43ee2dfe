"""What the window says to what was typed, with a way on if there is one."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.message_line import MessageLine

HEIGHT_PX = 26


class AnswerLine(QWidget):
    """A line of words and one small button. Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act: Callable[[], object] = _nothing
        self.words = ""
        self.told = MessageLine()
        self.way = Button("", kind="small", name="answer_way")
        self.way.clicked.connect(self._go)
        self.way.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        row.addWidget(self.way)
        self.setFixedHeight(HEIGHT_PX)
        self.hide()

    def say(self, words: str, symbol: str = "octagon-alert", tone: str = "bad") -> None:
        """Show this, as what went wrong if nothing else is said; with no words, nothing."""
        if words or self.words:  # with most keys there was nothing to say before and is nothing now
            self._show(words, symbol, tone, "", _nothing)

    def offer(self, words: str, symbol: str, tone: str, way: str, act: Callable[[], object]) -> None:
        """Show this, with a button for what can be done about it."""
        self._show(words, symbol, tone, way, act)

    def go_on(self) -> bool:
        """Do what is offered. Returns: whether anything was."""
        is_offered = not self.way.isHidden() and not self.isHidden()
        if is_offered:
            self._go()
        return is_offered

    def _show(self, words: str, symbol: str, tone: str, way: str, act: Callable[[], object]) -> None:
        self.words = words
        self._act = act
        self.told.say(words, symbol, tone)
        self.way.setText(way)
        self.way.setAccessibleName(way)
        self.way.setVisible(bool(way))
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def _go(self) -> None:
        act, self._act = self._act, _nothing
        self.say("")
        act()


def _nothing() -> None:
    pass
