"""Qt for Python keeps its references to None and True, which release 6.12.0 lost; see docs/decisions."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

TIMES = 200
SLACK = 20
"""Others touch None and True meanwhile; a lost reference per call would cost ten times this."""


class Speaker(QObject):
    """Something that emits."""

    said = Signal(bool)


def lost(value: object, call: Callable[[], object]) -> int:
    """How many references to a value some calls lose."""
    before = sys.getrefcount(value)
    for _ in range(TIMES):
        call()
    return before - sys.getrefcount(value)


@pytest.mark.parametrize("value", [None, True])
def test_a_call_into_qt_loses_no_reference(qapp: QApplication, value: object) -> None:
    widget, speaker = QWidget(), Speaker()
    assert lost(value, lambda: widget.setEnabled(True)) < SLACK
    assert lost(value, lambda: speaker.said.emit(True)) < SLACK
    widget.deleteLater()
