"""What a person does with one hand only: all by the keyboard, from control to control; or all by the mouse."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.parts.chip_choice import ChipChoice
from tests.desktop.boards import key, press, type_words
from tests.desktop.conftest import focused

CTRL = Qt.KeyboardModifier.ControlModifier
MANY_TABS = 250


def tab_to(control: QWidget) -> None:
    """Go there with Tab, as somebody without a mouse does."""
    wanted = control.focusProxy() or control
    for _ in range(MANY_TABS):
        if focused() is wanted or wanted.isAncestorOf(focused()):
            return
        key(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {control.objectName()}")


def push(control: QWidget) -> None:
    """Go there with Tab and press it with Space."""
    tab_to(control)
    key(Qt.Key.Key_Space)


def choose(chips: ChipChoice, at: int) -> None:
    """Go with Tab to the chips, and with the arrows to the one that is wanted, as Qt has it for one of several."""
    tab_to(chips)
    for _ in chips.chips:
        now = next(n for n, chip in enumerate(chips.chips) if chip.hasFocus())
        if now == at:
            break
        key(Qt.Key.Key_Right if now < at else Qt.Key.Key_Left)
    if not chips.chips[at].isChecked():
        key(Qt.Key.Key_Space)
    assert chips.chips[at].isChecked()


def write_into(field: QWidget, words: str) -> None:
    """Click into a field, as a person with a mouse does, and type."""
    press(field)
    type_words(words)
