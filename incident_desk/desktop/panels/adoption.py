"""What a reviewer wrote into a bundle and waits to be adopted, here or at another desk: nothing where nothing waits."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.offer_words import entries_counted, offer_words, told_elsewhere
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.domain.awaiting import Awaited, EntriesBrought
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.offers import Offer

MOST = 4
"""So many are named here; the dialog has them all."""


class AdoptionPanel(Observing, Section):
    """Reads anew when a bundle came, and while something waits when anything happened: it may have come by itself."""

    HEARD = ("",)
    BROUGHT = kind_named(EntriesBrought)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("adoption_panel", _tr("Waits to be adopted"), parent)
        self._bridge = bridge
        self.offers: list[Offer] = []
        self.elsewhere: list[Awaited] = []
        self._filled: object = None
        self._rows = QWidget()
        self.look = Button(_tr("Look"), "file-search", "small", "adoption_look")
        self.look.setAccessibleName(_tr("Look at what waits to be adopted"))
        self.head.addWidget(self.look)
        self.fault = Label("", 12, 400, "bad", "adoption_panel_fault", wraps=True)
        self.fault.hide()
        self.body.addWidget(self.fault)
        self.body.addWidget(self._rows)
        self.look.clicked.connect(self.ask)
        bridge.offers_changed.connect(self._show)
        bridge.person_changed.connect(self._show)
        bridge.zone_changed.connect(self._show)
        self.hide()

    def observe(self, observed: ObservedIncident) -> None:
        """Show what waits in this incident from now on."""
        self._fill([], [])
        super().observe(observed)

    def _hear(self, kinds: frozenset[str]) -> None:
        if self.offers or self.elsewhere or self.BROUGHT in kinds:
            super()._hear(kinds)

    def _show(self) -> None:
        if self._observed is not None:
            self._bridge.soon(self._found(self._observed.incident), self._complain)

    def _complain(self, why: str) -> None:
        self.fault.setText(why)
        self.fault.show()
        self.show()

    async def _found(self, incident: IncidentId) -> None:
        found = await self._bridge.read(lambda desk: desk.offers(incident))
        if self._observed is not None and self._observed.incident == incident:
            self.fault.hide()
            board = self._observed.board
            may_know = board.restriction.may_know(self._bridge.me)
            self._fill(found if may_know else [], board.awaiting.elsewhere(found) if may_know else [])

    def _fill(self, offers: list[Offer], elsewhere: list[Awaited]) -> None:
        shown = (offers, elsewhere, self._bridge.zone)
        if shown == self._filled:
            return
        self._filled = shown
        self.offers, self.elsewhere = offers, elsewhere
        count = len(offers) + len(elsewhere)
        self.setVisible(bool(count))
        self.note.setText(entries_counted(count))
        before, self._rows = self._rows, QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for at, offer in enumerate(offers[:MOST], 1):
            row = TwoLineRow()
            row.setObjectName(f"offer_{at}")
            name = self._bridge.organisation.people.outside(offer.name)
            carried = _tr("{name}, brought by {maker}").format(name=name, maker=offer.maker)
            told = name if offer.maker == offer.name else carried
            row.show_row(RowShown(offer_words(offer, self._bridge.zone), told, "", "file-text"))
            row.clicked.connect(self.ask)
            column.addWidget(row)
        for at, (line, told) in enumerate(told_elsewhere(elsewhere, self._bridge), 1):
            row = TwoLineRow()
            row.setObjectName(f"awaited_{at}")
            row.show_row(RowShown(line, told, "", "file-clock"))
            row.clicked.connect(self.ask_elsewhere)
            column.addWidget(row)
        self.body.replaceWidget(before, self._rows)
        before.hide()
        before.deleteLater()

    def ask(self) -> None:
        """The dialog: adopt or decline."""
        if not self.offers:
            self.ask_elsewhere()
        elif self._observed is not None:
            from incident_desk.desktop.dialogs.adoption import AdoptionDialog

            AdoptionDialog(self._bridge, self._observed, self.offers, self.window()).open()

    def ask_elsewhere(self) -> None:
        """What can be done about what lies at another desk."""
        if self._observed is not None and self.elsewhere:
            from incident_desk.desktop.dialogs.awaiting import AwaitingDialog

            AwaitingDialog(self._bridge, self._observed, self.elsewhere, self.window()).open()


def _tr(text: str) -> str:
    return QCoreApplication.translate("AdoptionPanel", text)
