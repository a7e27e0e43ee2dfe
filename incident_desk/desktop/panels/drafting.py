"""The drafting pane: what goes out next, by which channels, what is wrong with it, who says yes; and what went out."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.check_list import CheckList
from incident_desk.desktop.drafting.editor import MessageEditor
from incident_desk.desktop.drafting.forms import MessageForms
from incident_desk.desktop.drafting.way_out import WayOut
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.message_words import sent_row
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.sent_row import SentRow
from incident_desk.desktop.promise_words import standings
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.whereabouts import PLACE
from incident_desk.domain.messages import HOLDING, BeginMessage

TEXT_PX, LOW_TEXT_PX = 150, 104
SENT_MOST = 3
CHECKS_MOST = 4
LOW_PX = 900
"""Below this height of the room what was sent gives way to the draft."""


def is_low(height_px: int) -> bool:
    """Whether a room of this height is that of a laptop."""
    return height_px < LOW_PX


class DraftingPanel(QFrame):
    """`room_asked` leads to the room, to what went out by the channel that it carries."""

    room_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drafting_panel")
        self.setAccessibleName(_tr("Messages"))
        self.setProperty(PLACE, "communications_panel")
        self._bridge = bridge
        self.work = MessageWork(bridge, self)
        self.editor = MessageEditor(bridge, self.work)
        self.editor.text.setFixedHeight(TEXT_PX)
        self.checks = CheckList(self.editor, CHECKS_MOST)
        self.way = WayOut(bridge, self.work)
        self.holding = Button(_tr("Draft the holding statement"), "plus", "small", "message_holding")
        self.other = Button(_tr("Another…"), "", "small", "message_begin")
        self.nothing = Empty("message-square", "", "", self.holding, self.other)
        self.sent = SentList(bridge)
        self.forms = MessageForms(bridge, self.work, self)
        self.go = QAction(_tr("Write what goes out next"), self)
        self.go.setObjectName("write_message")
        self.go.setShortcut(QKeySequence("F8"))
        self.go.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.writing = QWidget()
        inner = QVBoxLayout(self.writing)
        inner.setContentsMargins(16, 4, 16, 12)
        inner.setSpacing(8)
        approval = QHBoxLayout()
        approval.addWidget(Label(_tr("Approval"), 13, 600), 1)
        approval.addWidget(self.way.tools)
        for part in (self.editor, self.checks, Line()):
            inner.addWidget(part)
        inner.addLayout(approval)
        inner.addWidget(self.way)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.writing)
        column.addWidget(self.nothing)
        column.addWidget(Line())
        column.addWidget(self.sent)

    def _connect(self) -> None:
        self.way.take_key(self.writing)
        self.holding.clicked.connect(self.begin_holding)
        self.other.clicked.connect(self.forms.begin)
        self.way.read_asked.connect(self.forms.read)
        self.way.large_asked.connect(self.forms.large)
        self.way.by_hand_asked.connect(self.forms.by_hand)
        self.way.witness_asked.connect(self.forms.witness)
        self.way.schedule_asked.connect(self.forms.schedule)
        self.way.compare_asked.connect(self.forms.compare)
        self.checks.compare_asked.connect(self.forms.compare)
        self.way.change_asked.connect(self.forms.change)
        self.way.choose_asked.connect(self.forms.choose)
        self.sent.all.clicked.connect(lambda: self.room_asked.emit(""))
        self.sent.row_asked.connect(self._ask_for_sent)
        self.work.changed.connect(self._show)
        self._bridge.rights.rule(self.holding, self.other)
        self._bridge.zone_changed.connect(self._show)

    def _ask_for_sent(self, key: str) -> None:
        self.room_asked.emit(key.partition("/")[2])

    def observe(self, observed: ObservedIncident) -> None:
        """Show this incident from now on."""
        self.work.observe(observed)
        self._show()

    def give_room(self, height_px: int) -> None:
        """Where the room is low the draft comes before what was sent."""
        self.editor.text.setFixedHeight(LOW_TEXT_PX if is_low(height_px) else TEXT_PX)
        self.sent.set_short(is_short=is_low(height_px))

    def _show(self) -> None:
        observed = self.work.observed
        if observed is None:
            return
        is_writing = self.work.message is not None
        self.writing.setVisible(is_writing)
        self.nothing.setVisible(not is_writing)
        if not is_writing:
            self._show_nothing(observed)
        self.way.show_way()
        self.sent.show_sent(observed)

    def _show_nothing(self, observed: ObservedIncident) -> None:
        anything = bool(observed.board.messages.sent)
        is_holding = not anything and any(each.key == HOLDING for each in observed.plan.templates)
        self.holding.setVisible(observed.board.headline.is_open and (is_holding or anything))
        self.holding.setText(_tr("Draft the holding statement") if is_holding else _tr("Write the next update"))
        line = _tr("Everything written is out") if anything else _tr("Nothing sent yet")
        due = next(iter(standings(observed)), None)
        detail = (
            _tr("The next word goes out by the time above.") if anything else _tr("First words first: F8 writes them.")
        )
        self.nothing.say(line, detail if due is not None and due.due_us is not None else "")

    def begin_holding(self) -> None:
        """The words that need no thought: the plan's first template; after them, what was said last goes on."""
        observed = self.work.observed
        if observed is None or not self._bridge.rights.may():
            return
        sent = observed.board.messages.sent
        if sent:
            self.way.acts.begin(BeginMessage(again=str(sent[-1][0].number)))
        elif any(each.key == HOLDING for each in observed.plan.templates):
            self.way.acts.begin(BeginMessage(template=HOLDING))
        else:
            self.forms.begin()

    def write(self) -> None:
        """One key: to the words, begun if there are none yet."""
        if self.work.message is None:
            self.work.turned.connect(self.editor.take_keyboard, Qt.ConnectionType.SingleShotConnection)
            self.begin_holding()
        else:
            self.editor.take_keyboard()


class SentList(Section):
    """What went out last, the newest first; `row_asked` carries the key of one."""

    row_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("sent_messages", _tr("Sent"), parent)
        self._bridge = bridge
        self._most = SENT_MOST
        self.all = Button("", "", "ghost", "sent_all")
        self.head.addWidget(self.all)
        self.rows: list[SentRow] = []
        self._place = TabPlace(self)

    def set_short(self, *, is_short: bool) -> None:
        """Only the last one."""
        self._most = 1 if is_short else SENT_MOST
        for at, row in enumerate(self.rows):
            row.setVisible(row.isVisibleTo(self) and at < self._most)

    def show_sent(self, observed: ObservedIncident) -> None:
        """Of this incident."""
        sent = list(reversed(observed.board.messages.sent))
        self.setVisible(bool(sent))
        self.all.setText(_tr("All {count}").format(count=len(sent)))
        shown = sent[: self._most]
        while len(self.rows) < len(shown):
            row = SentRow()
            row.setObjectName(f"sent_{len(self.rows) + 1}")
            row.clicked.connect(lambda _=False, row=row: self.row_asked.emit(row.shown.key))
            self.body.addWidget(row)
            self.rows.append(row)
            self._place.put(self.rows)
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(shown))
            if at < len(shown):
                row.show_sent(sent_row(observed, *sent[at], now_us, zone))


def _tr(text: str) -> str:
    return QCoreApplication.translate("DraftingPanel", text)
