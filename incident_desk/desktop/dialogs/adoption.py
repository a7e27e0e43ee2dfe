"""Adopting or declining what a reviewer wrote into a bundle: all of it, or what is chosen."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.moments import whole
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.offer_words import offer_words
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.desktop.theme import font
from incident_desk.domain.adoption import Adopt, Decline
from incident_desk.domain.commands import Fields
from incident_desk.domain.offers import Offer

MOST = 50
"""So many are shown at once; the next come when these are settled."""
LETTERS = 400


class AdoptionDialog(Dialog):
    """All are chosen at first. It stays until the record has it."""

    WIDTH_PX = 760

    def __init__(self, bridge: Bridge, observed: ObservedIncident, offers: list[Offer], window: QWidget) -> None:
        title = QCoreApplication.translate("AdoptionDialog", "Waits to be adopted")
        super().__init__(window, "adoption_dialog", "file-search", title)
        self._bridge = bridge
        self._observed = observed
        self._offers = offers[:MOST]
        self.chips = [ToggleChip(str(at)) for at in range(1, len(self._offers) + 1)]
        self.reason = QLineEdit()
        self.fault = Label("", 13, 400, "bad", "adoption_fault", wraps=True)
        self.fault.hide()
        self._lay_out(len(offers))
        self.promise("shield-check", self.tr("It stands as it was written, under its author's name and yours"))
        self.no = self.add_button("adoption_decline", self.tr("Decline"), self._decline)
        self.go = self.add_button("adoption_adopt", self.tr("Adopt"), self._adopt, "primary", "file-text")
        self.add_key("Ctrl+Return", self._adopt)
        bridge.rights.changed.connect(self._show)
        self._show()

    def _lay_out(self, count: int) -> None:
        self.reason.setObjectName("adoption_reason")
        self.reason.setAccessibleName(self.tr("Why it is declined"))
        self.reason.setPlaceholderText(self.tr("why, if it is declined; the reason stays on the record"))
        self.reason.setFont(font(13))
        self.reason.textChanged.connect(self._show)
        names = ", ".join(sorted({self._name(offer) for offer in self._offers}))
        head = self.tr("Written by {names}, who may not write here").format(names=names)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        more = self.tr("{shown} of {count}").format(shown=len(self._offers), count=count)
        column.addWidget(SectionHead(head, more if count > MOST else ""))
        for at, (chip, offer) in enumerate(zip(self.chips, self._offers, strict=True), 1):
            column.addLayout(self._row(at, chip, offer))
        column.addSpacing(4)
        column.addWidget(self.reason)
        column.addWidget(self.fault)

    def _row(self, at: int, chip: ToggleChip, offer: Offer) -> QHBoxLayout:
        when = f"{whole(offer.entry.occurred_us, self._bridge.zone)} · {self._name(offer)}"
        words = offer_words(offer, self._bridge.zone)
        chip.setObjectName(f"adoption_{at}")
        chip.setAccessibleName(f"{when}: {words}")
        chip.setToolTip("")
        chip.setChecked(True)
        chip.clicked.connect(self._show)
        said = QVBoxLayout()
        said.setSpacing(1)
        said.addWidget(Label(when, 12, 400, "text2"))
        said.addWidget(Label(words if len(words) <= LETTERS else words[:LETTERS] + "…", 13, wraps=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
        return row

    def _name(self, offer: Offer) -> str:
        return self._bridge.organisation.people.outside(offer.name)

    def first(self) -> QWidget:
        return self.go if self.go.isEnabled() else self.chips[0]

    @property
    def chosen(self) -> str:
        """The ids of what is chosen: the list may have changed meanwhile, and with it the numbers."""
        pairs = zip(self.chips, self._offers, strict=True)
        return " ".join(offer.entry.id for chip, offer in pairs if chip.isChecked())

    def _show(self) -> None:
        why = self._bridge.rights.why_not()
        is_ready = bool(self.chosen) and not why and not self.is_busy
        self.go.setEnabled(is_ready)
        self.no.setEnabled(is_ready and bool(self.reason.text().strip()))
        self.go.setToolTip(why)
        self.no.setToolTip(why or self.tr("With the reason, which stays on the record"))

    def _adopt(self) -> None:
        if self.go.isEnabled():
            self._do(Adopt(self.chosen), self.go)

    def _decline(self) -> None:
        if self.no.isEnabled():
            self._do(Decline(self.chosen, self.reason.text()), self.no)

    def _do(self, fields: Fields, button: QWidget) -> None:
        if self.is_busy:
            return
        self.attempt(self._bridge, self._bridge.do(fields, self._observed.incident), self.fault, button)
