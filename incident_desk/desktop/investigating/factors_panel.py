"""What contributed, as the investigation proposes it: each with what it did, its class, and the evidence for it."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigation_words import PART_LOOKS, part_word
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.pooled_rows import PooledRows
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import called
from incident_desk.domain.investigation_list import Factor, Investigation

GAP_PX = 8


class FactorsPanel(Section):
    """`add_asked`: one more is proposed; `piece_asked` carries the one whose card was pressed."""

    add_asked = Signal()
    piece_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("investigation_factors", _tr("Contributing factors, proposed"), parent)
        self._keys: list[EntryId] = []
        self.add = Button(_tr("Factor"), "plus", "small", "factors_add")
        self.none = Label(_tr("What contributed? There are always several."), 12, 400, "text3", wraps=True)
        self._pool = PooledRows("factor", TabPlace(self), self._add_card, self._ask, is_card=True)
        self.cards = self._pool.rows
        self.head.addWidget(self.add)
        self.body.setSpacing(GAP_PX)
        self.body.addWidget(self.none)
        self.add.clicked.connect(self.add_asked)
        bridge.rights.rule(self.add)

    def show_investigation(self, found: Investigation, observed: ObservedIncident, *, may: bool) -> None:
        """Show those of this one, in the order in which they came."""
        timeline = observed.board.timeline
        standing = [each for each in found.factors.values() if each.stands(timeline)]
        self.none.setVisible(not standing)
        self.add.setVisible(may)
        self._keys = [each.id for each in standing]
        self._pool.show_rows([_card(each, found, each.words(timeline)) for each in standing])

    def _add_card(self, at: int, card: TwoLineRow) -> None:
        self.body.addWidget(card)

    def _ask(self, at: int) -> None:
        self.piece_asked.emit(self._keys[at])


def _card(factor: Factor, found: Investigation, words: str) -> RowShown:
    symbol, tone = PART_LOOKS[factor.part]
    detail = " · ".join(filter(None, (part_word(factor.part), factor.factor_class)))
    pieces = (found.evidence[each] for each in factor.evidence if each in found.evidence)
    names = "  ".join(called(each, found.evidence.values(), "E") for each in pieces)
    return RowShown(words, detail, names or _tr("no evidence"), symbol, tone)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FactorsPanel", text)
