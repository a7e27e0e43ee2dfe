"""A field for a moment: takes what people type or paste, and says at once what it understood, with the zone."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import typed, whole, zone_name
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.theme import restyle
from incident_desk.domain.errors import BadInput
from incident_desk.domain.moments import from_us, read_moment, to_us

EDIT_PX = 220


class MomentField(QWidget):
    """ "19:30", "19:30 CET", "2017-01-31 23:27 UTC", "10 min ago"; empty where no moment is meant."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge: Bridge | None = None
        self._to_come = False
        self.edit = QLineEdit()
        self._echo = Label("", 12, 400, "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.edit.setFixedWidth(EDIT_PX)
        row.addWidget(self.edit)
        row.addWidget(self._echo, 1)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._show)

    def use(self, bridge: Bridge, name: str, words: str, *, to_come: bool = False) -> None:
        """Read moments in the zone of this bridge. `words` say what the moment is of: "When did it start?".

        With `to_come` a clock alone is the next time it shows that, and no longer the last.
        """
        self._bridge = bridge
        self._to_come = to_come
        self.edit.setObjectName(name)
        self.edit.setAccessibleName(words)
        self.edit.setPlaceholderText(_tr('"22:00" or "in 2 h"') if to_come else _tr('"19:30" or "10 min ago"'))
        self._show()

    def set_moment(self, us: int | None) -> None:
        """Show this moment, as it could have been typed."""
        assert self._bridge is not None
        self.edit.setText("" if us is None else typed(us, self._bridge.zone))

    def moment_us(self) -> int | None:
        """What was typed; None if nothing was. Raises: BadInput with an example of what is understood."""
        text = self.edit.text().strip()
        if not text or self._bridge is None:
            return None
        now = from_us(self._bridge.now_us())
        return to_us(read_moment(text, now, self._bridge.zone, to_come=self._to_come))

    @property
    def is_understood(self) -> bool:
        """Whether what was typed is a moment, or nothing."""
        return not self.edit.property("fault")

    def _show(self) -> None:
        assert self._bridge is not None
        zone = self._bridge.zone
        is_fault = False
        try:
            us = self.moment_us()
            echo = zone_name(zone, self._bridge.now_us()) if us is None else whole(us, zone)
            if us is not None and us > self._bridge.now_us() and not self._to_come:
                echo = _tr("{moment}, still to come").format(moment=echo)
        except BadInput:
            is_fault = True
            echo = _tr("not a time yet")
        self._echo.setText(echo)
        if bool(self.edit.property("fault")) != is_fault:
            self.edit.setProperty("fault", is_fault)
            restyle(self.edit)
        self.changed.emit()


def _tr(text: str) -> str:
    return QCoreApplication.translate("MomentField", text)
