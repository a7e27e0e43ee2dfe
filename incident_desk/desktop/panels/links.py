"""The incidents this one hangs together with, and the way to link another."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.words import state_word
from incident_desk.domain.links import Link, Relation


class LinksPanel(Observing, Section):
    """A press on a row goes to that incident: `incident_asked` carries its id."""

    HEARD = ("link.", "entry.", "gov.")

    incident_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("links_panel", _tr("Linked incidents"), parent)
        self._bridge = bridge
        self._place = TabPlace(self)
        self.rows: list[TwoLineRow] = []
        self.link = Button(_tr("Link"), "link", "small", "link_incident")
        self.link.setAccessibleName(_tr("Link to another incident"))
        bridge.rights.rule(self.link)
        self.head.addWidget(self.link)
        self.nothing = Elided(_tr("None yet: a repeat, a part, a duplicate, a cause"), 13, 400, "text3")
        self.body.addWidget(self.nothing)
        self.link.clicked.connect(self.ask)
        bridge.headlines_changed.connect(self._show)

    def ask(self) -> None:
        """The form for a link."""
        if self._observed is not None:
            from incident_desk.desktop.dialogs.link import LinkDialog

            LinkDialog(self._bridge, self._observed, self.window()).open()

    @property
    def count(self) -> int:
        """How many links stand."""
        return len(self._observed.board.links.standing) if self._observed else 0

    def _show(self) -> None:
        if self._observed is None:
            return
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [self._row(at, link) for at, link in enumerate(self._observed.board.links.standing.values(), 1)]
        self._place.put(self.rows)
        self.nothing.setVisible(not self.rows)

    def _row(self, at: int, link: Link) -> TwoLineRow:
        row = TwoLineRow()
        row.setObjectName(f"linked_{at}")
        row.show_row(self._words(link))
        row.clicked.connect(lambda: self.incident_asked.emit(link.other))
        self.body.insertWidget(at - 1, row)
        row.show()
        return row

    def _words(self, link: Link) -> RowShown:
        """What the other is to this one, as the list of incidents has it now."""
        relation = relation_word(link.relation)
        other = next((b.headline for b in self._bridge.headlines if b.incident == link.other), None)
        if other is None:
            return RowShown(link.label, relation, symbol="link")
        return RowShown(
            other.title.value or other.number,
            _tr("{relation} {number}").format(relation=relation, number=other.number),
            state_word(other.state),
            "link",
        )


def relation_word(relation: Relation) -> str:
    """What this incident is to the other."""
    words = {
        Relation.DUPLICATE_OF: _tr("Duplicate of"),
        Relation.PART_OF: _tr("Part of"),
        Relation.CAUSED_BY: _tr("Caused by"),
        Relation.REPEAT_OF: _tr("Repeat of"),
    }
    return words[relation]


def _tr(text: str) -> str:
    return QCoreApplication.translate("LinksPanel", text)
