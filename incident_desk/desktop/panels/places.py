"""Where the people of an incident meet, and where else it is written: opened or copied by one press."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.place_words import SYMBOLS, copy_place, open_place, place_words
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.domain.place_list import Place, Places
from incident_desk.domain.plan_sections import PlaceKind


class PlacesPanel(Observing, Section):
    """Enter opens a row, C or Ctrl+C copies it, E changes it."""

    HEARD = ("place.", "incident.", "entry.", "gov.")

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("places_panel", _tr("Bridge and links"), parent)
        self._bridge = bridge
        self.rows: list[_PlaceRow] = []
        self.add = Button(_tr("Add"), "plus", "small", "place_add")
        self.add.setAccessibleName(_tr("Add a bridge, a number or a link"))
        self.add.clicked.connect(lambda: self.ask(PlaceKind.BRIDGE))
        bridge.rights.rule(self.add)
        self.head.addWidget(self.add)
        self._place = TabPlace(self)  # the rows come after the head
        self.nothing = Elided(_tr("None yet: bridge, dial-in, chat, ticket, vendor case"), 13, 400, "text3")
        self.told = MessageLine()
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.told)

    def ask(self, kind: PlaceKind = PlaceKind.BRIDGE, of: str = "") -> None:
        """The form."""
        if self._observed is not None and self.add.isEnabled():
            from incident_desk.desktop.dialogs.place import PlaceDialog

            PlaceDialog(self._bridge, self._observed, self.window(), kind, of).open()

    def join(self) -> None:
        """Open the bridge; where there is none, the form for it."""
        found = [place for place in self._standing if place.kind is PlaceKind.BRIDGE]
        if found:
            self.told.say(open_place(found[0]), "check", "ok")
        else:
            self.ask()

    @property
    def _standing(self) -> list[Place]:
        return self._observed.board.places.standing if self._observed is not None else []

    def observe(self, observed: ObservedIncident) -> None:
        """Show this incident from now on."""
        self.told.say("")
        super().observe(observed)

    def _show(self) -> None:
        if self._observed is None:
            return
        self._show_places(self._standing, self._observed.board.places)

    def _show_places(self, standing: Sequence[Place], places: Places) -> None:
        while len(self.rows) < len(standing):
            row = _PlaceRow(self, len(self.rows) + 1)
            self._bridge.rights.rule(row.change)
            self.body.insertWidget(len(self.rows), row)
            self.rows.append(row)
            self._place.put(part for row in self.rows for part in row.parts)
        for row, place in zip(self.rows, standing, strict=False):
            row.show_place(place, places.others(place))
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(standing))
        self.nothing.setVisible(not standing)


class _PlaceRow(QWidget):
    """The place to press, and beside it what copies and what changes it."""

    def __init__(self, panel: PlacesPanel, number: int) -> None:
        super().__init__()
        self._panel = panel
        self.place = Place(PlaceKind.BRIDGE, "")
        self.open = TwoLineRow()
        self.open.setObjectName(f"place_{number}")
        self.copy = IconButton("copy", "", f"place_{number}_copy")
        self.change = IconButton("pen-line", "", f"place_{number}_change")
        self.parts = (self.open, self.copy, self.change)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.open, 1)
        line.addWidget(self.copy)
        line.addWidget(self.change)
        self.open.clicked.connect(lambda: panel.told.say(open_place(self.place), "check", "ok"))
        self.copy.clicked.connect(lambda: panel.told.say(copy_place(self.place), "check", "ok"))
        self.change.clicked.connect(lambda: panel.ask(self.place.kind, self.place.of))

    def show_place(self, place: Place, others: Sequence[Place]) -> None:
        """Show this one from now on, and what other desks set it to at the same time."""
        self.place = place
        also = _tr("also: {others}").format(others=", ".join(o.where for o in others)) if others else ""
        words, tone = place_words(place), "accent" if others else "text2"
        self.open.show_row(RowShown(words, place.where, also, "git-merge" if others else SYMBOLS[place.kind], tone))
        for button, said in ((self.copy, _tr("Copy: {place}")), (self.change, _tr("Change: {place}"))):
            button.setAccessibleName(said.format(place=words))
            button.setToolTip(tip(button.accessibleName()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_C: self.copy, Qt.Key.Key_E: self.change}
        if (button := keys.get(Qt.Key(event.key()))) is not None and button.isEnabled():
            button.click()
        else:
            super().keyPressEvent(event)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Places", text)
