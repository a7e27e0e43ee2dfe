"""The timeline of an incident: what happened, the newest on top, and the line to write what happens next."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QClipboard, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.bundles import bundles_in
from incident_desk.desktop.forms.ui_timeline import Ui_TimelineForm
from incident_desk.desktop.models.line_looks import ALL, FILTERS
from incident_desk.desktop.models.pinned import PinnedModel
from incident_desk.desktop.models.timeline import TimelineModel
from incident_desk.desktop.moments import date_words, in_zone, zone_name
from incident_desk.desktop.newer import Newer
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.attaching import Attaching
from incident_desk.desktop.panels.command_line import CommandLine
from incident_desk.desktop.panels.deciding import Deciding
from incident_desk.desktop.panels.line_actions import LineActions
from incident_desk.desktop.panels.on_duty import OnDuty
from incident_desk.desktop.panels.taking_back import TakingBack
from incident_desk.desktop.panels.unsaved import Unsaved
from incident_desk.desktop.panels.writing import Writing
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.filters import FilterShown
from incident_desk.desktop.parts.given import given_in
from incident_desk.desktop.parts.timeline_row import HEIGHT_PX
from incident_desk.desktop.pending import Pending
from incident_desk.desktop.presence import PresenceStrip
from incident_desk.desktop.theme.dress import dress
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import read_body
from incident_desk.domain.lines import Line

PINNED_MOST = 3
NARROW_PX = 900
PRESENCE_PX = (250, 98)
"""What is kept free in the head for who is here and who writes: in a narrow panel for their discs alone."""
LOW_PX = 300
"""In a panel lower than this, one pinned line is shown and the others are scrolled to."""


class TimelinePanel(QWidget):
    """Works from about 180 px of height up: the command line never goes."""

    search_asked = Signal()
    line_asked = Signal(str, str)
    """The incident, and the line of it, to go to."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_panel")
        self._bridge = bridge
        self._observed: ObservedIncident | None = None
        self.form = Ui_TimelineForm()
        self.form.setupUi(self)  # pyright: ignore[reportUnknownMemberType]
        dress(self)
        self.presence = PresenceStrip(bridge, self.objectName())
        self.form.layout_2.insertWidget(self.form.layout_2.indexOf(self.form.day_shown), self.presence)
        self.adopt = IconButton("notebook-pen", self.tr("Adopt lines of the duty log…"), "adopt_log")
        self.form.layout_2.addWidget(self.adopt)
        QWidget.setTabOrder(self.form.search_timeline, self.adopt)
        self.model = TimelineModel(bridge, self)
        self.pinned = PinnedModel(bridge, self)
        self.form.timeline_lines.show_lines(self.model)
        self.form.pinned_lines.show_lines(self.pinned)
        self.newer = Newer(self.form.timeline_lines)
        self.line = CommandLine()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(self.line)
        self.line.use(bridge, self._selected_line)
        self.attaching = Attaching(bridge, self.line.answer, self)
        self.line_actions = LineActions(bridge, self.line.answer, self)
        self.writing = Writing(bridge, self.line, self.line_actions, self.attaching, self)
        self.taking_back = TakingBack(bridge, self.line.answer, self.line_actions, self.writing, self)
        self.deciding = Deciding(bridge, self)
        self.on_duty = OnDuty(bridge, self.line.answer, self)
        self.unsaved = Unsaved(bridge, self.form.not_saved, self.attaching, self)
        self.unsaved.refuse = self.line.refuse
        self.line_actions.object_asked = lambda: self.line.begin("object")
        self.line_actions.follow_asked = lambda moved: self.line_asked.emit(moved.incident, moved.entry)
        self.line_actions.retry_asked = self.unsaved.retry
        self.line_actions.discard_asked = self.unsaved.ask_to_discard
        self._make_empty()
        self._connect()
        self.setAcceptDrops(True)

    def _make_empty(self) -> None:
        """What stands where a filter lets nothing through, or where nothing is yet."""
        self.show_all = Button(self.tr("Show all lines"), "list", "small", "show_all_lines")
        self.show_all.clicked.connect(lambda: self._filter(ALL))
        self.going_on = (
            self.tr("The record has begun"),
            self.tr("Type what happens and press Enter; a slash begins a command; files are dropped here"),
        )
        line = self.tr("No line like that here")
        show_empty(self.form, Empty("list", line, self.tr("What is written shows up by itself."), self.show_all))

    def _connect(self) -> None:
        form, bar = self.form, self.form.timeline_lines.verticalScrollBar()
        form.filters.chosen.connect(self._filter)
        self.adopt.clicked.connect(self.on_duty.adopt)
        for forms in (self.deciding, self.on_duty):
            self.line.form_asked.connect(forms.hear)
        form.search_timeline.clicked.connect(self.search_asked)
        menu, lines = form.line_menu, form.timeline_lines
        menu.clicked.connect(lambda: self._open_menu(lines.behind(), menu.mapToGlobal(menu.rect().bottomLeft())))
        for view in (form.timeline_lines, form.pinned_lines):
            view.asked.connect(self.line_actions.do)
            view.menu_asked.connect(self._open_menu)
            view.left.connect(self.line.take_keyboard)
            view.pasted.connect(self._paste)
        form.timeline_lines.selected.connect(self._show_selected)
        form.pinned_lines.clicked.connect(self._reveal_pinned)
        self.model.counted.connect(self._show_counts)
        self.model.modelReset.connect(self._restore_place)
        bar.valueChanged.connect(self._show_day)
        for changed in (self.pinned.rowsInserted, self.pinned.rowsRemoved, self.pinned.modelReset):
            changed.connect(self._show_pinned)
        for changed in (self.model.rowsInserted, self.model.rowsRemoved, self.model.modelReset):
            changed.connect(self._show_day)

    # the contract with the room ---------------------------------------------------------------------------------------

    def observe(self, observed: ObservedIncident) -> None:
        """Show this incident from now on, all of it and its newest line first."""
        if self._observed is not None:
            self._observed.pending_changed.disconnect(self._follow_pending)
        self._observed = observed
        self.form.timeline_lines.let_go()
        self.model.filter = FILTERS[0]
        for part in (self.line_actions, self.writing, self.deciding, self.on_duty):
            part.observed = observed
        for part in (self.model, self.pinned, self.unsaved, self.line, self.taking_back):
            part.observe(observed)
        observed.pending_changed.connect(self._follow_pending)
        self.form.timeline_lines.scrollToTop()

    def reveal(self, entry: EntryId) -> None:
        """Select the line of an entry and bring it into sight; a filter that holds it back is lifted.

        An entry that only says something about a line leads to that line.
        """
        if self._observed is None:
            return
        lines, entries = self._observed.board.timeline.at, self._observed.entries
        if entry not in lines and entry in entries:
            entry = getattr(read_body(entries[entry]), "target", entry)
        if entry not in lines:
            return
        if self.model.row_of(entry) is None:
            self._filter(ALL)
        row = self.model.row_of(entry)
        assert row is not None
        self.form.timeline_lines.select(row)
        self.form.timeline_lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        """The command line has the keyboard from now on."""
        self.line.take_keyboard()

    # what is shown ----------------------------------------------------------------------------------------------------

    def _filter(self, key: str) -> None:
        self.model.show_filter(key)
        self._show_counts()

    def _show_counts(self) -> None:
        is_open = self._observed is not None and self._observed.board.headline.is_open
        self.form.timeline_lines.going_on = self.going_on if is_open else None
        shown = [FilterShown(each.key, each.label, self.model.count(each.sorts)) for each in FILTERS]
        self.form.filters.show_filters(shown, self.model.filter.key)
        self.form.lines.setCurrentWidget(self.form.timeline_lines if self.model.size else self.form.no_lines)

    def _show_day(self) -> None:
        """Which day the topmost line is of, and in which zone all times are: nobody takes yesterday's for today's."""
        day_us = self.model.day_start_us(self.form.timeline_lines.top_row)
        if day_us is not None:
            zone, now_us = self._bridge.zone, self._bridge.now_us()
            is_today = in_zone(day_us, zone).date() == in_zone(now_us, zone).date()
            day = "" if is_today else date_words(day_us, now_us, zone)
            self.form.day_shown.setText(" · ".join(filter(None, (day, zone_name(zone, day_us)))))

    def _show_pinned(self) -> None:
        most = 1 if self.height() < LOW_PX else PINNED_MOST
        count = self.pinned.size
        self.form.pinned_lines.setFixedHeight(min(count, most) * HEIGHT_PX)
        for part in (self.form.pinned_lines, self.form.pinned_end):
            part.setVisible(bool(count))

    def _show_selected(self) -> None:
        self.form.line_menu.setEnabled(self.form.timeline_lines.behind() is not None)

    def _restore_place(self) -> None:
        view = self.form.timeline_lines
        view.restore_place(self.model.row_of(view.kept) if view.kept else None)
        self._show_selected()

    def _follow_pending(self) -> None:
        """Whoever writes sees what they wrote."""
        self._show_day()
        if self._observed is not None and self._observed.pending:
            self.form.timeline_lines.scrollToTop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_pinned()
        self.presence.set_room(PRESENCE_PX[self.width() < NARROW_PX])
        self.line.guide.close()

    # what is done -----------------------------------------------------------------------------------------------------

    def _selected_line(self) -> Line | None:
        behind = self.form.timeline_lines.behind()
        return behind if isinstance(behind, Line) else None

    def _open_menu(self, behind: Line | Pending | None, where: QPoint) -> None:
        if behind is not None:
            self.line_actions.menu(behind).popup(where)

    def _paste(self) -> None:
        self.take_keyboard()
        self.line.edit.paste_from(QClipboard.Mode.Clipboard)

    def _reveal_pinned(self) -> None:
        behind = self.form.pinned_lines.behind()
        if isinstance(behind, Line):
            self.reveal(behind.entry)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A bundle is for the window around it."""
        if given_in(event.mimeData()) is not None and not bundles_in(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """What is dropped anywhere on the timeline is for it."""
        if (given := given_in(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.take_keyboard()
            self.writing.take(given)


def show_empty(form: Ui_TimelineForm, empty: Empty) -> None:
    """Where there is no line, this is shown."""
    column = form.no_lines.layout()
    assert isinstance(column, QVBoxLayout)
    column.addWidget(empty)
