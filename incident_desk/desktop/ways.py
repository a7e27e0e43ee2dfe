"""What the window's actions open: the dialogs, each loaded when it is first asked for, and where each leads."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.exporting import Exporting
from incident_desk.desktop.guiding import Guiding
from incident_desk.desktop.looking_back import LookingBack
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.switching import Switching
from incident_desk.desktop.touring.tour import Touring
from incident_desk.desktop.turns import RENEW
from incident_desk.desktop.walling import Walling
from incident_desk.desktop.window_state import DeclareDraft, WindowState
from incident_desk.domain.board import Board
from incident_desk.domain.ids import EntryId, IncidentId


class Ways(QObject):
    """One for the window, made when the record is open."""

    left = Signal(object)
    """Carries a Leaving: for a PIN to be set or taken away the record is closed."""

    def __init__(self, shell: Shell, bridge: Bridge, state: WindowState, navigation: Navigation) -> None:
        super().__init__(shell)
        self._shell = shell
        self._bridge = bridge
        self._state = state
        self._navigation = navigation
        shell.board.clicked.connect(self._home)
        for asked in (shell.declare.triggered, navigation.declare_asked):
            asked.connect(self.declare)
        Exporting(shell, bridge, navigation)
        LookingBack(shell, bridge, navigation)
        self.walling = Walling(shell, bridge, state)
        self.touring = Touring(shell, state)
        Switching(shell, bridge, navigation).bundle_asked.connect(self._bundle_of)
        for asked in (shell.search.triggered, navigation.search_asked):
            asked.connect(self.search)
        for asked in (shell.bundle.triggered, navigation.bundle_asked):
            asked.connect(self.bundle)
        shell.change_settings.triggered.connect(lambda: navigation.show_settings(""))
        shell.investigate.triggered.connect(lambda: navigation.show_investigations(""))
        shell.communicate.triggered.connect(lambda: navigation.show_communications(""))
        shell.change_plan.triggered.connect(lambda: navigation.show_plan(""))
        shell.show_agenda.triggered.connect(lambda _=False: navigation.show_agenda())
        shell.look_back.triggered.connect(lambda _=False: navigation.show_review())
        Guiding(shell, bridge, navigation)
        navigation.people_asked.connect(self.person)
        navigation.pin_asked.connect(self.pin)
        navigation.language_changed.connect(lambda: self.left.emit(RENEW))
        navigation.demo_asked.connect(_play_demo)
        navigation.import_asked.connect(self.import_files)
        shell.bundles_dropped.connect(self.import_dropped)
        bridge.complained.connect(self.complain)
        bridge.declare_asked.connect(self.declare_of)
        bridge.warning_asked.connect(self.declare_of)
        shell.show_customers.triggered.connect(lambda _=False: navigation.show_customers())
        shell.show_alerts.triggered.connect(lambda _=False: navigation.show_alerts())
        bridge.alerts_asked.connect(navigation.show_alerts)

    def _home(self) -> None:
        self._navigation.go_home()

    def declare(self) -> None:
        """The form for a new incident; its board comes up when it is on the disk."""
        self._declare(None)

    def declare_of(self, of: str | DeclareDraft) -> None:
        """The same, filled from maintenance that goes wrong, or from a warning."""
        self._declare(of if isinstance(of, DeclareDraft) else EntryId(of))

    def _declare(self, of: EntryId | DeclareDraft | None) -> None:
        if why := self._bridge.rights.why_not():
            self.complain(why)
            return
        from incident_desk.desktop.dialogs.declare import DeclareDialog

        dialog = DeclareDialog(self._bridge, self._state, self._shell, of)
        dialog.declared.connect(self._go_to)
        if isinstance(of, DeclareDraft) and of.alerts:
            dialog.declared.connect(partial(_link_alerts, self._bridge, of.alerts))
        dialog.past_asked.connect(self._go_to)
        dialog.finished.connect(self._show_draft)
        dialog.open()

    def bundle(self) -> None:
        """Carry the incident that is shown, or the whole record, by file."""
        shown = None if self._navigation.is_calm else self._navigation.shown
        self._bundle_of(shown.board if shown else None)

    def _bundle_of(self, board: Board | None) -> None:
        if self._bridge.desk is None:
            self.complain(self.tr("This record is only read here. A bundle is made at the desk whose record it is."))
            return
        from incident_desk.desktop.dialogs.bundle import BundleDialog

        BundleDialog(self._bridge, board, self._shell).open()

    def search(self) -> None:
        """The search, from the incident that is shown."""
        from incident_desk.desktop.dialogs.search import SearchDialog

        shown = None if self._navigation.is_calm else self._navigation.shown
        dialog = SearchDialog(self._bridge, shown.incident if shown else None, self._shell)
        dialog.chosen.connect(self._go_to_line)
        dialog.report_chosen.connect(self._navigation.show_customers)
        dialog.open()

    def pin(self) -> None:
        """The PIN of whoever is at the desk."""
        from incident_desk.desktop.dialogs.pin import PinDialog

        dialog = PinDialog(self._bridge, self._shell)
        dialog.left.connect(self.left)
        dialog.open()

    def person(self) -> None:
        """Who is at the desk; where a record is one person's alone, somebody else's is opened instead."""
        desk = self._bridge.desk
        if desk is not None and desk.home.key is not None:
            self._shell.lock.trigger()
            return
        from incident_desk.desktop.dialogs.person import PersonDialog

        PersonDialog(self._bridge, self._shell).open()

    def first_run(self) -> None:
        """Nobody has said who they are: that, and how they want to begin; then the tour."""
        from incident_desk.desktop.beginning.begin import Beginning

        beginning = Beginning(self._shell, self._bridge, self._state)
        beginning.tour_asked.connect(self.touring.begin_as)
        beginning.dialog.language_changed.connect(lambda: self.left.emit(RENEW))
        beginning.files_asked.connect(self.import_files)
        beginning.dialog.open()

    def complain(self, words: str) -> None:
        """Say what was refused where nobody else shows it."""
        from incident_desk.desktop.dialogs.notice import NoticeDialog, Way

        ways = [Way("complaint_seen", self.tr("Close"))]
        NoticeDialog(self._shell, "complaint", self.tr("That did not work"), [words], ways).open()

    def import_files(self) -> None:
        """Bring in past incidents."""
        self._bridge.soon(self._import_files())

    def import_dropped(self, files: list[Path]) -> None:
        """Take in bundles that were dropped on the window."""
        self._bridge.soon(self._import_dropped(files))

    async def _import_dropped(self, files: list[Path]) -> None:
        from incident_desk.desktop.importing import import_all

        if self._bridge.desk is not None:
            incident = await import_all(self._bridge.desk, self._shell, files)
            self._bridge.offers_changed.emit()
            if incident is not None:
                self._navigation.go_to(incident)

    async def _import_files(self) -> None:
        from incident_desk.desktop.importing import import_files_chosen

        incident = await import_files_chosen(self._bridge, self._shell)
        self._bridge.offers_changed.emit()
        if incident is not None:
            self._navigation.go_to(incident)

    def _go_to(self, incident: str) -> None:
        self._navigation.go_to(IncidentId(incident))

    def _go_to_line(self, incident: str, entry: str) -> None:
        self._navigation.go_to(IncidentId(incident), EntryId(entry))

    def _show_draft(self) -> None:
        if self._navigation.calm is not None:
            self._navigation.calm.show_draft()


def _link_alerts(bridge: Bridge, alerts: tuple[str, ...], incident: str) -> None:
    """The alerts that an incident was declared of belong to it."""
    from incident_desk.domain.alerts import LinkAlerts

    bridge.soon(bridge.do(LinkAlerts(alerts, incident)))


def _play_demo() -> None:
    from incident_desk.desktop.beginning.begin import play_demo

    play_demo()
