"""The controls of a form of the plan: a line, words on several lines, one of several, several of several."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.flow import Flow
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.desktop.theme import font, restyle
from incident_desk.domain.plan_faults import Fault

REST_MS = 200
MOST_CHIPS = 16
"""More than these side by side are no choice any more but a wall; then the keys are typed."""

Value = str | list[str]
Choices = Sequence[tuple[str, str]]
"""What may stand there: as the text says it, and in words."""


class FieldBox(QWidget):
    """A name, a control, and what is wrong with its value. `edited` carries the value that a person gave it."""

    edited = Signal(object)

    def __init__(self, name: str, words: str, aside: str = "") -> None:
        super().__init__()
        self._name = name
        self._words = words
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.head = Label(words, 12, 600)
        self.column.addWidget(self.head)
        self.fault = Label("", 12, 400, "bad", wraps=True)
        self.aside = Label(aside, 11, 400, "text3", wraps=True)
        self.value: Value = ""

    def take(self, control: QWidget) -> None:
        """The control, between the name and the fault."""
        control.setObjectName(f"plan_field_{self._name}")
        control.setAccessibleName(self._words)
        self.head.setBuddy(control)
        for part in (control, self.fault, self.aside):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.fault.hide()
        self.aside.setVisible(bool(self.aside.text()))

    def show_value(self, value: Any, fault: Fault | None) -> None:
        """What the text says there, and what is wrong with it."""
        self.fault.setText(fault.words if fault else "")
        self.fault.setVisible(fault is not None)

    def flush(self) -> None:
        """Tell what was typed without waiting for the fingers."""

    def tell(self, value: Value) -> None:
        """A person gave it this value."""
        if value != self.value:
            self.value = value
            self.edited.emit(value)


class LineBox(FieldBox):
    """One line. With `is_list`, words between commas."""

    def __init__(self, name: str, words: str, aside: str = "", *, is_list: bool = False) -> None:
        super().__init__(name, words, aside)
        self._is_list = is_list
        self.line = QLineEdit()
        self.line.setFont(font(13))
        self.take(self.line)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.flush)
        self.line.textEdited.connect(lambda: self._rest.start(REST_MS))
        self.line.editingFinished.connect(self.flush)

    def show_value(self, value: Any, fault: Fault | None) -> None:
        super().show_value(value, fault)
        _mark(self.line, is_wrong=fault is not None)
        self.value = _listed(value) if self._is_list else _word(value)
        words = ", ".join(self.value) if isinstance(self.value, list) else self.value
        if not self._rest.isActive() and self._typed() != self.value:
            at = self.line.cursorPosition() if self.line.hasFocus() else 0
            self.line.setText(words)
            self.line.setCursorPosition(at)

    def _typed(self) -> Value:
        text = self.line.text()
        return [one.strip() for one in text.split(",") if one.strip()] if self._is_list else text.strip()

    def flush(self) -> None:
        self._rest.stop()
        self.tell(self._typed())


class LongBox(FieldBox):
    """Words on several lines; Tab leaves. With `is_list`, one on each line."""

    def __init__(self, name: str, words: str, aside: str = "", *, is_list: bool = False) -> None:
        super().__init__(name, words, aside)
        self._is_list = is_list
        self.words = _Words()
        self.words.setFont(font(13))
        self.words.setProperty("kind", "longer" if is_list else "long")
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.words.setTabChangesFocus(True)
        self.take(self.words)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.flush)
        self.words.typed.connect(lambda: self._rest.start(REST_MS))
        self.words.left.connect(self.flush)

    def show_value(self, value: Any, fault: Fault | None) -> None:
        super().show_value(value, fault)
        _mark(self.words, is_wrong=fault is not None)
        self.value = _listed(value) if self._is_list else " ".join(_word(value).split())
        if not self._rest.isActive() and self._typed() != self.value:
            self.words.put("\n".join(self.value) if isinstance(self.value, list) else self.value)

    def _typed(self) -> Value:
        text = self.words.toPlainText()
        return [line.strip() for line in text.splitlines() if line.strip()] if self._is_list else " ".join(text.split())

    def flush(self) -> None:
        self._rest.stop()
        self.tell(self._typed())


class ChoiceBox(FieldBox):
    """One of several. What the text says and none of them is, stands there too, as it is. `blank`: what nothing is."""

    def __init__(self, name: str, words: str, choices: Choices, aside: str = "", blank: str = "") -> None:
        super().__init__(name, words, aside)
        self._choices = choices
        self._blank = blank
        self.choice = Choice()
        self.take(self.choice)
        self.choice.activated.connect(lambda: self.tell(str(self.choice.currentData())))

    def show_value(self, value: Any, fault: Fault | None) -> None:
        super().show_value(value, fault)
        self.value = _word(value) or self._blank
        known = [key for key, _ in self._choices]
        offered = [*self._choices, *([] if self.value in known else [(self.value, self.value)])]
        self.choice.clear()
        for key, words in offered:
            self.choice.addItem(words, key)
        self.choice.setCurrentIndex([key for key, _ in offered].index(self.value))


class ChipsBox(FieldBox):
    """Several of several, each a word that is on or off, in the order in which they were turned on."""

    def __init__(self, name: str, words: str, choices: Choices, aside: str = "") -> None:
        super().__init__(name, words, aside)
        self.chips: dict[str, ToggleChip] = {}
        self._holder = QWidget()
        self._flow = Flow(self._holder, 6)
        self.take(self._holder)
        for key, said in choices:
            self._add(key, said)

    def _add(self, key: str, words: str) -> None:
        chip = self.chips[key] = ToggleChip(words)
        chip.setObjectName(f"plan_field_{self._name}_{len(self.chips)}")
        chip.clicked.connect(lambda: self._turn(key))
        self._flow.addWidget(chip)

    def show_value(self, value: Any, fault: Fault | None) -> None:
        super().show_value(value, fault)
        listed = self.value = _listed(value)
        for key in listed:
            if key not in self.chips:
                self._add(key, key)
        for key, chip in self.chips.items():
            chip.setChecked(key in listed)

    def _turn(self, key: str) -> None:
        before = self.value if isinstance(self.value, list) else []
        self.tell([one for one in before if one != key] if key in before else [*before, key])


class _Words(QPlainTextEdit):
    """Tells typing apart from words that are put there."""

    typed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_put = False
        self.textChanged.connect(self._changed)

    def sizeHint(self) -> QSize:
        """As low as the style lets it be."""
        return QSize(200, self.minimumHeight())

    def put(self, text: str) -> None:
        self._is_put = True
        self.setPlainText(text)
        self._is_put = False

    def _changed(self) -> None:
        if not self._is_put:
            self.typed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def _mark(control: QWidget, *, is_wrong: bool) -> None:
    if control.property("fault") != is_wrong:
        control.setProperty("fault", is_wrong)
        restyle(control)


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _listed(value: Any) -> list[str]:
    return [_word(one) for one in value] if isinstance(value, list) else []  # pyright: ignore[reportUnknownVariableType]
