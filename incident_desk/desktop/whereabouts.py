"""Where whoever sits here has the keyboard, and in which draft they write: told to the others, and never kept."""

from typing import Final

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.domain.ids import IncidentId

PLACE: Final = "place"
"""Property of what counts as a place of its own; its value is the name that the others hear."""
DRAFT: Final = "draft"
"""Property of a place in which something is written as long as it is open."""
TYPED: Final = "typed"
"""Property of a line that is always there: something is written in it while somebody types."""
REST_MS: Final = 8_000
"""So long after the last key somebody still counts as writing."""


class Whereabouts(QObject):
    """One for the window, made when the record is open."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._incident: IncidentId | None = None
        self._field: QLineEdit | None = None
        self._place = self._draft = self._typed = ""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._rested)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def be(self, incident: IncidentId | None) -> None:
        """This incident is in front from now on; None for none."""
        self._incident = incident
        self._follow(None, QApplication.focusWidget())
        self._tell()

    def look(self) -> None:
        """Whoever has the keyboard is at another place of the same widget."""
        now = QApplication.focusWidget()
        self._place, self._draft = told_up(now, PLACE), told_up(now, DRAFT)
        self._tell()

    def leave(self) -> None:
        """The record is about to be closed."""
        self._let_go()
        self._incident = None
        self._tell()

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """With another program in front somebody is still where they were."""
        if now is None or (now is self._field and self._field is not None):
            return
        self._let_go()
        self._place, self._draft = told_up(now, PLACE), told_up(now, DRAFT)
        if isinstance(now, QLineEdit) and now.property(TYPED):
            self._field = now
            now.textEdited.connect(self._type)
            now.textChanged.connect(self._change)
        self._tell()

    def _let_go(self) -> None:
        self._rest.stop()
        self._typed = ""
        field, self._field = self._field, None
        if field is not None and shiboken6.isValid(field):  # a form may be gone, and its line with it
            field.textEdited.disconnect(self._type)
            field.textChanged.disconnect(self._change)

    def _type(self, text: str) -> None:
        field = self._field
        if field is None or not text or not field.isModified():  # what the window puts there itself is not typed
            return
        self._rest.start()
        if not self._typed:
            self._typed = str(field.property(TYPED))
            self._tell()

    def _change(self, text: str) -> None:
        if not text and self._typed:  # it was entered, or given up
            self._rested()

    def _rested(self) -> None:
        self._rest.stop()
        self._typed = ""
        self._tell()

    def _tell(self) -> None:
        if self._incident is None:
            self._bridge.sharing.be(None)
        else:
            self._bridge.sharing.be(self._incident, self._place, self._typed or self._draft)


def told_up(widget: QWidget | None, name: str) -> str:
    """The nearest value of a property from here upwards; empty for none."""
    while widget is not None:
        if value := widget.property(name):
            return str(value)
        widget = widget.parentWidget()
    return ""
