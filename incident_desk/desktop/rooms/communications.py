"""The room of the communications: who must hear at the left, the words and what went out in the centre."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.centre import DraftingCentre
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.outside_words import OUTSIDE
from incident_desk.desktop.panels.audiences import AudiencesPanel, RulesPanel
from incident_desk.desktop.panels.messages import MessagesPanel
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.outside import EnquiriesPanel, NotificationsPanel
from incident_desk.desktop.panels.sent import AsSentPanel, LanesPanel
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.promise_words import standings
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.whereabouts import PLACE
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.promises import Standing

LEFT_PX, SIDE_PX = 336, 424
NARROW_LEFT_PX, NARROW_SIDE_PX, WIDE_PX = 264, 300, 1456
SIDE_FROM_PX = 1180
"""Below this width the list of messages gives way; who outside waits for a word goes to the left."""
LOW_PX = 700
"""Below this height the words as they were sent give way to the draft."""


class CommunicationsRoom(Observing, QWidget):
    """Shows those of the incident whose board has the keys. Escape leads back there."""

    HEARD = ("message.", "gov.", "fact.", "role.", "severity.", "state.", "incident.", "entry.", "plan.", *OUTSIDE)

    left = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("communications_room")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty(PLACE, "communications_panel")
        self._bridge = bridge
        self._standings: list[Standing] = []
        self._audience = self._channel = ""
        self.work = MessageWork(bridge, self)
        self.audiences = AudiencesPanel(bridge)
        self.rules = RulesPanel()
        self.centre = DraftingCentre(bridge, self.work)
        self.lanes = LanesPanel(bridge)
        self.as_sent = AsSentPanel(bridge)
        self.messages = MessagesPanel(bridge, self.work)
        self.enquiries = EnquiriesPanel(bridge)
        self.notifications = NotificationsPanel(bridge)
        self.nothing = Empty("megaphone", _tr("No incident is shown"), _tr("What goes out belongs to an incident."))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._left = ColumnScroll("communications_left")
        for part in (self.audiences, self.rules):
            self._left.add(part)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.centre, 1)
        for part in (Line(), self.lanes, self.as_sent):
            column.addWidget(part)
        self._side = ColumnScroll("communications_side")
        for part in (self.messages, self.enquiries, self.notifications):
            self._side.add(part)
        self._side_line = Line(is_upright=True)
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self._left, Line(is_upright=True), middle, self._side_line, self._side):
            row.addWidget(part, 1 if part is middle else 0)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(shown)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        leave = QShortcut(Qt.Key.Key_Escape, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        self.audiences.chosen.connect(self._choose_audience)
        self.lanes.channel_asked.connect(self._show_channel)
        self.messages.chosen.connect(self.take_keyboard)
        self.work.changed.connect(self._show)
        self._bridge.zone_changed.connect(self._show)
        tick().follow(self, self._tick)

    def observe(self, observed: ObservedIncident) -> None:
        """Show this incident from now on."""
        self._channel = self._audience = ""
        self.work.observe(observed)
        super().observe(observed)

    # which is shown ---------------------------------------------------------------------------------------------------

    def go_to(self, channel: str) -> None:
        """Show what went out by this channel."""
        if channel:
            self._show_channel(channel)
        self._show()

    def _show_channel(self, variant: str) -> None:
        self._channel = channel_of(variant)
        self.work.turn_to(variant)
        self._show()

    def _choose_audience(self, key: str) -> None:
        """Write for these: the first of their channels that the message goes out by."""
        self._audience = key
        found = next((each for each in self._standings if each.key == key), None)
        message = self.work.message
        if found is not None:
            keys = [each for each in (message.variants if message else ()) if channel_of(each) in found.channels]
            self._channel = found.channels[0]
            if keys:
                self._channel = channel_of(keys[0])
                self.work.turn_to(keys[0])
        self._show()

    def take_keyboard(self) -> None:
        """To the words."""
        self.centre.first().setFocus(Qt.FocusReason.OtherFocusReason)

    # showing ----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= WIDE_PX
        self._left.setFixedWidth(LEFT_PX if is_wide else NARROW_LEFT_PX)
        self._side.setFixedWidth(SIDE_PX if is_wide else NARROW_SIDE_PX)
        has_side = self.width() >= SIDE_FROM_PX
        for part in (self._side, self._side_line):
            part.setVisible(has_side)
        if has_side is not (self.enquiries.parent() is self._side.content):
            for part in (self.enquiries, self.notifications):
                (self._side if has_side else self._left).add(part)
        self.as_sent.setVisible(self.height() >= LOW_PX)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        if self._observed is None:
            self._stack.setCurrentIndex(0)
            return
        self._stack.setCurrentIndex(1)
        if not self.isVisible():
            return
        self._standings = standings(self._observed)
        self.rules.show_rules(self._observed)
        self.centre.show_message()
        self.messages.show_messages()
        self.enquiries.show_enquiries(self._observed)
        self.notifications.show_notifications(self._observed)
        channel = self._channel or channel_of(self.work.key) or self._first_channel
        self.as_sent.show_channel(self._observed, channel)
        self._tick()

    @property
    def _first_channel(self) -> str:
        """The one by which something went out last, else the first of the plan."""
        assert self._observed is not None
        sent = self._observed.board.messages.sent
        if sent:
            return channel_of(sent[-1][1].variant)
        return next((each.key for each in self._observed.plan.channels), "")

    def _tick(self) -> None:
        if self._observed is not None:
            chosen = self._audience or self._audience_of(channel_of(self.work.key))
            self.audiences.show_standings(self._observed, self._standings, chosen)
            self.lanes.show_lanes(self._observed, self._standings)

    def _audience_of(self, channel: str) -> str:
        return next((each.key for each in self._standings if channel in each.channels), "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("CommunicationsRoom", text)
