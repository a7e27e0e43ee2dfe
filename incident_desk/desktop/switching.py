"""From incident to incident: the switcher, and what stands beside each other."""

from PySide6.QtCore import QObject, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.shell import Shell
from incident_desk.domain.ids import IncidentId


class Switching(QObject):
    """One for the window, made when the record is open. `bundle_asked` carries the board to make a bundle of."""

    bundle_asked = Signal(object)

    def __init__(self, shell: Shell, bridge: Bridge, navigation: Navigation) -> None:
        super().__init__(shell)
        self._shell = shell
        self._bridge = bridge
        self._navigation = navigation
        for asked in (shell.incidents.triggered, navigation.incidents_asked):
            asked.connect(lambda _=False: self.ask())
        navigation.review_asked.connect(lambda: self.ask(is_review=True))
        shell.beside.triggered.connect(self.beside)
        shell.shut_board.triggered.connect(lambda _=False: navigation.boards.shut())
        for action, by in ((shell.next_board, 1), (shell.board_before, -1)):
            action.triggered.connect(lambda _=False, by=by: navigation.boards.step(by))

    def ask(self, *, is_beside: bool = False, is_review: bool = False) -> None:
        """The switcher.

        Args:
            is_beside: what is chosen is put beside what is shown.
            is_review: what is chosen is reviewed.
        """
        from incident_desk.desktop.dialogs.incidents import IncidentsDialog

        boards = self._navigation.boards
        watched = [] if self._navigation.is_calm else boards.incidents
        how = {"is_beside": is_beside, "is_review": is_review}
        dialog = IncidentsDialog(self._bridge, self._shell, recent=boards.recent, watched=watched, **how)
        dialog.chosen.connect(self._go_to)
        dialog.beside_asked.connect(self._put_beside)
        dialog.review_asked.connect(self._review)
        dialog.bundle_asked.connect(self.bundle_asked)
        dialog.open()

    def beside(self) -> None:
        """Put another open incident beside the one that is shown: the only one at once, of several the one chosen."""
        others = self._navigation.boards.others()
        if len(others) == 1:
            self._navigation.put_beside(others[0])
        else:
            self.ask(is_beside=True)

    def _go_to(self, incident: str) -> None:
        self._navigation.go_to(IncidentId(incident))

    def _review(self, incident: str) -> None:
        self._navigation.show_review(IncidentId(incident))

    def _put_beside(self, incident: str) -> None:
        self._navigation.put_beside(IncidentId(incident))
