"""Maintenance that is late, runs, or begins soon: on the calm board, and beside a running incident."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.maintenance_words import row
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.pooled_rows import PooledRows
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.words import counted
from incident_desk.domain.ids import EntryId
from incident_desk.domain.maintenance_list import Maintenance, Phase
from incident_desk.domain.moments import DAY_US

CALM_AHEAD_US: Final = 7 * DAY_US
ASIDE_AHEAD_US: Final = DAY_US // 2
MOST: Final = 5
ASIDE_MOST: Final = 3


class MaintenancePanel(Observing, Section):
    """A press on a row opens it. Beside an incident it comes to be seen only while something is near.

    Those that touch a service of the incident come first, and those it came of stay.
    """

    HEARD = ("maintenance.", "impact.", "incident.", "entry.", "gov.")

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, *, is_calm: bool = False) -> None:
        super().__init__("maintenance_panel", _tr("Maintenance"), parent)
        self._bridge = bridge
        self._is_calm = is_calm
        self._most = MOST if is_calm else ASIDE_MOST
        self._shown: list[EntryId] = []
        self.schedule = Button(_tr("Schedule"), "plus", "small", "maintenance_schedule")
        self.schedule.setAccessibleName(_tr("Announce maintenance"))
        self.every = Button("", "", "ghost", "maintenance_every")
        self.every.clicked.connect(self.open_all)
        bridge.rights.rule(self.schedule)
        self.head.addWidget(self.every)
        self.head.addWidget(self.schedule)
        place = TabPlace(self)  # the rows come after the head
        self._pool = PooledRows("maintenance", place, self.body.insertWidget, lambda at: self.open_one(self._shown[at]))
        self.rows = self._pool.rows
        self.nothing = Elided(_tr("None announced for the next days"), 13, 400, "text3")
        self.body.addWidget(self.nothing)
        self.schedule.clicked.connect(self.ask)
        bridge.organisation_changed.connect(self._show)
        bridge.zone_changed.connect(self._show)
        if is_calm:
            tick().follow(self, self._show)
            self._show()

    def look(self) -> None:
        """Time has passed: something may be near by now. Whoever shows it calls this while it is hidden, too."""
        self._show()

    def ask(self) -> None:
        """The form for a new one."""
        self.open_one(None)

    def open_named(self, maintenance: str) -> None:
        """The same by its id, as a need carries it."""
        self.open_one(EntryId(maintenance))

    def open_one(self, maintenance: EntryId | None) -> None:
        """The form of one that is announced, or of a new one."""
        from incident_desk.desktop.dialogs.maintenance import MaintenanceDialog

        MaintenanceDialog(self._bridge, self.window(), maintenance).open()

    def open_all(self) -> None:
        """The list of all of them."""
        from incident_desk.desktop.dialogs.maintenances import MaintenancesDialog

        MaintenancesDialog(self._bridge, self.window()).open()

    def _near(self) -> list[Maintenance]:
        maintenances, now_us = self._bridge.organisation.maintenances, self._bridge.now_us()
        if self._observed is None:
            return maintenances.near(now_us, CALM_AHEAD_US)
        board = self._observed.board
        services = board.impact.services.value or ()
        came_of = [one for one in maintenances.all if one.id in board.headline.came_of.values()]
        near = [one for one in maintenances.near(now_us, ASIDE_AHEAD_US) if one not in came_of]
        near.sort(key=lambda one: not one.touches_any(services))  # stable
        return [*came_of, *near]

    def _of_incident(self, one: Maintenance) -> str:
        """What it has to do with the incident beside which it stands; empty if nothing is known of that."""
        if self._observed is None:
            return ""
        board = self._observed.board
        if one.id in board.headline.came_of.values():
            return _tr("This incident came of it")
        touched = [name for name in board.impact.services.value or () if one.touches_any((name,))]
        return _tr("Touches {services}").format(services=", ".join(touched)) if touched else ""

    def _show(self) -> None:
        if self._observed is None and not self._is_calm:
            return
        found, now_us, zone = self._near(), self._bridge.now_us(), self._bridge.zone
        if not self._is_calm:
            self.setVisible(bool(found))
        me = self._bridge.me if self._is_calm else None  # on the board the list of needs is red
        self._pool.show_rows(
            [
                row(one, self._bridge.organisation, me, now_us, zone, before=self._of_incident(one))
                for one in found[: self._most]
            ]
        )
        self._shown = [one.id for one in found[: self._most]]
        self.nothing.setVisible(not found)
        late = sum(one.phase(now_us) is Phase.LATE for one in found)
        self.note.setText(counted(late, _tr("1 late"), _tr("{count} late")) if late else "")
        count = len(self._bridge.organisation.maintenances.of)
        self.every.setVisible(count > len(self._shown))
        self.every.setText(_tr("All {count}").format(count=count))


def _tr(text: str) -> str:
    return QCoreApplication.translate("MaintenancePanel", text)
