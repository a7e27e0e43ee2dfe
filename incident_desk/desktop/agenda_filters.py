"""What of the list of all incidents is shown: of whom, of which kind, of which incident."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.agenda_words import kind_words, of_words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.filters import FilterChips, FilterShown
from incident_desk.domain.agenda import Agenda, Due, DueKind

ALL: Final = ""
MINE: Final = "me"
WIDTHS_PX: Final = (200, 300)


class AgendaFilters(QWidget):
    """`changed` tells that a person chose otherwise. A choice that has nothing behind it any more stays chosen."""

    changed = Signal()

    def __init__(self, bridge: Bridge, kept: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.who_on = kept.get("who", ALL)
        kind = kept.get("kind", ALL)
        self.kind_on = kind if kind in list(DueKind) else ALL
        self.incident_on = kept.get("incident", ALL)
        self.who = Choice()
        self.who.setObjectName("agenda_who")
        self.who.setAccessibleName(self.tr("Whose"))
        self.kinds = FilterChips(self.tr("More kinds"))
        self.incidents = Choice()
        self.incidents.setObjectName("agenda_incident")
        self.incidents.setAccessibleName(self.tr("Of which incident"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 8)
        row.setSpacing(12)
        for choice, width in zip((self.who, self.incidents), WIDTHS_PX, strict=True):
            choice.setFixedWidth(width)
            row.addWidget(choice)
        row.addWidget(self.kinds, 1)
        self.setFocusProxy(self.who)
        self.who.activated.connect(self._choose_who)
        self.incidents.activated.connect(self._choose_incident)
        self.kinds.chosen.connect(self._choose_kind)

    def show_agenda(self, agenda: Agenda) -> list[Due]:
        """Offer what there is to choose. Returns: what is let through, the next first."""
        holders = {each.holder.person or each.holder.name: each.holder.name for each in agenda.due if each.holder}
        me = self._bridge.me
        people = sorted(
            ((key, name) for key, name in holders.items() if key != me), key=lambda pair: pair[1].casefold()
        )
        everybody, mine = (ALL, self.tr("Everybody")), (MINE, self.tr("Mine"))
        _offer(self.who, [everybody, mine, *people], self.who_on)
        incidents = [(of.incident, of_words(of)) for of in agenda.incidents]
        _offer(self.incidents, [(ALL, self.tr("All open incidents")), *incidents], self.incident_on)
        found = [each for each in agenda.due if self._is_of(each, me) and self.incident_on in (ALL, each.of.incident)]
        kinds = [FilterShown(ALL, self.tr("All"), len(found))]
        kinds += [FilterShown(kind, kind_words(kind), sum(each.kind is kind for each in found)) for kind in DueKind]
        self.kinds.show_filters(kinds, self.kind_on)
        return [each for each in found if self.kind_on in (ALL, each.kind)]

    def _is_of(self, due: Due, me: str) -> bool:
        if self.who_on == ALL:
            return True
        wanted = me if self.who_on == MINE else self.who_on
        return due.holder is not None and wanted == (due.holder.person or due.holder.name)

    def _choose_who(self) -> None:
        self.who_on = str(self.who.currentData())
        self.changed.emit()

    def _choose_incident(self) -> None:
        self.incident_on = str(self.incidents.currentData())
        self.changed.emit()

    def _choose_kind(self, kind: str) -> None:
        self.kind_on = kind
        self.changed.emit()

    def kept(self) -> dict[str, str]:
        """What it is made with at the next start."""
        found = {"who": self.who_on, "kind": self.kind_on, "incident": self.incident_on}
        return {name: value for name, value in found.items() if value}


def _offer(choice: Choice, offered: list[tuple[str, str]], on: str) -> None:
    """These, with that one chosen; what is offered already is not touched, as it may be open."""
    if on not in {key for key, _ in offered}:
        offered.append((on, choice.currentText() if choice.currentData() == on else "–"))
    there = [(str(choice.itemData(at)), choice.itemText(at)) for at in range(choice.count())]
    if there != offered:
        choice.clear()
        for key, words in offered:
            choice.addItem(words, key)
    choice.setCurrentIndex(choice.findData(on))
