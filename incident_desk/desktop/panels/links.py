"""The incidents this one hangs together with, and the way to link another."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.lesson_words import met_row
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.words import state_word
from incident_desk.domain.board import Board
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.links import Link, Relation, Remove
from incident_desk.domain.merging import is_merged_into
from incident_desk.domain.repeats import Repeat, repeats_of


class LinksPanel(Observing, Section):
    """A press on a row goes to that incident: `incident_asked` carries its id. `split_asked` opens that form."""

    HEARD = ("link.", "followup.", "entry.", "gov.")

    incident_asked = Signal(str)
    split_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("links_panel", _tr("Linked incidents"), parent)
        self._bridge = bridge
        self.rows: list[TwoLineRow] = []
        self.similar = IconButton("history", _tr("What was like this incident (Ctrl+Shift+F)"), "similar_incidents")
        self.head.addWidget(self.similar)
        self.link = Button(_tr("Link"), "link", "small", "link_incident")
        self.link.setAccessibleName(_tr("Link to another incident"))
        bridge.rights.rule(self.link)
        self.head.addWidget(self.link)
        self.split = Button(_tr("Split"), "split", "small", "split_incident")
        self.split.setAccessibleName(_tr("Split off a second incident"))
        bridge.rights.rule(self.split)
        self.head.addWidget(self.split)
        self._place = TabPlace(self)  # the rows come after the head
        self.nothing = Elided(_tr("None yet: a repeat, a part, a duplicate, a cause"), 13, 400, "text3")
        self.body.addWidget(self.nothing)
        self._both_ways: list[EntryId] = []
        told = _tr("Each was merged into the other at the same moment, so nobody works on either")
        self.both_ways = Label(told, 12, 600, "text", "merged_both_ways", wraps=True)
        self.go_on = Button(_tr("Go on in this one"), "play", "small", "merged_go_on")
        bridge.rights.rule(self.go_on)
        self.go_on.clicked.connect(self._go_on)
        self.body.addWidget(self.both_ways)
        self.body.addWidget(self.go_on)
        self._show_both_ways()
        self.link.clicked.connect(lambda: self.ask(None))
        self.split.clicked.connect(self.split_asked)
        self.similar.clicked.connect(self.look_back)
        bridge.headlines_changed.connect(self._show)

    def ask(self, relation: Relation | None = None, other: str = "") -> None:
        """The form for a link; with a `relation` it asks for the other incident only, with `other` for a word."""
        if self._observed is not None:
            from incident_desk.desktop.dialogs.link import LinkDialog

            dialog = LinkDialog(self._bridge, self._observed, self.window(), relation)
            if other:
                dialog.name_other(other)
            dialog.open()

    def look_back(self) -> None:
        """What was like this incident; a press there goes to it."""
        if self._observed is not None:
            from incident_desk.desktop.dialogs.seen_before import SeenBeforeDialog

            label = self._observed.board.headline.label
            dialog = SeenBeforeDialog(self._bridge, self._observed.incident, label, self.window())
            dialog.chosen.connect(self.incident_asked)
            dialog.open()

    @property
    def count(self) -> int:
        """How many links stand, from here and to here."""
        return len(self.rows)

    def _show(self) -> None:
        if self._observed is None:
            return
        for row in self.rows:
            row.hide()
            row.deleteLater()
        own, me = self._observed.board.links.standing, self._observed.incident
        self._both_ways = [entry for entry, link in own.items() if self._is_merged_back(link)]
        to_here = [
            (board, link.relation)
            for board in self._bridge.headlines
            if board.incident != me
            for link in board.links.standing.values()
            if link.other == me
        ]
        told = [(link.other, self._words(link)) for link in own.values()]
        told += [(each.other, met_row(met)) for each in self._repeats() for met in each.met]
        told += [(board.incident, _linked_here(board, relation)) for board, relation in to_here]
        self.rows = [self._row(at, incident, words) for at, (incident, words) in enumerate(told, 1)]
        self._place.put(self.rows)
        self.nothing.setVisible(not self.rows)
        self._show_both_ways()

    def _row(self, at: int, incident: IncidentId, words: RowShown) -> TwoLineRow:
        row = TwoLineRow()
        row.setObjectName(f"linked_{at}")
        row.show_row(words)
        row.clicked.connect(lambda: self.incident_asked.emit(incident))
        self.body.insertWidget(at - 1, row)
        row.show()
        return row

    def _words(self, link: Link) -> RowShown:
        """What the other is to this one, as the list of incidents has it now."""
        relation = relation_word(link.relation)
        other = next((b.headline for b in self._bridge.headlines if b.incident == link.other), None)
        if other is None:
            return RowShown(link.label, relation, symbol="link")
        told = _tr("{relation} {number}").format(relation=relation, number=other.number)
        return RowShown(other.title.value or other.number, told, state_word(other.state), "link")

    def _repeats(self) -> list[Repeat]:
        """The old incidents of which this is a repeat, with what was to be done after them."""
        return repeats_of(self._observed.board, self._bridge.headlines) if self._observed is not None else []

    # merged into each other -------------------------------------------------------------------------------------------

    def _is_merged_back(self, link: Link) -> bool:
        """Whether the other was merged into this one as well, at another desk at the same time."""
        if self._observed is None or link.relation is not Relation.DUPLICATE_OF:
            return False
        other = next((board for board in self._bridge.headlines if board.incident == link.other), None)
        return other is not None and is_merged_into(other, self._observed.incident)

    def _show_both_ways(self) -> None:
        for part in (self.both_ways, self.go_on):
            part.setVisible(bool(self._both_ways))

    def _go_on(self) -> None:
        """Work goes on in this one; the other stays merged into it."""
        if self._observed is not None and self._both_ways:
            links = [Remove(entry) for entry in self._both_ways]
            self._bridge.do_soon(links, self._observed.incident)


def _linked_here(board: Board, relation: Relation) -> RowShown:
    """What an incident says that it is to this one."""
    words = {
        Relation.DUPLICATE_OF: _tr("{number} was merged into this"),
        Relation.PART_OF: _tr("{number} is a part of this"),
        Relation.CAUSED_BY: _tr("{number} was caused by this"),
        Relation.REPEAT_OF: _tr("{number} is a repeat of this"),
        Relation.SPLIT_FROM: _tr("{number} was split from this"),
    }
    headline = board.headline
    told = words[relation].format(number=headline.number)
    return RowShown(headline.title.value or headline.number, told, state_word(headline.state), "link")


def relation_word(relation: Relation) -> str:
    """What this incident is to the other."""
    words = {
        Relation.DUPLICATE_OF: _tr("Duplicate of"),
        Relation.PART_OF: _tr("Part of"),
        Relation.CAUSED_BY: _tr("Caused by"),
        Relation.REPEAT_OF: _tr("Repeat of"),
        Relation.SPLIT_FROM: _tr("Split from"),
    }
    return words[relation]


def _tr(text: str) -> str:
    return QCoreApplication.translate("LinksPanel", text)
