"""One key: what was like the incident that is shown; a press there goes to it."""

from PySide6.QtCore import QObject

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.shell import Shell
from incident_desk.domain.ids import IncidentId


class LookingBack(QObject):
    """One for the window."""

    def __init__(self, shell: Shell, bridge: Bridge, navigation: Navigation) -> None:
        super().__init__(shell)
        self._shell = shell
        self._bridge = bridge
        self._navigation = navigation
        shell.similar.triggered.connect(self._look_back)

    def _look_back(self) -> None:
        shown = self._navigation.shown
        if self._navigation.is_calm or shown is None:
            nothing = self.tr("No incident is shown. While one is declared, what was like it comes up beside it.")
            self._bridge.complained.emit(nothing)
            return
        from incident_desk.desktop.dialogs.seen_before import SeenBeforeDialog

        dialog = SeenBeforeDialog(self._bridge, shown.incident, shown.board.headline.label, self._shell)
        dialog.chosen.connect(self._go_to)
        dialog.open()

    def _go_to(self, incident: str) -> None:
        self._navigation.go_to(IncidentId(incident))
