"""All messages of the incident, what is not out yet first: which of them is written at is chosen here."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.message_words import STANDS, scheduled_us, stage_word, variant_name
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.domain.approvals import stages
from incident_desk.domain.ids import EntryId
from incident_desk.domain.message_list import Message, Stage

LOUDEST = (
    *(Stage.FAILED, Stage.LAPSED, Stage.DECLINED, Stage.RELEASED, Stage.APPROVED, Stage.ASKED, Stage.DRAFT),
    *(Stage.STOPPED, Stage.SENT),
)
"""Of a message by several channels, what is said of it: what somebody has to look at first."""


class MessagesPanel(Section):
    """`chosen` tells that another one is written at."""

    chosen = Signal()

    def __init__(self, bridge: Bridge, work: MessageWork, parent: QWidget | None = None) -> None:
        super().__init__("messages_panel", _tr("Messages"), parent)
        self._bridge = bridge
        self._work = work
        self._keys: list[EntryId] = []
        self.rows: list[TwoLineRow] = []
        self.none = Elided(_tr("None yet"), 13, 400, "text3")
        self.body.addWidget(self.none)
        self._place = TabPlace(self)

    def show_messages(self) -> None:
        """As they stand now."""
        observed = self._work.observed
        if observed is None:
            return
        found = [*self._work.open, *(each for each in reversed(observed.board.messages.all) if not each.is_open)]
        self._keys = [each.id for each in found]
        self.note.setText(_tr("{count} not out yet").format(count=sum(each.is_open for each in found)))
        self.none.setVisible(not found)
        while len(self.rows) < len(found):
            made = TwoLineRow()
            made.setObjectName(f"message_row_{len(self.rows) + 1}")
            made.clicked.connect(partial(self._choose, len(self.rows)))
            self.body.addWidget(made)
            self.rows.append(made)
            self._place.put(self.rows)
        for at, made in enumerate(self.rows):
            made.setVisible(at < len(found))
            if at < len(found):
                made.show_row(self._row(found[at]))

    def _row(self, message: Message) -> RowShown:
        observed = self._work.observed
        assert observed is not None
        found = stages(observed.board, observed.plan, message)
        stage = min(found.values(), key=LOUDEST.index, default=Stage.DRAFT)
        symbol, tone = STANDS[stage]
        word, now_us, zone = stage_word(stage), self._bridge.now_us(), self._bridge.zone
        waits = [scheduled_us(observed.plan, each, now_us) for each in message.variants.values()]
        if stage is Stage.RELEASED and any(waits):
            symbol, tone = "calendar-clock", "accent"
            word = _tr("at {clock}").format(clock=clock_near(min(filter(None, waits)), now_us, zone))
        channels = ", ".join(variant_name(observed.plan, key) for key in found)
        at = clock_near(message.begun_us, now_us, zone)
        title = f"{observed.board.messages.label(message)}  {message.title}"
        return RowShown(title, f"{channels} · {at}", word, symbol, tone)

    def _choose(self, at: int) -> None:
        self._work.choose(self._keys[at])
        self.chosen.emit()


def _tr(text: str) -> str:
    return QCoreApplication.translate("MessagesPanel", text)
