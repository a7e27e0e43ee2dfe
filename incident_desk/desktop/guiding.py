"""Help and finding: the manual at what is in front, the keys, and the list of everything that can be done."""

from PySide6.QtCore import QObject

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.shell import Shell


class Guiding(QObject):
    """One for the window, made when the record is open."""

    def __init__(self, shell: Shell, bridge: Bridge, navigation: Navigation) -> None:
        super().__init__(shell)
        self._shell = shell
        self._bridge = bridge
        self._navigation = navigation
        shell.help.triggered.connect(lambda _=False: self.help())
        shell.keys.triggered.connect(lambda _=False: self.keys())
        shell.palette_action.triggered.connect(lambda _=False: self.palette())

    def help(self) -> None:
        """The manual, where it speaks of what is in front; over a dialog, of that."""
        from incident_desk.desktop.helping.context import topic
        from incident_desk.desktop.helping.dialog import HelpPages

        if any(each.isVisible() for each in self._shell.findChildren(HelpPages)):
            return
        dialog = HelpPages(self._bridge, self._shell, topic(self._shell, is_calm=self._navigation.is_calm))
        dialog.keys_asked.connect(self.keys)
        dialog.tour_asked.connect(self._shell.take_tour.trigger)
        dialog.open()

    def keys(self) -> None:
        """The keys and the words of the command line."""
        from incident_desk.desktop.dialogs.help import HelpDialog

        HelpDialog(self._bridge, self._shell).open()

    def palette(self) -> None:
        """Everything that can be done now."""
        from incident_desk.desktop.dialogs.palette import PaletteDialog, deeds

        board = None if self._navigation.is_calm else self._navigation.board
        has_line = board is not None and board.isVisible()
        PaletteDialog(self._shell, deeds(self._shell, self._put if has_line else None)).open()

    def _put(self, word: str) -> None:
        """Into the line of the incident that is shown, for somebody to go on."""
        if self._navigation.board is not None:
            edit = self._navigation.board.room.timeline.line.edit
            edit.put(word)
            edit.setFocus()
