"""The rooms beside the board: investigations, tasks, plan, settings. Each is built when it is first shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.boards import Boards
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.report_bulk import ANSWERS
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.whereabouts import Whereabouts
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.agenda import Due
from incident_desk.domain.ids import NO_INCIDENT, IncidentId
from incident_desk.domain.report_entries import ReportId
from incident_desk.domain.report_queues import Queue

if TYPE_CHECKING:  # each is loaded when it is shown for the first time
    from incident_desk.desktop.rooms.agenda_page import AgendaPage
    from incident_desk.desktop.rooms.alerts_page import AlertsPage
    from incident_desk.desktop.rooms.aside_page import AsidePage
    from incident_desk.desktop.rooms.communications_page import CommunicationsPage
    from incident_desk.desktop.rooms.customers_page import CustomersPage
    from incident_desk.desktop.rooms.investigations_page import InvestigationsPage
    from incident_desk.desktop.rooms.plan_page import PlanPage
    from incident_desk.desktop.rooms.review import ReviewRoom
    from incident_desk.desktop.rooms.settings_page import SettingsPage

ROOM = "window/room"
AGENDA = "agenda"


class Asides(QObject):
    """The part of the navigation that knows them; leaving one leads back to where somebody came from."""

    declare_asked = Signal()
    incidents_asked = Signal()
    bundle_asked = Signal()
    export_asked = Signal()
    people_asked = Signal()
    pin_asked = Signal()
    lock_after_changed = Signal()
    language_changed = Signal()
    incident_asked = Signal(str)
    review_asked = Signal()
    """Another incident is to be reviewed: somebody wants to choose it."""

    def __init__(self, shell: Shell, bridge: Bridge, state: WindowState) -> None:
        super().__init__(shell)
        self._shell = shell
        self._bridge = bridge
        self._state = state
        self._whereabouts = Whereabouts(bridge, self)
        self._asked: int = 0
        self._was_calm = True
        self.settings: SettingsPage | None = None
        self.plan: PlanPage | None = None
        self.agenda: AgendaPage | None = None
        self.investigations: InvestigationsPage | None = None
        self.communications: CommunicationsPage | None = None
        self.customers: CustomersPage | None = None
        self.alerts: AlertsPage | None = None
        self.review: ReviewRoom | None = None
        self._review_page: QWidget | None = None
        self._aside_pages: dict[AsidePage, QWidget] = {}
        self.boards = Boards(bridge, state, self)
        bridge.customers.changed.connect(self._count_reports)
        bridge.missed_asked.connect(self.show_missed)
        bridge.alerts.changed.connect(lambda: shell.alerts.show_count(len(bridge.alerts.view.asking)))
        self.boards.investigation_asked.connect(self.show_investigations)
        self.boards.communications_asked.connect(self.show_communications)
        self.boards.disk_asked.connect(lambda: self.show_settings("disk"))

    @property
    def shown(self) -> ObservedIncident | None:
        """The incident whose board has the keys."""
        return self.boards.shown

    def show_settings(self, section: str = "") -> None:
        """Show the settings; of them this section, or the one that was shown last."""
        self._asked += 1
        if self.settings is None:
            from incident_desk.desktop.rooms.settings_page import SettingsPage

            self.settings = SettingsPage(self._bridge, self._state)
            self._add_aside(self.settings)
            self.settings.room.person_asked.connect(self.people_asked)
            self.settings.room.pin_asked.connect(self.pin_asked)
            self.settings.room.lock_after_changed.connect(self.lock_after_changed)
            self.settings.room.language_changed.connect(self.language_changed)
            self.settings.room.left.connect(self.leave_aside)
        self.settings.show_above(is_calm=self._was_calm)
        self.settings.room.show_section(section)
        self._shell.show_page(self._aside_pages[self.settings], self._shell.settings)
        self.settings.room.take_keyboard()
        self._be_in_incident()

    def show_plan(self, section: str = "") -> None:
        """Show the plan room; of it this section, or the one that was shown last."""
        self._asked += 1
        if self.plan is None:
            from incident_desk.desktop.rooms.plan_page import PlanPage

            self.plan = PlanPage(self._bridge)
            self._add_aside(self.plan)
            self.plan.room.left.connect(self.leave_aside)
            self.plan.room.incident_asked.connect(self.incident_asked)
            self.plan.room.place_changed.connect(self._whereabouts.look)
        self.plan.show_above(is_calm=self._was_calm)
        self.plan.room.show_section(section)
        self._shell.show_page(self._aside_pages[self.plan], self._shell.plan)
        self.plan.room.take_keyboard()
        self._whereabouts.be(NO_INCIDENT)  # the plan belongs to none

    def show_investigations(self, investigation: str = "") -> None:
        """Show the investigations of the incident whose board has the keys; of them this one, or where they were."""
        self._asked += 1
        if self.investigations is None:
            from incident_desk.desktop.rooms.investigations_page import InvestigationsPage

            self.investigations = InvestigationsPage(self._bridge)
            self._add_aside(self.investigations)
            self.investigations.room.left.connect(self.leave_aside)
        self._was_calm = self.shown is None
        self.investigations.show_above(is_calm=self._was_calm)
        self._shell.show_page(self._aside_pages[self.investigations], self._shell.investigations)
        self.investigations.room.go_to(investigation)
        self.investigations.room.take_keyboard()
        self._be_in_incident()

    def show_communications(self, channel: str = "") -> None:
        """Show the words that go out in the incident whose board has the keys; what went out by this channel, or by
        the one that was shown last."""
        self._asked += 1
        if self.communications is None:
            from incident_desk.desktop.rooms.communications_page import CommunicationsPage

            self.communications = CommunicationsPage(self._bridge)
            self._add_aside(self.communications)
            self.communications.room.left.connect(self.leave_aside)
        self._was_calm = self.shown is None
        self.communications.show_above(is_calm=self._was_calm)
        self._shell.show_page(self._aside_pages[self.communications], self._shell.communications)
        self.communications.room.go_to(channel)
        self.communications.room.take_keyboard()
        self._be_in_incident()

    def show_missed(self, what: str) -> None:
        """Show answers to customers that did not arrive, or the page whose subscribers missed an update."""
        if what == ANSWERS:
            self._bridge.customers.show_queue(Queue.UNDELIVERED)
            self.show_customers()
        else:
            self.show_settings("status_page")

    def show_customers(self, report: ReportId | None = None) -> None:
        """Show what customers report, this report if it is named, and who knew first of the incident that is shown."""
        self._asked += 1
        if self.customers is None:
            from incident_desk.desktop.rooms.customers_page import CustomersPage

            self.customers = CustomersPage(self._bridge)
            self._add_aside(self.customers)
            self.customers.room.left.connect(self.leave_aside)
        self.customers.show_above(is_calm=self._was_calm)
        self._shell.show_page(self._aside_pages[self.customers], self._shell.customers)
        self.customers.room.take_keyboard()
        if report is not None:
            self._bridge.soon(self.customers.room.go_to(report))
        self._be_in_incident()

    def show_alerts(self) -> None:
        """Show what monitors say, and the warnings of ours."""
        self._asked += 1
        if self.alerts is None:
            from incident_desk.desktop.rooms.alerts_page import AlertsPage

            self.alerts = AlertsPage(self._bridge)
            self._add_aside(self.alerts)
            self.alerts.room.left.connect(self.leave_aside)
        self.alerts.show_above(is_calm=self._was_calm)
        self._shell.show_page(self._aside_pages[self.alerts], self._shell.alerts)
        self.alerts.room.take_keyboard()
        self._be_in_incident()

    def show_agenda(self) -> None:
        """Show what is due in all open incidents."""
        self._asked += 1
        if self.agenda is None:
            from incident_desk.desktop.rooms.agenda_page import AgendaPage

            self.agenda = AgendaPage(self._bridge, self._state)
            self._add_aside(self.agenda)
            self.agenda.room.left.connect(self.leave_aside)
            self.agenda.room.due_asked.connect(self.go_to_due)
        self.agenda.show_above(is_calm=self._was_calm)
        self._shell.show_page(self._aside_pages[self.agenda], self._shell.agenda)
        self.agenda.room.take_keyboard()
        self._be_in_incident()
        self._state.keep(ROOM, AGENDA)

    def show_review(self, incident: IncidentId | None = None) -> None:
        """Review this incident; without one that which is shown, else the one before, else the newest that is over."""
        self._asked += 1
        if self.review is None:
            from incident_desk.desktop.rooms.review import ReviewRoom

            self.review = ReviewRoom(self._bridge)
            self._review_page = self._shell.add_page(self.review)
            self.review.left.connect(self.leave_aside)
            self.review.incidents_asked.connect(self.review_asked)
        assert self._review_page is not None
        self.review.review(incident or self._to_review())
        self._shell.show_page(self._review_page, self._shell.review)
        self.review.take_keyboard()
        self._whereabouts.be(None)  # whoever looks back is at no incident that goes on

    def _to_review(self) -> IncidentId | None:
        if self.shown is not None and not self._was_calm:
            return self.shown.incident
        if self.review is not None and self.review.replayed.incident is not None:
            return self.review.replayed.incident
        boards = self._bridge.headlines
        return next(
            (each.incident for each in boards if not each.headline.is_open), boards[0].incident if boards else None
        )

    def _count_reports(self) -> None:
        """How many wait for a verdict stands at the room of the customers."""
        heap = self._bridge.customers.view.heaps.get(Queue.TO_JUDGE)
        self._shell.customers.show_count(heap.count if heap else 0)

    def _be_in_incident(self) -> None:
        """The others see whoever is beside a board as at that incident."""
        self._whereabouts.be(None if self._was_calm or self.shown is None else self.shown.incident)

    def go_to_due(self, due: Due) -> None:
        """The board of its incident, and over it the card of something that is due."""
        self._bridge.soon(self.show_due(due))

    async def show_due(self, due: Due) -> None:
        """The same, to be waited for."""
        raise NotImplementedError

    def _add_aside(self, page: "AsidePage") -> None:
        self._aside_pages[page] = self._shell.add_page(page)
        for name in ("declare", "incidents", "bundle", "export"):
            getattr(page, f"{name}_asked").connect(getattr(self, f"{name}_asked"))
        if self.shown is not None:
            page.observe(self.shown)

    def leave_aside(self) -> None:
        """Back to where somebody came from."""
        if self._was_calm or self.shown is None:
            self.show_calm()
        else:
            self.bring_up_board()

    def show_calm(self) -> None:
        """Show that nothing is open."""
        raise NotImplementedError

    def bring_up_board(self) -> None:
        """Show the boards, and give the keys to the line of the one that has them."""
        raise NotImplementedError
