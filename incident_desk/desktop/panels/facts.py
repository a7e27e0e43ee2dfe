"""The fact sheet beside the work: what every message draws on, and how far it can be relied on."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.fact_words import field_word, is_told, sheet_order, sheet_row
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.fact_actions import FactActions
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.add_line import AddLine
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.sheet_row import SheetRow
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.theme import font
from incident_desk.domain.board import Board
from incident_desk.domain.errors import DeskError
from incident_desk.domain.fact_list import Fact
from incident_desk.domain.ids import EntryId
from incident_desk.domain.texts import Reading, read_line

MOST: Final = 8
"""So many rows are shown until somebody asks for all."""


class FactsPanel(Observing, Section):
    """Enter opens a row; C confirms it, W withdraws it, E says it in other words, G goes to the line it is from."""

    HEARD = ("fact.", "message.", "entry.", "gov.", "incident.")

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("facts_panel", _tr("Facts sheet"), parent)
        self._bridge = bridge
        self._is_opened = False
        self.rows: list[FactRow] = []
        self.plus = IconButton("plus", _tr("Add a fact"), "facts_add")
        self.head.addWidget(self.plus)
        self._place = TabPlace(self)
        none = _tr("Nothing yet. Every message is made of what stands here: one sentence for each thing that is known.")
        self.nothing = Label(none, 13, 400, "text2", "facts_nothing", wraps=True)
        self.more = Button("", "", "ghost", "facts_more")
        self.line = AddLine("facts_line", _tr("since Site offline since 23:28 UTC"), self.plus)
        self.line.setAccessibleName(_tr("A fact: first what it answers, then the sentence"))
        self.form = IconButton("square-pen", _tr("The whole form"), "facts_form")
        self.form.hide()
        self.told = MessageLine()
        self.acts = FactActions(bridge, self.told, self)
        self._lay_out()
        self.plus.clicked.connect(self._turn_line)
        self.form.clicked.connect(lambda: self.acts.ask(self.line.text().strip()))
        self.line.typed.connect(self._enter)
        self.line.textEdited.connect(lambda: self.told.say(""))
        self.more.clicked.connect(self._turn_more)
        bridge.rights.rule(self.plus, self.form)
        bridge.zone_changed.connect(self._show)

    def _lay_out(self) -> None:
        adding = QHBoxLayout()
        adding.setSpacing(4)
        adding.addWidget(self.line, 1)
        adding.addWidget(self.form)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(adding)
        self.body.addWidget(self.told)

    # what is done -----------------------------------------------------------------------------------------------------

    def _turn_line(self) -> None:
        """Open the line; a second press closes it, and what is typed stays."""
        is_open = self.line.isVisibleTo(self)
        self.form.setVisible(not is_open)
        if is_open:
            self.line.leave()
        else:
            self.line.begin()

    def _enter(self, words: str) -> None:
        if self._observed is not None:
            self._bridge.soon(self._state(words, self._observed), self.told.say)

    async def _state(self, words: str, observed: ObservedIncident) -> None:
        """As `/fact` would; the words go only when they are saved."""
        reading = Reading(self._bridge.now_us(), self._bridge.zone)
        try:
            await self._bridge.do(read_line(f"/fact {words}", reading), observed.incident)
        except DeskError as e:
            self.told.say(str(e))
            return
        self.told.say("")
        if self.line.text().strip() == words:
            self.line.clear()

    def _turn_more(self) -> None:
        self._is_opened = not self._is_opened
        self._show()

    # what is shown ----------------------------------------------------------------------------------------------------

    def observe(self, observed: ObservedIncident) -> None:
        """Show this incident from now on."""
        self._is_opened = False
        self.told.say("")
        self.acts.observed = observed
        super().observe(observed)

    def _show(self) -> None:
        if self._observed is None:
            return
        facts = self._observed.board.facts
        on_sheet = sheet_order(self._observed.board)
        gone = [fact for fact in facts.all if fact not in on_sheet]
        shown = [*on_sheet, *gone] if self._is_opened else on_sheet[:MOST]
        self._show_head(self._observed.board)
        self._show_rows(shown)
        self.nothing.setVisible(not facts.all)
        self.more.setVisible(self._is_opened or len(shown) < len(facts.all))
        self.more.setText(_tr("Fewer") if self._is_opened else _more_words(len(on_sheet) - len(shown), len(gone)))

    def _show_head(self, board: Board) -> None:
        facts = board.facts
        loud = len(facts.contradictions) + sum(fact.is_disputed or is_told(fact, board) for fact in facts.all)
        self.note.set_tone("warn" if loud else "text2")
        self.note.setText(_tr("{count} to settle").format(count=loud) if loud else _tr("every variant draws on these"))

    def _show_rows(self, shown: Sequence[Fact]) -> None:
        while len(self.rows) < len(shown):
            row = FactRow(self.acts, len(self.rows) + 1)
            self.body.insertWidget(len(self.rows), row)
            self.rows.append(row)
            self._place.put([*self.rows, self.more, self.line, self.form])
        assert self._observed is not None
        metrics = QFontMetrics(font(12))
        lead_px = max((metrics.horizontalAdvance(field_word(fact.field)) + 1 for fact in shown), default=0)
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        above = None
        for row, fact in zip(self.rows, shown, strict=False):
            row.show_fact(sheet_row(fact, self._observed, now_us, zone, with_lead=fact.field is not above), lead_px)
            above = fact.field
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(shown))


class FactRow(SheetRow):
    """A row of the panel: its keys, its menu."""

    def __init__(self, acts: FactActions, number: int) -> None:
        super().__init__()
        self._acts = acts
        self.setObjectName(f"fact_{number}")
        self.clicked.connect(lambda: acts.do("open", EntryId(self.shown.key)))
        self.menu_asked.connect(self._open_menu)

    def _open_menu(self, where: QPoint) -> None:
        self._acts.open_menu(EntryId(self.shown.key), where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_C: "confirm",
            Qt.Key.Key_W: "withdraw",
            Qt.Key.Key_Delete: "withdraw",
            Qt.Key.Key_E: "change",
            Qt.Key.Key_G: "source",
        }
        way = keys.get(Qt.Key(event.key()))
        if way is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._acts.do(way, EntryId(self.shown.key))
        else:
            super().keyPressEvent(event)


def _more_words(rest: int, gone: int) -> str:
    told = (
        _tr("{count} more").format(count=rest) if rest > 0 else "",
        _tr("{count} withdrawn").format(count=gone) if gone else "",
    )
    return ", ".join(filter(None, told))


def _tr(text: str) -> str:
    return QCoreApplication.translate("FactsPanel", text)
