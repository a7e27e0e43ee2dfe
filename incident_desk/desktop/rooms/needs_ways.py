"""Where a press on a line of what needs somebody leads: to the thing itself, with what can be done about it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.courses import CoursesPanel
from incident_desk.desktop.panels.drafting import DraftingPanel
from incident_desk.desktop.panels.facts import FactsPanel
from incident_desk.desktop.panels.muted_lines import MAINTENANCE
from incident_desk.desktop.panels.needs import NeedsPanel
from incident_desk.desktop.panels.outside import open_enquiry, open_notification
from incident_desk.desktop.panels.record_needs import ALERTS, MISSED, UNSAVED, WARNING
from incident_desk.desktop.panels.roles import RolesPanel
from incident_desk.desktop.panels.tasks import TasksPanel
from incident_desk.desktop.panels.timeline import TimelinePanel
from incident_desk.desktop.rooms.message_ways import MessageWays
from incident_desk.desktop.warning_words import draft_of
from incident_desk.domain.call_list import standings
from incident_desk.domain.ids import EntryId, TaskId
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.situation import Ask, Need


class NeedsWays(QObject):
    """Belongs to a board. `reveal_role` brings a role into sight, also out of a folded column."""

    clocks_asked = Signal()
    disk_asked = Signal()
    maintenance_asked = Signal(str)
    investigation_asked = Signal(str)

    def __init__(
        self,
        bridge: Bridge,
        needs: NeedsPanel,
        *,
        roles: RolesPanel,
        courses: CoursesPanel,
        tasks: TasksPanel,
        facts: FactsPanel,
        timeline: TimelinePanel,
        drafting: DraftingPanel,
        reveal_role: Callable[[str], object],
    ) -> None:
        super().__init__(needs)
        self._bridge = bridge
        self._needs = needs
        self._roles = roles
        self._courses = courses
        self._tasks = tasks
        self._facts = facts
        self._timeline = timeline
        self._messages = MessageWays(bridge, drafting)
        self._reveal_role = reveal_role
        needs.asked.connect(self.go)
        needs.record_asked.connect(self._go_to_record)
        needs.typing_asked.connect(timeline.line.begin)

    def go(self, needs: Sequence[Need]) -> None:
        """Open what these needs are about; several courses that wait for a word are opened side by side."""
        need = needs[0]
        if need.ask is Ask.DECIDE and len(needs) > 1:
            self._courses.open_comparison()
            return
        ways: dict[NeedKind, Callable[[Need], object]] = {
            NeedKind.APPROVAL: self._open_approval,
            NeedKind.PROMISE: self._messages.go,
            NeedKind.MESSAGE: self._messages.go,
            NeedKind.COURSE: self._open_course,
            NeedKind.TASK: lambda need: self._tasks.open_task(TaskId(need.about)),
            NeedKind.FACT: lambda need: self._facts.acts.open(EntryId(need.about)),
            NeedKind.ENQUIRY: self._open_outside,
            NeedKind.NOTIFICATION: self._open_outside,
            NeedKind.QUESTION: lambda need: self._timeline.deciding.answer(EntryId(need.about)),
            NeedKind.DECISION: lambda need: self._timeline.deciding.look_again(EntryId(need.about)),
            NeedKind.CLOCK: lambda need: self.clocks_asked.emit(),
            NeedKind.CALL: self._call,
            NeedKind.HANDOVER: self._answer_offer,
            NeedKind.ROLE: self._ask_about_role,
            NeedKind.STEP: self._go_to_step,
            NeedKind.MAINTENANCE: lambda need: self.maintenance_asked.emit(need.about),
            NeedKind.INVESTIGATION: lambda need: self.investigation_asked.emit(need.about),
        }
        ways[need.kind](need)

    def _open_approval(self, need: Need) -> None:
        is_message = need.ask in (Ask.APPROVE, Ask.APPROVE_AFTER)
        (self._messages.go if is_message else self._open_course)(need)

    def _open_outside(self, need: Need) -> None:
        observed, window = self._needs.observed, self._needs.window()
        assert observed is not None
        if need.kind is NeedKind.ENQUIRY:
            open_enquiry(self._bridge, observed, EntryId(need.about), window)
        else:
            open_notification(self._bridge, observed, need.about, window)

    def _open_course(self, need: Need) -> None:
        self._courses.open_course(EntryId(need.about))

    def _call(self, need: Need) -> None:
        """Somebody is to be spoken to: who, and what they say. Whom nobody reached somebody else replaces."""
        observed = self._needs.observed
        assert observed is not None
        if need.ask is Ask.REPLACE:
            if need.about in observed.board.tasks.of:
                self._tasks.open_task(TaskId(need.about))
            else:
                self._ask_about_role(need)
            return
        people, now_us = observed.organisation.people, self._bridge.now_us()
        found = standings(observed.board, observed.plan, people, now_us)
        if standing := next((each for each in found if each.occasion.call == need.about), None):
            from incident_desk.desktop.dialogs.call import CallDialog

            CallDialog(self._bridge, observed, standing, self._needs.window()).open()

    def _answer_offer(self, need: Need) -> None:
        observed = self._needs.observed
        assert observed is not None
        role = observed.board.handovers.of[EntryId(need.about)].role
        self._reveal_role(role)
        offer = self._roles.list.item(role).panel.offer
        if need.ask is Ask.ACCEPT and offer.isVisible():
            offer.open_answer()

    def _ask_about_role(self, need: Need) -> None:
        """To the one button that is pressed next: I have it, give it to the deputy, I take it."""
        self._reveal_role(need.about)
        panel = self._roles.list.item(need.about).panel
        form = panel.form
        buttons = (form.acknowledge, form.to_deputy, form.take, form.assign)
        if need.ask is Ask.LEND:
            buttons = (panel.also.lend, panel.also.go)
        if button := next((each for each in buttons if each.isVisible() and each.isEnabled()), None):
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_to_step(self, need: Need) -> None:
        role, _, key = need.about.partition("/")
        self._reveal_role(role)
        steps = self._roles.list.item(role).panel.steps
        if row := next((step for step in steps if step.step.key == key and step.isVisible()), None):
            row.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_to_record(self, what: str) -> None:
        """To the words that are not on the disk, or to what the disk is like."""
        if what == UNSAVED:
            self._timeline.form.not_saved.retry.setFocus(Qt.FocusReason.TabFocusReason)
        elif what.startswith(MAINTENANCE):
            self.maintenance_asked.emit(what.removeprefix(MAINTENANCE))
        elif what == ALERTS:
            self._bridge.alerts_asked.emit()
        elif what == WARNING:
            if warning := self._bridge.customers.view.fresh_warning:
                self._bridge.warning_asked.emit(draft_of(warning, self._bridge.zone))
        elif what.startswith(MISSED):
            self._bridge.missed_asked.emit(what.removeprefix(MISSED))
        else:
            self.disk_asked.emit()
