"""The incident in one row: how bad, what, for how long, is it safe; and below it where it stands on its course."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.conflicts import IN_HEADER, conflict_of
from incident_desk.desktop.course import moved_by, next_state
from incident_desk.desktop.forms.ui_incident_header import Ui_IncidentHeaderForm
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.incident_clocks import IncidentClocks
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.presence import PresenceRow
from incident_desk.desktop.panels.stepper import IncidentStepper
from incident_desk.desktop.parts.chip import Chip
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.tips import set_tip
from incident_desk.desktop.theme import restyle
from incident_desk.desktop.theme.dress import dress, dress_button
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.truth import show_truth
from incident_desk.desktop.whereabouts import DRAFT, PLACE
from incident_desk.domain.errors import DeskError
from incident_desk.domain.incident import Retitle

__all__ = ["IncidentHeader", "IncidentStepper"]

TITLE_PX = (520, 520, 360, 0)
"""Before a title gets less than it needs, up to this, something else goes: one width for each level."""
SHORT = 2
TIGHT_TRUTH_PX = 104
QWIDGETSIZE_MAX = 2**24 - 1


class IncidentHeader(Observing, QWidget):
    """Where room is short, Declare goes into the menu and the clocks lose "since"; then the number goes."""

    HEARD = ("incident.", "severity.", "state.", "impact.", "entry.", "gov.")

    declare_asked = Signal()
    incidents_asked = Signal()
    bundle_asked = Signal()
    export_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incident_header_panel")
        self.setProperty(PLACE, "incident_header_panel")
        self._bridge = bridge
        self._in_conflict = ""
        self.form = Ui_IncidentHeaderForm()
        self.form.setupUi(self)  # pyright: ignore[reportUnknownMemberType]
        dress(self)
        self.form.title.editor.setProperty(DRAFT, "title")
        self.restricted = Chip(self.tr("Restricted"), "lock", "warn")
        self.restricted.setObjectName("restricted")
        self.restricted.hide()
        self.form.layout_4.insertWidget(0, self.restricted)
        self.presence = PresenceRow(bridge, self)
        self.form.layout_2.insertWidget(self.form.layout_2.indexOf(self.form.elapsed), self.presence)
        self._clocks = IncidentClocks(bridge, self.form.elapsed, self.form.impact)
        self.menu = QMenu(self)
        self.rename = QAction(self.tr("Set the title"), self)
        self.rename.setObjectName("set_title")
        self.rename.setShortcut(QKeySequence("F2"))
        self.rename.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._connect()
        self._show_truth()
        tick().follow(self, self._tick)

    def _connect(self) -> None:
        form, bridge = self.form, self._bridge
        form.declare.clicked.connect(self.declare_asked)
        form.number.clicked.connect(self.incidents_asked)
        form.severity.clicked.connect(self._set_severity)
        form.title.asked.connect(self._retitle)
        form.conflict.clicked.connect(self._choose)
        form.move.clicked.connect(self._move)
        form.more.clicked.connect(self._open_menu)
        self.rename.triggered.connect(form.title.edit)
        self._fill_menu()
        bridge.truth.changed.connect(self._show_truth)
        bridge.zone_changed.connect(self._show)
        bridge.rights.rule(form.severity, form.title, form.conflict, form.move, self.rename, form.declare)

    def _fill_menu(self) -> None:
        for name, words, asked in (
            ("menu_declare", self.tr("Declare incident"), self.declare_asked),
            ("menu_incidents", self.tr("Go to another incident"), self.incidents_asked),
            ("menu_bundle", self.tr("Make a bundle"), self.bundle_asked),
            ("menu_export", self.tr("Save as a page…"), self.export_asked),
        ):
            action = QAction(words, self.menu)
            action.setObjectName(name)
            action.triggered.connect(asked)
            self.menu.addAction(action)
            if asked is self.declare_asked:
                self._bridge.rights.rule(action)

    def observe(self, observed: ObservedIncident) -> None:
        """Show this incident from now on."""
        self.form.title.close_editor()
        self.presence.observe(observed)
        super().observe(observed)

    # showing ----------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if self._observed is None:
            return
        form, headline = self.form, self._observed.board.headline
        severity = headline.severity.value
        plan = self._observed.plan
        form.severity.set_severity(severity, plan.severities[severity].name if severity else "")
        form.number.setText(headline.number)
        form.number.setAccessibleName(self.tr("{number}: go to another incident").format(number=headline.number))
        told = self.tr("Go to another incident (Ctrl+K)")
        also = self.tr("Also called {alias} in the shared record").format(alias=headline.alias)
        form.number.setToolTip(tip(f"{also}\n{told}" if headline.alias else told))
        self.restricted.setVisible(headline.is_restricted)
        form.title.show_title(headline.title.value or self.tr("(the title was erased)"))
        self._show_conflict()
        self._show_move()
        self._show_clocks()
        self._fit()

    def _show_conflict(self) -> None:
        assert self._observed is not None
        found = (conflict_of(self._observed.board, field, self._bridge) for field in IN_HEADER)
        conflict = next((c for c in found if c is not None), None)
        self._in_conflict = conflict.field if conflict else ""
        self._show_truth()
        self.form.conflict.say(conflict.said if conflict else "", conflict.detail if conflict else "")

    def _show_move(self) -> None:
        assert self._observed is not None
        headline = self._observed.board.headline
        to = next_state(headline.state)
        self.form.move.setVisible(to is not None)
        if to is not None:
            self.form.move.setText(moved_by(headline.state, to))
            set_tip(self.form.move, self.tr("With a note, and when it happened"))
        kind = "primary" if headline.is_open else "plain"
        if self.form.move.property("kind") != kind:
            self.form.move.setProperty("kind", kind)
            dress_button(self.form.move)
            restyle(self.form.move)

    def _show_clocks(self) -> None:
        if self._observed is not None:
            self._clocks.show(self._observed.board)

    def _tick(self) -> None:
        self._show_clocks()
        self._show_truth()

    def _show_truth(self) -> None:
        before = self.form.truth.sizeHint()
        show_truth(self._bridge.truth, self.form.truth, self._in_conflict)
        if self.form.truth.sizeHint() != before:
            self._fit()

    # room -------------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take away as little as leaves the title its room."""
        self.presence.fit()
        layout = self.form.incident_header.layout()
        assert layout is not None
        chip_px = 0 if self.form.conflict.isHidden() else self.form.conflict.sizeHint().width()
        for level, most_px in enumerate(TITLE_PX):
            self._take_away(level)
            layout.invalidate()
            title_px = min(most_px, self.form.title.button.sizeHint().width())
            if layout.sizeHint().width() + max(0, title_px - chip_px) <= self.width():
                break

    def _take_away(self, level: int) -> None:
        form = self.form
        form.declare.setVisible(level == 0)
        form.more.setVisible(level > 0)
        form.number.setVisible(level < SHORT)
        form.severity.set_short(level >= SHORT)
        form.truth.setMaximumWidth(TIGHT_TRUTH_PX if level > SHORT else QWIDGETSIZE_MAX)
        self._clocks.is_short = level > 0
        self._show_clocks()

    # asking -----------------------------------------------------------------------------------------------------------

    def _retitle(self, title: str) -> None:
        self._bridge.soon(self._retitled(title))

    async def _retitled(self, title: str) -> None:
        assert self._observed is not None
        try:
            await self._bridge.do(Retitle(title), self._observed.incident)
        except DeskError as e:
            self.form.title.refuse(str(e))
        else:
            self.form.title.close_editor()

    def _set_severity(self) -> None:
        if self._observed is not None:
            from incident_desk.desktop.dialogs.severity import SeverityDialog

            SeverityDialog(self._bridge, self._observed, self.window()).open()

    def _move(self) -> None:
        if self._observed is not None and (to := next_state(self._observed.board.headline.state)):
            from incident_desk.desktop.dialogs.state import StateDialog

            StateDialog(self._bridge, self._observed, to, self.window()).open()

    def _choose(self) -> None:
        if self._observed is None:
            return
        for field in IN_HEADER:
            if conflict := conflict_of(self._observed.board, field, self._bridge):
                from incident_desk.desktop.dialogs.conflict import ConflictDialog

                ConflictDialog(self._bridge, self._observed.incident, conflict, self.window()).open()
                return

    def _open_menu(self) -> None:
        more = self.form.more
        self.menu.popup(more.mapToGlobal(more.rect().bottomLeft()))
