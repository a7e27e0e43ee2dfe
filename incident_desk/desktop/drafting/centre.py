"""The middle of the communications room: the words, large, and beside them what is wrong, the facts, the way out."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.check_list import CheckList
from incident_desk.desktop.drafting.editor import MessageEditor
from incident_desk.desktop.drafting.forms import MessageForms
from incident_desk.desktop.drafting.way_out import WayOut
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.message_words import name_of_next
from incident_desk.desktop.moments import clock_minutes
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.fact_row import FactRow
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.domain.fact_list import FactState
from incident_desk.domain.messages import BeginMessage

ASIDE_PX, NARROW_ASIDE_PX, WIDE_PX = 320, 264, 1000
HEAD_PX = 46
FACTS_MOST = 6
CHECKS_MOST = 6


class DraftingCentre(QWidget):
    """Writes at what `work` is at."""

    def __init__(self, bridge: Bridge, work: MessageWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._work = work
        self.title = Label("", 15, 600, name="message_title_shown")
        self.due = Elided("", 12, 400, "text2")
        self.company = Elided("", 12, 400, "text2")
        self.new = Button(_tr("New message…"), "plus", "small", "message_new")
        self.editor = MessageEditor(bridge, work, is_wide=True)
        self.checks = CheckList(self.editor, CHECKS_MOST)
        self.way = WayOut(bridge, work, is_wide=True)
        self.forms = MessageForms(bridge, work, self)
        self.facts = [FactRow("link-2", "text2") for _ in range(FACTS_MOST)]
        self.no_facts = Label(_tr("None on the sheet yet: /fact says one"), 12, 400, "text3", wraps=True)
        self.holding = Button(_tr("Draft the holding statement"), "plus", "primary", "room_message_holding")
        self.nothing = Empty("megaphone", "", "", self.holding)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QWidget()
        head.setFixedHeight(HEAD_PX)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        for part in (self.title, self.due):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.company)
        row.addWidget(self.new)
        found = QWidget()
        above = QVBoxLayout(found)
        above.setContentsMargins(0, 0, 10, 0)
        above.setSpacing(0)
        above.addWidget(Label(_tr("Checks"), 13, 600))
        above.addSpacing(6)
        above.addWidget(self.checks)
        above.addSpacing(8)
        above.addWidget(Line())
        above.addSpacing(10)
        above.addWidget(Label(_tr("Facts to draw on"), 13, 600))
        above.addSpacing(6)
        for each in self.facts:
            above.addWidget(each)
        above.addWidget(self.no_facts)
        scrolls = ColumnScroll("draft_found")  # what is wrong may be more than there is room for
        scrolls.add(found)
        self._aside = QWidget()
        self._aside.setFixedWidth(NARROW_ASIDE_PX)
        aside = QVBoxLayout(self._aside)
        aside.setContentsMargins(0, 8, 0, 0)
        aside.setSpacing(8)
        aside.addWidget(scrolls, 1)
        aside.addWidget(self.way)
        self.writing = QWidget()
        body = QHBoxLayout(self.writing)
        body.setContentsMargins(16, 0, 16, 12)
        body.setSpacing(16)
        body.addWidget(self.editor, 1)
        body.addWidget(self._aside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.writing, 1)
        column.addWidget(self.nothing, 1)

    def _connect(self) -> None:
        self.way.take_key(self.writing)
        self.new.clicked.connect(self.forms.begin)
        self.holding.clicked.connect(self._begin)
        self.way.read_asked.connect(self.forms.read)
        self.way.large_asked.connect(self.forms.large)
        self.way.by_hand_asked.connect(self.forms.by_hand)
        self.way.witness_asked.connect(self.forms.witness)
        self.way.schedule_asked.connect(self.forms.schedule)
        self.way.compare_asked.connect(self.forms.compare)
        self.checks.compare_asked.connect(self.forms.compare)
        self.way.change_asked.connect(self.forms.change)
        self.way.choose_asked.connect(self.forms.choose)
        self._work.changed.connect(self.show_message)
        self.editor.company.people_changed.connect(self.show_message)
        self._bridge.rights.rule(self.new, self.holding)
        for at, fact in enumerate(self.facts, 1):
            fact.setObjectName(f"fact_to_draw_on_{at}")
            fact.clicked.connect(lambda _=False, fact=fact: self._insert(fact.key))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < WIDE_PX
        self._aside.setFixedWidth(NARROW_ASIDE_PX if is_narrow else ASIDE_PX)
        self.way.set_narrow(is_narrow=is_narrow)

    # showing ----------------------------------------------------------------------------------------------------------

    def show_message(self) -> None:
        """What is written at, or that nothing is."""
        work, message = self._work, self._work.message
        if work.observed is None:
            return
        self.writing.setVisible(message is not None)
        self.nothing.setVisible(message is None)
        self.company.setText(self.editor.company.words)
        if message is None:
            self._show_nothing()
            return
        self.title.setText(f"{name_of_next(work.observed, message, work.key)} · {message.title}")
        us = message.next_update_us
        due = _tr("says the next at {clock}").format(clock=clock_minutes(us, self._bridge.zone)) if us else ""
        self.due.setText(due)
        self._show_facts()
        self.way.show_way()

    def _show_nothing(self) -> None:
        observed = self._work.observed
        assert observed is not None
        anything = bool(observed.board.messages.sent)
        self.title.setText(_tr("Messages"))
        self.due.setText("")
        line = _tr("Everything written is out") if anything else _tr("Nothing sent yet")
        self.nothing.say(line, _tr("A message is written once, for each of its channels, by as many as like to."))
        self.holding.setText(_tr("Write the next update") if anything else _tr("Draft the holding statement"))
        self.holding.setVisible(observed.board.headline.is_open and (anything or bool(observed.plan.templates)))

    def _show_facts(self) -> None:
        """Those that stand; a press puts one into the words."""
        observed = self._work.observed
        assert observed is not None
        standing = observed.board.facts.standing()[:FACTS_MOST]
        for at, row in enumerate(self.facts):
            row.setVisible(at < len(standing))
            if at < len(standing):
                fact = standing[at]
                sure = _tr("confirmed") if fact.state is FactState.CONFIRMED else _tr("believed")
                row.show_fact(fact.id, fact.text, sure)
        self.no_facts.setVisible(not standing)

    def _insert(self, key: str) -> None:
        observed = self._work.observed
        fact = next((each for each in observed.board.facts.all if each.id == key), None) if observed else None
        if fact is not None and not self.editor.text.isReadOnly():
            at = self.editor.text.position
            self.editor.put(at, at, fact.text)

    def _begin(self) -> None:
        observed = self._work.observed
        if observed is None:
            return
        if sent := observed.board.messages.sent:
            self.way.acts.begin(BeginMessage(again=observed.board.messages.label(sent[-1][0])))
        else:
            self.way.acts.begin(BeginMessage(template=observed.plan.templates[0].key))

    def first(self) -> QWidget:
        """What has the keyboard when the room is shown."""
        if self._work.message is not None:
            return self.editor.text
        return self.holding if self.holding.isVisibleTo(self) else self.new


def _tr(text: str) -> str:
    return QCoreApplication.translate("DraftingCentre", text)
