"""The review: any incident, scrubbed through from its first moment to its last. Nothing in it can be changed."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock, span_words
from incident_desk.desktop.panels.lessons import LessonsPanel
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.scrub_bar import ScrubBar
from incident_desk.desktop.remembering import Wanted
from incident_desk.desktop.reporting.sheet import ReportSheet
from incident_desk.desktop.reviewing.bar_words import bar_shown
from incident_desk.desktop.reviewing.board_then import BoardThen
from incident_desk.desktop.reviewing.factors import Factors
from incident_desk.desktop.reviewing.header import ReviewHeader
from incident_desk.desktop.reviewing.measures import MeasuresColumn
from incident_desk.desktop.reviewing.replayed import SPEEDS, Replayed
from incident_desk.desktop.reviewing.story import Story
from incident_desk.desktop.reviewing.transport import SKIPS, Transport
from incident_desk.desktop.seen_before import SeenBefore
from incident_desk.desktop.words import state_word
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.moments import MINUTE_US

LEFT_PX, SIDE_PX = 400, 408
NARROW_LEFT_PX, NARROW_SIDE_PX, WIDE_PX = 300, 300, 1480
RECORD, REPORT = 1, 2
MAP_FROM_PX = 700
"""Below this height the cause map gives way to what mattered."""
SKIP_KEYS: Final = {Qt.Key.Key_D: "decision", Qt.Key.Key_T: "turn", Qt.Key.Key_P: "missed"}
ON_KEYS: Final = (Qt.Key.Key_K, Qt.Key.Key_Period)
BACK_KEYS: Final = (Qt.Key.Key_J, Qt.Key.Key_Comma)


class ReviewRoom(QWidget):
    """`left` leads back to where somebody came from; `incidents_asked`: another incident is wanted."""

    left = Signal()
    incidents_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review_room")
        self._bridge = bridge
        self.replayed = Replayed(bridge, self)
        self.header = ReviewHeader(bridge, self.replayed)
        self.transport = Transport(bridge, self.replayed)
        self.bar = ScrubBar()
        self.board = BoardThen(bridge, self.replayed)
        self.factors = Factors(self.replayed)
        self.story = Story(bridge, self.replayed)
        self.measures = MeasuresColumn(bridge, self.replayed)
        self.lessons, self.seen = LessonsPanel(bridge), SeenBefore(bridge)
        self.seen.setContentsMargins(16, 12, 16, 12)
        self.report = ReportSheet(bridge)
        self.choose = Button(_tr("All incidents"), "list", "primary", "review_choose")
        self.nothing = Empty(
            "history",
            _tr("There is no incident to review yet"),
            _tr("Choose one, or bring one in: from a bundle, or from a file of past incidents."),
            self.choose,
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._left, self._side = ColumnScroll("review_left"), ColumnScroll("review_side")
        self._left.add(self.board)
        for part in (self.lessons, self.measures, self.seen):
            self._side.add(part)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.factors, 3)
        column.addWidget(self.story, 2)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        for part in (self._left, Line(is_upright=True), middle, Line(is_upright=True), self._side):
            columns.addWidget(part, 1 if part is middle else 0)
        shown = QWidget()
        rows = QVBoxLayout(shown)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for part in (self.header, self.transport, self.bar, Line()):
            rows.addWidget(part)
        rows.addLayout(columns, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(shown)
        self.stack.addWidget(self.report)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        leave = QShortcut(Qt.Key.Key_Escape, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._leave)
        self.header.report_asked.connect(self.show_report)
        self.report.left.connect(self._leave)
        self.report.moment_asked.connect(self._go_to_moment)
        for asked in (self.choose.clicked, self.header.incidents_asked):
            asked.connect(self.incidents_asked)
        replayed = self.replayed
        replayed.opened.connect(self._show_record)
        replayed.moved.connect(self._show_moment)
        replayed.changes_known.connect(self._show_bar)
        self.seen.incident_asked.connect(self.replayed.open)
        self.bar.asked.connect(self._scrub)
        self.bar.step_asked.connect(self._step)
        self.transport.skip_asked.connect(self._skip)
        self._bridge.zone_changed.connect(self._show_again)

    # which record -----------------------------------------------------------------------------------------------------

    def review(self, incident: IncidentId | None) -> None:
        """Show this incident, as it stands on the record now; None if there is none."""
        if incident is not None:
            if self.stack.currentIndex() == REPORT:
                self.stack.setCurrentIndex(RECORD)
            self.replayed.open(incident)
        elif self.replayed.whole is None:
            self.stack.setCurrentIndex(0)

    def take_keyboard(self) -> None:
        """The arrow keys scrub."""
        if self.stack.currentIndex() == REPORT:
            self.report.take_keyboard()
        else:
            (self.bar if self.stack.currentIndex() else self.choose).setFocus(Qt.FocusReason.OtherFocusReason)

    # the report -------------------------------------------------------------------------------------------------------

    def show_report(self) -> None:
        """The report of the incident that is reviewed, in place of its record."""
        if self.replayed.incident is not None and self.stack.currentIndex():
            self.replayed.pause()
            self.stack.setCurrentIndex(REPORT)
            self.report.open(self.replayed.incident)

    def _leave(self) -> None:
        """From the report to the record, from there to where somebody came from."""
        if self.stack.currentIndex() == REPORT:
            self.stack.setCurrentIndex(RECORD)
            self.take_keyboard()
        else:
            self.left.emit()

    def _go_to_moment(self, at_us: int) -> None:
        self._leave()
        self.replayed.go_to(at_us)

    def _show_record(self) -> None:
        had_none = self.stack.currentIndex() == 0
        if had_none:
            self.stack.setCurrentIndex(RECORD)
        self.lessons.show_incident(self.replayed.incident)
        self.seen.look_for(Wanted(incident=self.replayed.incident))
        self._show_bar()
        if had_none and self.isVisible():
            self.take_keyboard()

    def _show_bar(self) -> None:
        replayed = self.replayed
        if (found := replayed.reviewed) is not None:
            self.bar.show_record(bar_shown(found, replayed.scale, replayed.known, self._bridge.zone, replayed.changes))

    def _show_again(self) -> None:
        if self.replayed.whole is not None:
            self._show_record()
            self._show_moment()
            self.replayed.go_to(self.replayed.at_us)

    def _show_moment(self) -> None:
        replayed = self.replayed
        at_us, found = replayed.at_us, replayed.reviewed
        assert found is not None
        bands = found.known_bands if replayed.known else found.bands
        state = next((band.state for band in reversed(bands) if band.from_us <= at_us), None)
        time = clock(at_us, self._bridge.zone)
        spoken = _tr("Scrub bar: {time}, {span} in, {state}").format(
            time=time,
            span=span_words(at_us - replayed.ends[0]),
            state=state_word(state) if state else _tr("not declared yet"),
        )
        self.bar.show_place(replayed.scale.part(at_us), time, spoken)

    # hands ------------------------------------------------------------------------------------------------------------

    def _scrub(self, part: float) -> None:
        self.replayed.pause()
        self.replayed.go_to_part(part)

    def _step(self, steps: int) -> None:
        self.replayed.pause()
        self.replayed.go_to(self.replayed.at_us + steps * MINUTE_US)

    def _skip(self, key: str, *, back: bool = False) -> None:
        self.replayed.skip(SKIPS[key], back=back)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the transport, wherever the keyboard is in the room."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_back = modifiers == Qt.KeyboardModifier.ShiftModifier
        if (modifiers and not is_back) or self.stack.currentIndex() != RECORD or not self._act(key, is_back=is_back):
            super().keyPressEvent(event)

    def _act(self, key: Qt.Key, *, is_back: bool) -> bool:
        """What a key does. Returns: whether it is one of the room's."""
        replayed = self.replayed
        speed = key - Qt.Key.Key_1
        if key in SKIP_KEYS:
            self._skip(SKIP_KEYS[key], back=is_back)
        elif key in ON_KEYS or key in BACK_KEYS:
            replayed.skip(None, back=key in BACK_KEYS)
        elif key == Qt.Key.Key_Space:
            replayed.play_or_pause()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            replayed.go_to(replayed.ends[key == Qt.Key.Key_End])
        elif key == Qt.Key.Key_R:
            self.show_report()
        elif key == Qt.Key.Key_S:
            replayed.show_known(not replayed.known)
        elif 0 <= speed < len(SPEEDS):
            self.transport.choose_speed(SPEEDS[speed])
        else:
            return False
        return True

    # sizes ------------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= WIDE_PX
        self._left.setFixedWidth(LEFT_PX if is_wide else NARROW_LEFT_PX)
        self._side.setFixedWidth(SIDE_PX if is_wide else NARROW_SIDE_PX)
        self.header.show_short(not is_wide)
        self.transport.show_short(not is_wide)
        self.factors.setVisible(self.height() >= MAP_FROM_PX)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.replayed.pause()


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewRoom", text)
