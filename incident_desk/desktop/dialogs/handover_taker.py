"""What is known of whoever is to take a role over: their parts and tasks, and whether they have this board open."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.task_people import takers
from incident_desk.domain.ids import PersonId

SIDE_PX = 14


class TakerLines(QWidget):
    """Below the name. The second line is there where a shared database can tell who looks at what."""

    def __init__(self, bridge: Bridge, observed: ObservedIncident, deputy: str) -> None:
        super().__init__()
        self._bridge, self._observed, self._deputy = bridge, observed, deputy
        self._known, self._busy = takers(bridge, observed)
        self._name = ""
        self.known = Elided("", 12, 400, "text2")
        self.here = Elided("", 12, 400, "text2")
        self._mark = Picture(symbol="circle-dashed", ink="text3", side_px=SIDE_PX)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self.here, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.known)
        column.addLayout(row)
        bridge.sharing.people_changed.connect(self._show_here)
        bridge.sharing.changed.connect(self._show_here)
        self._show_here()

    def show_taker(self, name: str) -> None:
        """Say what is known of somebody of this name."""
        self._name = name
        told = [_tr("deputy") if name and name == self._deputy else "", self._known.get(name, "")]
        if name and name not in self._known:
            told.append(_tr("not known to this record: somebody answers for them"))
        self.known.setText(" · ".join(filter(None, told)))
        self.known.set_tone("warn" if name in self._busy else "text2")
        self._show_here()

    def _show_here(self) -> None:
        state = self._bridge.sharing.state
        is_told = state is not None
        self._mark.setVisible(is_told)
        self.here.setVisible(is_told)
        if state is None:
            return
        person = self._observed.organisation.people.called(self._name) if self._name else None
        is_here = person is not None and self._is_here(person)
        told = _tr("{name} has this board open and reads along") if is_here else _tr("{name} does not have it open")
        self._mark.show_symbol("circle-check" if is_here else "circle-dashed", "ok" if is_here else "text3")
        self._mark.setVisible(person is not None)
        self.here.setText(told.format(name=self._name) if person is not None else "")

    def _is_here(self, person: PersonId) -> bool:
        if person == self._bridge.me:
            return True
        state = self._bridge.sharing.state
        present = state.present if state is not None else ()
        return any((each.person, each.incident) == (person, self._observed.incident) for each in present)


def _tr(text: str) -> str:
    return QCoreApplication.translate("TakerLines", text)
