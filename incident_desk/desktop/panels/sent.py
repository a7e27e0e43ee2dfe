"""What went out: every channel over the hours, and below it the words of one channel as they went out."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.message_lanes import counts, lanes
from incident_desk.desktop.message_words import as_sent_row, variant_name
from incident_desk.desktop.moments import whole
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.message_lanes import MessageLanes
from incident_desk.desktop.parts.sent_row import SentRow
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.domain.promises import Standing

LIST_PX = 3 * 38


class LanesPanel(Section):
    """`channel_asked` carries the channel of a message that was pressed."""

    channel_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("lanes_panel", _tr("Messages by channel"), parent)
        self._bridge = bridge
        self.lanes = MessageLanes()
        self.lanes.setObjectName("message_lanes")
        self.body.addWidget(self.lanes)
        self.lanes.mark_asked.connect(self._ask)

    def show_lanes(self, observed: ObservedIncident, standings: Sequence[Standing]) -> None:
        """As they are now."""
        self.note.setText(counts(observed, standings))
        self.lanes.show_lanes(lanes(observed, standings, self._bridge.now_us(), self._bridge.zone))

    def _ask(self, key: str) -> None:
        self.channel_asked.emit(key.partition("/")[2])


class AsSentPanel(Section):
    """Of one channel, the newest first. A press copies one, *Copy all* all of them."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("as_sent_panel", _tr("As sent"), parent)
        self._bridge = bridge
        self._texts: list[tuple[int, str]] = []
        self.copy = Button(_tr("Copy all"), "copy", "ghost", "sent_copy_all")
        self.head.addWidget(self.copy)
        self.rows: list[SentRow] = []
        self._place = TabPlace(self)
        self.none = Label(_tr("Nothing went out by this channel yet"), 13, 400, "text3")
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        holder = QWidget()
        holder.setLayout(self._column)
        self._scroll = ColumnScroll("as_sent_rows")
        self._scroll.add(holder)
        self._scroll.setMinimumHeight(LIST_PX)
        self.body.addWidget(self.none)
        self.body.addWidget(self._scroll, 1)
        self.copy.clicked.connect(self._copy_all)

    def show_channel(self, observed: ObservedIncident, channel: str) -> None:
        """What went out by this one."""
        found = list(reversed(list(observed.board.messages.sent_by(channel))))
        self._texts = [(sent.sent_us, sent.text) for _, sent in found]
        name = variant_name(observed.plan, channel)
        self.note.setText(_tr("{channel}: {count}").format(channel=name, count=len(found)))
        self.setAccessibleName(_tr("{channel}, as sent").format(channel=name))
        while len(self.rows) < len(found):
            row = SentRow(is_tall=True)
            row.setObjectName(f"as_sent_{len(self.rows) + 1}")
            row.clicked.connect(partial(self._copy, len(self.rows)))
            self._column.addWidget(row)
            self.rows.append(row)
            self._place.put(self.rows)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(found))
            if at < len(found):
                row.show_sent(as_sent_row(observed, *found[at], self._bridge.zone))
        self.none.setVisible(not found)
        self._scroll.setVisible(bool(found))
        self.copy.setVisible(bool(found))

    def _copy(self, at: int) -> None:
        QApplication.clipboard().setText(self._texts[at][1])

    def _copy_all(self) -> None:
        """With the time of each, the first first."""
        lines = [f"{whole(us, self._bridge.zone)}\n{text}" for us, text in reversed(self._texts)]
        QApplication.clipboard().setText("\n\n".join(lines))


def _tr(text: str) -> str:
    return QCoreApplication.translate("SentPanel", text)
