"""What can be done with one sentence of the fact sheet: each is a command, or the dialog that asks for its fields."""

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, QPoint, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.theme import icon
from incident_desk.domain.fact_list import Fact, FactState
from incident_desk.domain.facts import ConfirmFact
from incident_desk.domain.ids import EntryId


class FactWay(msgspec.Struct, frozen=True):
    """One of them: its icon, its words, the key that does it, and whether it only reads."""

    name: str
    symbol: str
    words: str
    keys: str
    act: Callable[[], object]
    reads: bool = False


class FactActions(QObject):
    """Belongs to a panel; what a rule refuses is said in its line `told`.

    `line_asked` carries the line that a fact was taken from.
    """

    line_asked = Signal(str)

    def __init__(self, bridge: Bridge, told: MessageLine, panel: QWidget) -> None:
        super().__init__(panel)
        self._bridge = bridge
        self._told = told
        self._panel = panel
        self.observed: ObservedIncident | None = None

    def ask(self, words: str = "", fact: EntryId | None = None) -> None:
        """The form for a new fact, or for other words of one."""
        if self.observed is None:
            return
        if why := self._bridge.rights.why_not():
            self._told.say(why)
            return
        from incident_desk.desktop.dialogs.fact import FactDialog

        FactDialog(self._bridge, self.observed, self._panel.window(), words=words, fact=fact).open()

    def open(self, fact: EntryId, *, to_withdraw: bool = False) -> None:
        """Its card."""
        if self.observed is not None and fact in self.observed.board.facts.of:
            from incident_desk.desktop.dialogs.fact_card import FactCard

            card = FactCard(self._bridge, self.observed, fact, self._panel.window(), to_withdraw=to_withdraw)
            card.line_asked.connect(self.line_asked)
            card.change_asked.connect(partial(self.ask, "", fact))
            card.open()

    def confirm(self, fact: EntryId) -> None:
        """It is known now."""
        self._told.say("")
        if self.observed is not None:
            label = self.observed.board.facts.label(self.observed.board.facts.of[fact])
            self._bridge.do_soon(ConfirmFact(label), self.observed.incident, self._told.say)

    def ways(self, fact: Fact) -> list[FactWay]:
        """What can be done with it as it stands."""
        is_gone = fact.state is FactState.WITHDRAWN and not fact.is_disputed
        ways = [FactWay("open", "file-text", _tr("Open it"), "Return", partial(self.open, fact.id), reads=True)]
        if fact.state is not FactState.CONFIRMED and fact.text and not (is_gone and fact.instead):
            ways.append(FactWay("confirm", "circle-check", _tr("Confirm"), "C", partial(self.confirm, fact.id)))
        if not is_gone:
            withdraw = partial(self.open, fact.id, to_withdraw=True)
            ways.append(FactWay("withdraw", "strikethrough", _tr("Withdraw…"), "W", withdraw))
            change = partial(self.ask, "", fact.id)
            ways.append(FactWay("change", "pencil-line", _tr("Say it in other words…"), "E", change))
        if fact.source:
            go = partial(self.line_asked.emit, fact.source)
            words = _tr("Go to the line it is from")
            ways.append(FactWay("source", "corner-down-left", words, "G", go, reads=True))
        return ways

    def do(self, name: str, fact: EntryId) -> None:
        """One of the ways of a fact, if it has it and whoever is here may."""
        way = next((way for way in self._ways_of(fact) if way.name == name), None)
        if way is None:
            self._told.say(_tr("That cannot be done with this fact"))
        elif not way.reads and (why := self._bridge.rights.why_not()):
            self._told.say(why)
        else:
            self._told.say("")
            way.act()

    def open_menu(self, fact: EntryId, where: QPoint) -> None:
        """The same with the mouse. It goes when it closes."""
        menu = QMenu(self._panel)
        menu.setObjectName("fact_menu_open")
        menu.setToolTipsVisible(True)
        why = self._bridge.rights.why_not()
        for way in self._ways_of(fact):
            action = QAction(icon(way.symbol), way.words, menu)
            action.setObjectName(f"fact_{way.name}")
            action.setShortcut(QKeySequence(way.keys))  # shown beside the words; the row itself hears the key
            action.setShortcutVisibleInContextMenu(True)
            if why and not way.reads:
                action.setEnabled(False)
                action.setToolTip(why)
            action.triggered.connect(lambda _=False, name=way.name: self.do(name, fact))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _ways_of(self, fact: EntryId) -> list[FactWay]:
        found = self.observed.board.facts.of.get(fact) if self.observed is not None else None
        return self.ways(found) if found is not None else []


def _tr(text: str) -> str:
    return QCoreApplication.translate("FactActions", text)
