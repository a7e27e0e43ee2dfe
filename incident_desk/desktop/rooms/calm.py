"""The board while no incident is open: what was, who is here, which plan holds, and the way to declare."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop import words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.changes.lane import ChangesLane
from incident_desk.desktop.forms.ui_calm import Ui_Calm
from incident_desk.desktop.models.headlines import DATE, DETECT, MITIGATE, NUMBER, RESOLVE, SHAPE, TITLE, HeadlinesModel
from incident_desk.desktop.moments import span_words
from incident_desk.desktop.observed import observe
from incident_desk.desktop.panels.alert_bars import AlertsBar
from incident_desk.desktop.panels.duty_log import DutyLogPanel
from incident_desk.desktop.panels.maintenance import MaintenancePanel
from incident_desk.desktop.panels.on_call import OnCallPanel
from incident_desk.desktop.panels.overdue import OverdueBar
from incident_desk.desktop.panels.report_bulk import MissedBar, WarningBar
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.label import Label, tip
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.person_row import person_row
from incident_desk.desktop.parts.severity_shape import SeverityShape
from incident_desk.desktop.rights import level_words
from incident_desk.desktop.series.tiles import SeriesTiles
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.ids import NO_INCIDENT, EntryId, PersonId
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.severity import Severity

INCIDENTS_SHARE, LOG_SHARE = 2, 3
"""Of the height, where there are many incidents."""
LOW_PX = 900
"""Below this height series and changes take half the room."""


class CalmRoom(QWidget):
    """Calm is grey: the one thing with colour is the way to declare."""

    declare_asked = Signal()
    incidents_asked = Signal()
    people_asked = Signal()
    demo_asked = Signal()
    import_asked = Signal()
    search_asked = Signal()
    incident_chosen = Signal(object)
    line_asked = Signal(str, str)
    plan_asked = Signal(str)

    def __init__(self, bridge: Bridge, state: WindowState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calm")
        self._bridge = bridge
        self._state = state
        self.form = Ui_Calm()
        self.form.setupUi(self)  # pyright: ignore[reportUnknownMemberType]
        dress(self)
        self._model = HeadlinesModel(bridge, self)
        self.form.last_incidents.show_columns(self._model, SHAPE, NUMBER, TITLE, DATE, DETECT, MITIGATE, RESOLVE)
        self.duty_log = DutyLogPanel(bridge)
        self._lay_out_log()
        self.maintenance = MaintenancePanel(bridge, is_calm=True)
        column = self.form.layout_57
        self.on_call = OnCallPanel(bridge)
        for at, panel in enumerate((self.on_call, self.maintenance), column.indexOf(self.form.line_45) + 1):
            column.insertWidget(at, panel)
        self._let_scroll()
        self._connect()
        self._show_incidents()
        self._show_people()
        self._show_plan()
        self.show_draft()

    def _lay_out_log(self) -> None:
        """Below the incidents. It shows the record as soon as a worker has read it."""
        column = self.form.centre.layout()
        assert isinstance(column, QVBoxLayout)
        self.warning, self.missed, self.alerts = WarningBar(self._bridge), MissedBar(), AlertsBar()
        self.series, self.changes = SeriesTiles(self._bridge), ChangesLane(self._bridge, 4)
        self.overdue = OverdueBar(self._bridge)
        for at, part in enumerate((self.alerts, self.warning, self.missed, self.overdue, self.series)):
            column.insertWidget(at, part)
        column.insertWidget(column.indexOf(self.form.first_run) + 1, self.changes)
        self.missed.asked.connect(self._bridge.missed_asked)
        self.alerts.asked.connect(self._bridge.alerts_asked)
        column.addWidget(Line())
        column.addWidget(self.duty_log, LOG_SHARE)
        column.setStretch(column.indexOf(self.form.last_incidents), INCIDENTS_SHARE)
        self._reading = self._bridge.soon(self._read_log())

    def _show_rise(self) -> None:
        """That customers report more than usual: nothing is open that would explain it."""
        for bar in (self.warning, self.missed):
            bar.show_view(self._bridge.customers.view)

    def _let_scroll(self) -> None:
        """The column at the right scrolls where the window is too low for all of it."""
        right, row = self.form.right, self.layout()
        assert isinstance(row, QHBoxLayout)
        scroll = ColumnScroll("calm_right")
        scroll.setFixedWidth(right.maximumWidth())
        row.removeWidget(right)  # its item goes with it: a second one would never hear that it wants another size
        row.addWidget(scroll)
        scroll.add(right)

    async def _read_log(self) -> None:
        self.duty_log.observe(await observe(self._bridge, NO_INCIDENT, self))

    async def reveal(self, entry: EntryId | None) -> None:
        """Bring a line of the duty log into sight."""
        await self._reading
        if entry is not None:
            self.duty_log.reveal(entry)

    def _connect(self) -> None:
        form, bridge = self.form, self._bridge
        for button in (form.declare, form.draft_go, form.way_declare_go):
            button.clicked.connect(self.declare_asked)
        form.draft_drop.clicked.connect(self._drop_draft)
        form.all_incidents.clicked.connect(self.incidents_asked)
        form.people_more.clicked.connect(self.people_asked)
        for button in (form.way_demo_go, form.more_demo):
            button.clicked.connect(self.demo_asked)
        for button in (form.way_import_go, form.more_import):
            button.clicked.connect(self.import_asked)
        form.last_incidents.chosen.connect(self.incident_chosen)
        self.duty_log.search_asked.connect(self.search_asked)
        self.duty_log.line_asked.connect(self.line_asked)
        self.duty_log.line.form_asked.connect(self._open_form)
        self.on_call.plan_asked.connect(self.plan_asked)
        bridge.rights.rule(form.declare, form.draft_go, form.way_declare_go)
        bridge.rights.changed.connect(self._show_people)
        bridge.headlines_changed.connect(self._show_incidents)
        bridge.customers.changed.connect(self._show_rise)
        bridge.alerts.changed.connect(lambda: self.alerts.show_view(bridge.alerts.view))
        bridge.zone_changed.connect(self._show_incidents)
        bridge.organisation_changed.connect(self._show_people)
        bridge.person_changed.connect(self._show_people)
        bridge.organisation_changed.connect(self._show_plan)

    def _open_form(self, word: str) -> None:
        """What a slash word without anything behind it leads to."""
        if word == "/maintenance":
            self.maintenance.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_low = self.height() < LOW_PX
        self.series.set_rows(1 if is_low else 2)
        self.changes.lane.set_rows(2 if is_low else 4)

    # incidents --------------------------------------------------------------------------------------------------------

    def _show_incidents(self) -> None:
        boards = self._bridge.headlines
        self._model.show_boards(boards)
        self.form.first_run.setVisible(not boards)
        form = self.form
        for part in (form.last_title, form.more_demo, form.more_import, form.all_incidents, form.last_incidents):
            part.setVisible(bool(boards))
        table = form.last_incidents
        rows_px = table.verticalHeader().length() + table.horizontalHeader().height()
        table.setMaximumHeight(rows_px - 1)  # the line below it ends the last row
        self.form.all_incidents.setText(self.tr("All {count}").format(count=len(boards)))

    def show_draft(self) -> None:
        """Show the declaration that was kept, if there is one."""
        draft = self._state.draft
        self.form.draft_row.setVisible(draft is not None)
        if draft is not None:
            title = draft.title or self.tr("no title yet")
            self.form.draft_title.setText(self.tr("Draft: {title}").format(title=title))

    def _drop_draft(self) -> None:
        self._state.keep_draft(None)
        self.show_draft()

    # people and plan --------------------------------------------------------------------------------------------------

    def _show_people(self) -> None:
        rows = _renewed(self.form.people_rows)
        for person in self._bridge.people:
            rows.addLayout(self._person_row(person))

    def _person_row(self, person: PersonId) -> QHBoxLayout:
        name = self._bridge.name(person)
        row = person_row(name, level_words(self._bridge.rights.level(person)))
        if person == self._bridge.me:
            row.addWidget(Label(self.tr("at the desk"), 12, 400, "ok"))
        return row

    def _show_plan(self) -> None:
        plan = self._bridge.organisation.plans.current
        self.form.plan_name.setText(plan.name)
        self.form.plan_version.setText(self.tr("version {digest}").format(digest=plan.digest[:8]))
        rows = _renewed(self.form.plan_rows)
        for severity in Severity:
            rows.addLayout(self._severity_row(plan, severity))
        triggers = plan.declare_if.triggers if plan.declare_if else ()
        self.form.plan_note.setText(self.tr("Declare if: {triggers}.").format(triggers=" · ".join(triggers)))
        self.form.plan_note.setVisible(bool(triggers))

    def _severity_row(self, plan: Plan, severity: Severity) -> QHBoxLayout:
        roles = plan.roles_for(severity)
        count = words.counted(len(roles), self.tr("1 role"), self.tr("{count} roles"))
        first_s = plan.first_message_within_s(severity)
        due = self.tr("first message {span}").format(span=span_words(first_s * SECOND_US)) if first_s else ""
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(SeverityShape(severity))
        row.addWidget(Label(f"{words.severity_word(severity)} {plan.severities[severity].name}", 13, 500))
        row.addStretch(1)
        told = Label(" · ".join(filter(None, (count, due))), 12, 400, "text2")
        told.setToolTip(tip(", ".join(role.title for role in roles)))
        row.addWidget(told)
        return row


def _renewed(holder: QWidget) -> QVBoxLayout:
    """A column in the holder, with nothing in it, in place of the one before.

    What was there goes as a whole, together with its layout. Rows taken out of a layout that stays leave Python's names
    for their items behind: whatever Qt puts at the same address later is then taken for an item, and the process dies.
    """
    for child in holder.children():
        if isinstance(child, QWidget):
            child.hide()
            child.deleteLater()
    around = holder.layout()
    assert around is not None
    rows = QWidget()
    column = QVBoxLayout(rows)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(around.spacing())
    around.addWidget(rows)
    return column
