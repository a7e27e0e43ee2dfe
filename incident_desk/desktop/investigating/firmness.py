"""How firm the order of the hypotheses is, in sentences, and where two members differ, with one press to settle it."""

from collections.abc import Iterator
from functools import partial

import msgspec
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigation_words import rating_word, trust_word
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.domain.competing import Turn
from incident_desk.domain.differences import differences
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.investigating import called
from incident_desk.domain.investigation_entries import Rating, Trust
from incident_desk.domain.investigation_list import Evidence, Investigation, Piece
from incident_desk.domain.lines import differing
from incident_desk.domain.matrix import At, Matrix

MOST_TURNS, MOST_LINES = 2, 4
MOST_WAYS = 3
"""So many words of one difference are offered; more people than that settle it in the matrix."""


class Firm(msgspec.Struct, frozen=True):
    """One sentence. `ways` are the words it can be settled with, each with what a press on it says."""

    words: str
    symbol: str
    tone: str
    ways: tuple[tuple[str, object], ...] = ()
    about: At | EntryId | None = None


class FirmnessPanel(QWidget):
    """`settled` carries a cell and what is to hold there, `named` a hypothesis and what it is to be called, `trusted` a
    piece of evidence and how much it is to be trusted."""

    settled = Signal(object, object)
    named = Signal(str, str)
    trusted = Signal(str, object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrix_firmness")
        self._bridge = bridge
        self._wanted: At | EntryId | None = None
        self.told: list[Firm] = []
        self.lines = [_Line(f"firmness_{at + 1}") for at in range(MOST_LINES)]
        self._place = TabPlace(self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Picture(symbol="scale", ink="text2", side_px=14))
        head.addWidget(Label(_tr("How firm is this order?"), 13, 600))
        head.addStretch(1)
        self.more = Label("", 12, 400, "text2")
        head.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        column.addLayout(head)
        for at, line in enumerate(self.lines):
            column.addWidget(line)
            for number, button in enumerate(line.buttons):
                button.clicked.connect(partial(self._settle, at, number))
                bridge.rights.rule(button)
        self._place.put([button for line in self.lines for button in line.buttons])

    def show_firmness(self, found: Investigation, observed: ObservedIncident, shown: Matrix, *, may: bool) -> None:
        """Say it of this matrix."""
        doubts = list(_doubts(found, observed, self._bridge))
        doubts.sort(key=lambda firm: firm.about != self._wanted)
        turns = _turns(found, observed, shown)
        told = [*doubts[:2], *turns]
        self.told = told[:MOST_LINES]
        rest = len(doubts) - min(len(doubts), 2)
        self.more.setText(_tr("{count} more differences in the matrix").format(count=rest) if rest else "")
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(self.told))
            if at < len(self.told):
                line.show_line(self.told[at], may=may)

    def want(self, about: At | EntryId) -> None:
        """Show this difference before others from now on."""
        self._wanted = about

    def way_to(self, about: At | EntryId) -> QWidget | None:
        """The first way to settle it; None where it is not shown."""
        lines = (line for line, firm in zip(self.lines, self.told, strict=False) if firm.about == about and firm.ways)
        return next((line.buttons[0] for line in lines if line.buttons[0].isVisible()), None)

    def _settle(self, at: int, number: int) -> None:
        firm = self.told[at]
        said = firm.ways[number][1]
        if isinstance(firm.about, tuple):
            self.settled.emit(firm.about, said)
        elif firm.about is not None and isinstance(said, Trust):
            self.trusted.emit(firm.about, said)
        elif firm.about is not None:
            self.named.emit(firm.about, said)


class _Line(QWidget):
    """A sentence, and the ways to settle what it tells."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._picture = Picture(side_px=14)
        self.words = Elided("", 13)
        self.buttons = [Button("", "", "small", f"{name}_way_{at + 1}") for at in range(MOST_WAYS)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self.words, 1)
        for button in self.buttons:
            row.addWidget(button)

    def show_line(self, firm: Firm, *, may: bool) -> None:
        self._picture.show_symbol(firm.symbol, firm.tone)
        self.words.setText(firm.words)
        for at, button in enumerate(self.buttons):
            button.setVisible(may and at < len(firm.ways))
            if at < len(firm.ways):
                words = firm.ways[at][0]
                button.setText(words)
                button.setAccessibleName(_tr("Settle it: {words}").format(words=words))


def _doubts(found: Investigation, observed: ObservedIncident, bridge: Bridge) -> Iterator[Firm]:
    """Cells, names and trust about which members said different things while apart."""
    for each in differences(found, observed.board.timeline):
        if each.hypothesis is not None:
            yield _of_cell(each.piece, each.hypothesis, found, observed, bridge)
        elif each.piece in found.hypotheses:
            yield _of_name(found.hypotheses[each.piece], found, observed, bridge)
        elif each.piece in found.evidence:
            yield _of_trust(found.evidence[each.piece], found, observed, bridge)


def _of_cell(
    evidence: EntryId, hypothesis: EntryId, found: Investigation, observed: ObservedIncident, bridge: Bridge
) -> Firm:
    settings = found.ratings[evidence, hypothesis].settings
    cell = (
        f"{called(found.evidence[evidence], found.evidence.values(), 'E')} × "
        f"{called(found.hypotheses[hypothesis], found.hypotheses.values(), 'H')}"
    )
    said = ", ".join(
        _tr("{name} {word}").format(name=_name(each.by, observed, bridge), word=_said_word(each.value, each.by, bridge))
        for each in settings
    )
    words = _tr("{cell}: {said}. It counts for neither until it is settled.").format(cell=cell, said=said)
    values = dict.fromkeys(each.value for each in settings)
    ways = tuple((rating_word(value).capitalize(), value) for value in values)[:MOST_WAYS]
    return Firm(words, "git-merge", "accent", ways, (evidence, hypothesis))


def _said_word(rating: Rating | None, by: PersonId, bridge: Bridge) -> str:
    mine = by == bridge.me
    return {
        Rating.CONSISTENT: _tr("say it fits") if mine else _tr("says it fits"),
        Rating.INCONSISTENT: _tr("say it speaks against") if mine else _tr("says it speaks against"),
        Rating.NEUTRAL: _tr("say neither") if mine else _tr("says neither"),
        None: _tr("say not yet") if mine else _tr("says not yet"),
    }[rating]


def _name(person: PersonId, observed: ObservedIncident, bridge: Bridge) -> str:
    return _tr("you") if person == bridge.me else observed.organisation.people.name(person).partition(" ")[0]


def _of_name(each: Piece, found: Investigation, observed: ObservedIncident, bridge: Bridge) -> Firm:
    wordings = differing(observed.board.timeline.line(each.id))
    said = ", ".join(
        _tr("{name}: “{words}”").format(name=_name(one.by, observed, bridge), words=one.text) for one in wordings
    )
    name = called(each, found.hypotheses.values(), "H")
    words = _tr("{hypothesis} was named twice at once. {said}").format(hypothesis=name, said=said)
    ways = tuple((_cut(one.text), one.text) for one in wordings)[:MOST_WAYS]
    return Firm(words, "git-merge", "accent", ways, each.id)


def _of_trust(each: Evidence, found: Investigation, observed: ObservedIncident, bridge: Bridge) -> Firm:
    settings = each.trusts.settings
    said = ", ".join(
        _tr("{name}: {word}").format(name=_name(one.by, observed, bridge), word=trust_word(one.value))
        for one in settings
    )
    name = called(each, found.evidence.values(), "E")
    words = _tr("{evidence} was trusted differently at once. {said}").format(evidence=name, said=said)
    ways = tuple((trust_word(value), value) for value in dict.fromkeys(one.value for one in settings))
    return Firm(words, "git-merge", "accent", ways[:MOST_WAYS], each.id)


def _cut(words: str, letters: int = 18) -> str:
    return words if len(words) <= letters else f"{words[: letters - 1].rstrip()}…"


def _turns(found: Investigation, observed: ObservedIncident, shown: Matrix) -> list[Firm]:
    """The pieces on which the order hangs; that none does; or that nobody leads."""
    ranks = shown.ranked.ranks
    if len(ranks) < 2 or not shown.rated:
        words = _tr("With two hypotheses and evidence about both, the order says something.")
        return [Firm(words, "info", "text3")]
    first, second = (called(found.hypotheses[rank.hypothesis], found.hypotheses.values(), "H") for rank in ranks[:2])
    turns = [Firm(_turn_words(turn, found, observed, shown), "triangle-alert", "warn") for turn in shown.ranked.turns]
    if len(turns) > MOST_TURNS:
        rest = len(turns) - MOST_TURNS
        turns = [
            *turns[:MOST_TURNS],
            Firm(_tr("{count} more pieces would turn it.").format(count=rest), "info", "text3"),
        ]
    if turns:
        return turns
    if ranks[0].is_tied:
        words = _tr("Nobody leads: {first} and {second} have as little against them.").format(
            first=first, second=second
        )
        return [Firm(words, "triangle-alert", "warn")]
    by = f"{ranks[1].against - ranks[0].against:.1f}"
    words = _tr("No single piece changes who is first: {first} leads {second} by {by}.")
    return [Firm(words.format(first=first, second=second, by=by), "circle-check", "ok")]


def _turn_words(turn: Turn, found: Investigation, observed: ObservedIncident, shown: Matrix) -> str:
    piece = found.evidence[turn.evidence]
    evidence = called(piece, found.evidence.values(), "E")
    instead = called(found.hypotheses[turn.instead], found.hypotheses.values(), "H")
    first = called(found.hypotheses[shown.hypotheses[0]], found.hypotheses.values(), "H")
    words = _tr(
        "If {evidence} alone is wrong, {instead} comes before {first}. Trust {trust}: have somebody else read it."
    )
    return words.format(evidence=evidence, instead=instead, first=first, trust=trust_word(piece.trust).lower())


def _tr(text: str) -> str:
    return QCoreApplication.translate("Firmness", text)
