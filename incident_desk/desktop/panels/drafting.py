"""The drafting pane: what goes out next, by which channels, what is wrong with it, who says yes; and what went out."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.forms import MessageForms
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.message_words import sent_row
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.sent_row import SentRow
from incident_desk.desktop.promise_words import standings
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.whereabouts import PLACE
from incident_desk.domain.messages import HOLDING, BeginMessage

if TYPE_CHECKING:
    from incident_desk.desktop.drafting.check_list import CheckList
    from incident_desk.desktop.drafting.editor import MessageEditor
    from incident_desk.desktop.drafting.way_out import WayOut
    from incident_desk.desktop.drafting.writing import Writing

TEXT_PX, LOW_TEXT_PX = 150, 104
SENT_MOST = 3
LOW_PX = 900
"""Below this height of the room what was sent gives way to the draft."""


def is_low(height_px: int) -> bool:
    """Whether a room of this height is that of a laptop."""
    return height_px < LOW_PX


class DraftingPanel(QFrame):
    """`room_asked` leads to the room, to what went out by the channel that it carries. `company_changed` says who else
    writes."""

    room_asked = Signal(str)
    company_changed = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drafting_panel")
        self.setAccessibleName(_tr("Messages"))
        self.setProperty(PLACE, "communications_panel")
        self._bridge = bridge
        self.work = MessageWork(bridge, self)
        self._text_px = TEXT_PX
        self._place = TabPlace(self)
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.nothing)
        column.addWidget(Line())
        column.addWidget(self.sent)

    def _connect(self) -> None:
        self.holding.clicked.connect(self.begin_holding)
        self.other.clicked.connect(self.forms.begin)
        self.sent.all.clicked.connect(lambda: self.room_asked.emit(""))
        self.sent.row_asked.connect(self._ask_for_sent)
        self.work.changed.connect(self._show)
        self._bridge.rights.rule(self.holding, self.other)
        self._bridge.zone_changed.connect(self._show)

    # what is written at -----------------------------------------------------------------------------------------------

    @cached_property
    def writing(self) -> "Writing":
        """Made with the first words: most boards open without any."""
        from incident_desk.desktop.drafting.writing import Writing

        writing = Writing(self._bridge, self.work, self)
        writing.hide()
        writing.editor.text.setFixedHeight(self._text_px)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, writing)
        self._place.put_part(writing)
        way, forms, company = writing.way, self.forms, writing.editor.company
        for asked, form in (
            (way.read_asked, forms.read),
            (way.large_asked, forms.large),
            (way.by_hand_asked, forms.by_hand),
            (way.witness_asked, forms.witness),
            (way.schedule_asked, forms.schedule),
            (way.compare_asked, forms.compare),
            (writing.checks.compare_asked, forms.compare),
            (way.change_asked, forms.change),
            (way.choose_asked, forms.choose),
        ):
            asked.connect(form)
        company.people_changed.connect(lambda: self.company_changed.emit(company.words))
        return writing

    @property
    def editor(self) -> "MessageEditor":
        return self.writing.editor

    @property
    def checks(self) -> "CheckList":
        return self.writing.checks

    @property
    def way(self) -> "WayOut":
        return self.writing.way

    @property
    def _is_made(self) -> bool:
        return "writing" in self.__dict__

    def _ask_for_sent(self, key: str) -> None:
        self.room_asked.emit(key.partition("/")[2])

    def observe(self, observed: ObservedIncident) -> None:
        """Show this incident from now on."""
        self.work.observe(observed)
        self._show()

    def give_room(self, height_px: int) -> None:
        """Where the room is low the draft comes before what was sent."""
        self._text_px = LOW_TEXT_PX if is_low(height_px) else TEXT_PX
        if self._is_made:
            self.editor.text.setFixedHeight(self._text_px)
        self.sent.set_short(is_short=is_low(height_px))

    def _show(self) -> None:
        observed = self.work.observed
        if observed is None:
            return
        is_writing = self.work.message is not None
        if is_writing and not self._is_made:
            self._begin_to_write()
        if self._is_made:
            self.writing.setVisible(is_writing)
            self.way.show_way()
        self.nothing.setVisible(not is_writing)
        if not is_writing:
            self._show_nothing(observed)
        self.sent.show_sent(observed)

    def _begin_to_write(self) -> None:
        """What is made now has not heard what is written at."""
        _ = self.writing
        self.work.turned.emit()
        self.work.changed.emit()

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
