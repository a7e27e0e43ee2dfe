"""The war-room board: who does what at the left, what happens in the centre, what comes next at the right."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.changes.panel import ChangesPanel
from incident_desk.desktop.forms.ui_board import Ui_BoardForm
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.adoption import AdoptionPanel
from incident_desk.desktop.panels.communications import CommunicationsPanel
from incident_desk.desktop.panels.courses import CoursesPanel
from incident_desk.desktop.panels.drafting import DraftingPanel, is_low
from incident_desk.desktop.panels.due import DuePanel
from incident_desk.desktop.panels.facts import FactsPanel
from incident_desk.desktop.panels.impact import ImpactPanel
from incident_desk.desktop.panels.investigations import InvestigationsPanel
from incident_desk.desktop.panels.links import LinksPanel
from incident_desk.desktop.panels.maintenance import MaintenancePanel
from incident_desk.desktop.panels.measured import MeasuresPanel
from incident_desk.desktop.panels.needs import NeedsPanel
from incident_desk.desktop.panels.places import PlacesPanel
from incident_desk.desktop.panels.restriction import RestrictionPanel
from incident_desk.desktop.panels.roles import RolesPanel
from incident_desk.desktop.panels.state_document import StateDocumentPanel
from incident_desk.desktop.panels.tasks import TasksPanel
from incident_desk.desktop.panels.timeline import TimelinePanel
from incident_desk.desktop.parts.button import IconButton
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.presence import FILLS, PresenceStrip
from incident_desk.desktop.rooms.board_columns import FOLDED_PX, HIDDEN, SHOWN, BoardColumns
from incident_desk.desktop.rooms.needs_ways import NeedsWays
from incident_desk.desktop.series.signals import SignalsPanel
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.whereabouts import PLACE
from incident_desk.domain.ids import EntryId
from incident_desk.domain.links import Relation

LOW_PX = 640
"""Below this height the tiles of the impact become lines."""
ROLES_LEAST_PX = 300
NEEDS_PX = 120


class BoardRoom(QWidget):
    """Three columns; in a narrow window the roles fold, and then the side goes. A person may say otherwise."""

    search_asked = Signal()
    incident_asked = Signal(str)
    investigation_asked = Signal(str)
    line_asked = Signal(str, str)
    communications_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self.form = Ui_BoardForm()
        self.form.setupUi(self)  # pyright: ignore[reportUnknownMemberType]
        self.columns = BoardColumns(self.form.columns)
        self._sections = ColumnScroll("side_sections", self.form.side)
        # each is made where it will lie, in the order of the keyboard: moving what is made costs Qt a look at all of it
        left, centre, side = self.form.roles_column, self.form.centre, self._sections.content
        self.needs = NeedsPanel(bridge, left)
        self.roles = RolesPanel(bridge, left)
        self.impact = ImpactPanel(bridge, centre)
        self.side_turn = IconButton("panel-right", self.tr("Show or hide what comes next"), "side_turn")
        self.impact.set_aside(self.side_turn)
        self.signals = SignalsPanel(bridge, centre)
        self.investigations = InvestigationsPanel(bridge, centre)
        self.courses = CoursesPanel(bridge, centre)
        self.tasks = TasksPanel(bridge, centre)
        self.timeline = TimelinePanel(bridge, centre)
        self.adoption = AdoptionPanel(bridge, side)
        self.communications = CommunicationsPanel(bridge, side)
        self.facts = FactsPanel(bridge, side)
        self.drafting = DraftingPanel(bridge, side)
        self.due = DuePanel(bridge, side)
        self.places = PlacesPanel(bridge, side)
        self.changes = ChangesPanel(bridge, side)
        self.measures = MeasuresPanel(bridge, side)
        self.maintenance = MaintenancePanel(bridge, side)
        self.links = LinksPanel(bridge, side)
        self.restriction = RestrictionPanel(bridge, side)
        self.document = StateDocumentPanel(bridge, side)
        self._side = (
            self.adoption,
            self.communications,
            self.facts,
            self.drafting,
            self.due,
            self.places,
            self.changes,
            self.measures,
            self.maintenance,
            self.links,
            self.restriction,
            self.document,
        )
        self._lay_out()
        self._strips = self._show_who_is_where(bridge)
        self.join = self._join_action()
        self.ways = self._made_ways(bridge)
        self._connect()

    def _join_action(self) -> QAction:
        join = QAction(self.tr("Join the bridge"), self)
        join.setObjectName("join_bridge")
        join.setShortcut(QKeySequence("Ctrl+J"))
        join.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        join.triggered.connect(self.places.join)
        return join

    def _made_ways(self, bridge: Bridge) -> NeedsWays:
        return NeedsWays(
            bridge,
            self.needs,
            roles=self.roles,
            courses=self.courses,
            tasks=self.tasks,
            facts=self.facts,
            timeline=self.timeline,
            drafting=self.drafting,
            reveal_role=self.reveal_role,
        )

    def _connect(self) -> None:
        for action in (self.join, self.drafting.go):
            self.addAction(action)
        self.drafting.go.triggered.connect(self._write_message)
        self.side_turn.clicked.connect(self._turn_side)
        self.roles.fold_asked.connect(self._fold)
        self.investigations.room_asked.connect(self.investigation_asked)
        self.drafting.room_asked.connect(self.communications_asked)
        self.drafting.company_changed.connect(self.communications.note.setText)
        self.due.task_asked.connect(self.tasks.open_task)
        self.timeline.line.form_asked.connect(self._open_form)
        self.facts.acts.line_asked.connect(self.timeline.reveal)
        for panel in (self.links, self.roles):
            panel.incident_asked.connect(self.incident_asked)
        self.ways.maintenance_asked.connect(self.maintenance.open_named)
        self.ways.investigation_asked.connect(self.investigation_asked)
        tick().follow(self, self.maintenance.look)
        self.links.split_asked.connect(self.timeline.line_actions.split)
        self.timeline.line_asked.connect(self.line_asked)
        self.timeline.search_asked.connect(self.search_asked)

    def _lay_out(self) -> None:
        form = self.form
        left = _column(form.roles_column)
        left.addWidget(self.needs)
        left.addWidget(self.roles, 1)
        centre = _column(form.centre)
        centre.addWidget(self.impact)
        centre.addWidget(self.signals)
        centre.addWidget(self.investigations)
        centre.addWidget(self.courses)
        centre.addWidget(self.tasks)
        centre.addWidget(self.timeline, 1)
        for panel in self._side:
            self._sections.add(panel)
        _column(form.side).addWidget(self._sections)

    def _show_who_is_where(self, bridge: Bridge) -> list[PresenceStrip]:
        """At the head of each panel, behind its name; where filters stand there, at the end."""
        strips: list[PresenceStrip] = []
        left = (self.needs, self.roles)
        head = (self.adoption, self.communications, self.facts)
        right = (*head, self.due, self.places, self.links, self.restriction)
        for panel in (*left, self.impact, *right):
            strips.append(PresenceStrip(bridge, panel.objectName()))
            panel.head.insertWidget(1, strips[-1], FILLS)
        strips += [self.courses.presence, self.tasks.presence, self.timeline.presence]
        for panel in (*left, self.impact, self.courses, self.tasks, self.timeline, *right):
            panel.setProperty(PLACE, panel.objectName())
        return strips

    def observe(self, observed: ObservedIncident) -> None:
        """Show this incident from now on."""
        centre = (self.impact, self.signals, self.investigations, self.courses, self.tasks, self.timeline)
        for panel in (self.needs, self.roles, *centre, *self._side):
            panel.observe(observed)
        for strip in self._strips:
            strip.observe(observed)

    def reveal(self, entry: EntryId) -> None:
        """Bring a line of the timeline into sight."""
        self.timeline.reveal(entry)

    def reveal_role(self, key: str) -> None:
        """Bring a role into sight, whole, with the keyboard."""
        if self.roles.is_folded:
            self._fold(False)
        self.roles.reveal(key)

    def _open_form(self, typed: str) -> None:
        """What a slash word leads to that has nothing behind it, or what its form begins with."""
        word, _, begun = typed.partition(" ")
        forms: dict[str, Callable[[], object]] = {
            "/fact": self.facts.acts.ask,
            "/handover": self._hand_over,
            "/investigate": self.investigations.ask,
            "/maintenance": self.maintenance.ask,
            "/merge": partial(self.links.ask, Relation.DUPLICATE_OF, begun.strip()),
            "/part-of": partial(self.links.ask, Relation.PART_OF),
            "/propose": self.courses.ask,
            "/split": self.timeline.line_actions.split,
            "/task": self.tasks.ask,
        }
        if (form := forms.get(word.lower())) is not None:
            form()

    def _write_message(self) -> None:
        """One key: to the words that go out next."""
        if not self.columns.is_side_shown(self.width()):
            self._turn_side()
        self.drafting.write()

    def _hand_over(self) -> None:
        if not self.roles.hand_over():
            self.timeline.line.refuse("/handover", self.tr("Nobody holds a role yet: there is nothing to hand over."))

    # room -------------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        width_px = self.width()
        folded = self.columns.are_roles_folded(width_px)
        self.roles.set_folded(folded)
        self._put_needs(is_folded=folded)
        self.form.roles_column.setMinimumWidth(FOLDED_PX if folded else ROLES_LEAST_PX)
        self.form.roles_column.setMaximumWidth(FOLDED_PX if folded else max(ROLES_LEAST_PX, width_px // 3))
        self.form.side.setMaximumWidth(max(300, width_px // 3))
        self.form.side.setVisible(self.columns.is_side_shown(width_px))
        self.impact.set_slim(self.height() < LOW_PX)
        self.signals.give_room(self.height())
        self.investigations.give_room(self.height())
        self.courses.give_room(self.height() - (NEEDS_PX if folded else 0))  # the needs stand in the centre then
        self.tasks.give_room(self.height())
        self.drafting.give_room(self.height())
        self._put_facts(is_low=is_low(self.height()))
        self.due.give_room(self.height())
        self.needs.give_room(self.height(), is_slim=folded)
        self.columns.share(width_px)

    def _put_needs(self, *, is_folded: bool) -> None:
        """Above the roles; where those are discs only, above the centre."""
        column = _column(self.form.centre if is_folded else self.form.roles_column)
        if column.indexOf(self.needs) < 0:
            column.insertWidget(0, self.needs)

    def _put_facts(self, *, is_low: bool) -> None:
        """Above the draft that is made of them; where there is room for one of the two, the draft is what one sees."""
        both = (self.drafting, self.facts) if is_low else (self.facts, self.drafting)
        self._sections.set_order(*both)

    def _fold(self, is_folded: bool) -> None:
        self.columns.chosen.roles = HIDDEN if is_folded else SHOWN
        self._share()
        (self.roles.folded.unfold if is_folded else self.roles.fold).setFocus()

    def _turn_side(self) -> None:
        is_shown = self.columns.is_side_shown(self.width())
        self.columns.chosen.side = HIDDEN if is_shown else SHOWN
        self._share()

    # between two starts -----------------------------------------------------------------------------------------------

    def restore_layout(self, layout: Mapping[str, str]) -> None:
        """Lay the board out as it was kept."""
        self.columns.restore(layout)
        self._share()

    def layout_kept(self) -> dict[str, str]:
        """What a person made of the layout, to be kept for the next start."""
        return self.columns.kept()


def _column(holder: QWidget) -> QVBoxLayout:
    column = holder.layout()
    assert isinstance(column, QVBoxLayout)
    return column
