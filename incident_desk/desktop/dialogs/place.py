"""Setting where people meet, or where else an incident is written."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.place_words import kind_words
from incident_desk.domain.entry import Entry
from incident_desk.domain.place_list import Place, opened_address, place_key
from incident_desk.domain.places import SetPlace
from incident_desk.domain.plan_sections import PlaceKind


class PlaceDialog(Dialog):
    """Says while somebody types whether a press will open it, or copy it."""

    WIDTH_PX = 660

    def __init__(
        self, bridge: Bridge, observed: ObservedIncident, window: QWidget, kind: PlaceKind, of: str = ""
    ) -> None:
        title = QCoreApplication.translate("PlaceDialog", "Bridge and links")
        super().__init__(window, "place_dialog", "phone-call", title)
        self._bridge = bridge
        self._observed = observed
        self.kinds = ChipChoice("place_kind", [(kind.name.lower(), kind_words(kind)) for kind in PlaceKind])
        self.kinds.turn_on(kind.name.lower())
        self.where = form_field("place_where", self.tr("https://… or a number to dial"))
        self.of = form_field("place_of", self.tr("If there are several: whose, like Cisco"), of)
        self.told = Label("", 12, 400, "text2", "place_told", wraps=True)
        self.fault = Label("", 12, 500, "bad", "place_fault", wraps=True)
        self.fault.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(self.kinds)
        column.addSpacing(4)
        for head, field in ((self.tr("Where"), self.where), (self.tr("Whose"), self.of)):
            column.addWidget(SectionHead(head))
            column.addWidget(field)
            field.setAccessibleName(head)
        column.addWidget(self.told)
        column.addWidget(self.fault)
        self.promise("keyboard", self.tr("The same by keys: /bridge, /ticket and what it is"))
        self.away = self.add_button("place_away", self.tr("Take away"), self._take_away, "plain", "trash-2")
        self.go = self.add_button("place_go", self.tr("Set"), self._set, "primary", "check")
        self.add_key("Ctrl+Return", self._set)
        for field in (self.where, self.of):
            field.returnPressed.connect(self._set)
            field.textChanged.connect(self._show)
        self.of.textEdited.connect(self._look_up)
        self.kinds.chosen.connect(self._look_up)
        self._look_up()
        attend(self, bridge, observed, "places_panel", "place")

    def first(self) -> QWidget:
        return self.where

    @property
    def _kind(self) -> PlaceKind:
        return PlaceKind[self.kinds.key.upper()]

    @property
    def _there(self) -> Place | None:
        field = self._observed.board.places.of.get(place_key(self._kind, self.of.text()))
        return field.value if field else None

    def _look_up(self) -> None:
        """Another place was chosen: show what it is now."""
        there = self._there
        self.where.setText(there.where if there else "")
        self._show()

    def _show(self) -> None:
        where, there = self.where.text().strip(), self._there
        self.go.setEnabled(bool(where))
        self.away.setVisible(there is not None)
        others = self._observed.board.places.others(there) if there else []
        if others:
            said = self.tr("At the same time another desk set: {others}. What you set now holds.")
            self.told.setText(said.format(others=", ".join(other.where for other in others)))
        elif not where:
            self.told.setText(self.tr("Links and numbers are opened by one press; whatever else stands here is copied"))
        elif opened_address(where):
            self.told.setText(self.tr("A press opens it"))
        else:
            self.told.setText(self.tr("A press copies it: only http, https and numbers are opened"))

    def _set(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._written(self.where.text()), self.fault, self.go)

    def _take_away(self) -> None:
        self.attempt(self._bridge, self._written(""), self.fault, self.away)

    async def _written(self, where: str) -> list[Entry]:
        return await self._bridge.do(SetPlace(self._kind, where.strip(), self.of.text()), self._observed.incident)
