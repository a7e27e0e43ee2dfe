"""Handing over the whole room, as when a shift ends: every role that somebody holds, each to whoever takes it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.form_field import form_text
from incident_desk.desktop.dialogs.handover_form import HandoverForm
from incident_desk.desktop.dialogs.handover_rows import HandoverRows
from incident_desk.desktop.handover_drafts import ROOM, HandoverDraft
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.words import counted
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.handovers import OfferRoom
from incident_desk.domain.roles import Holding

WORDS_PX = 104
TAKER_PX = 220


class HandoverRoomDialog(HandoverForm):
    """A role without a taker stays where it is; of what is ticked, each gets what is theirs."""

    WIDTH_PX = 1040

    def __init__(self, bridge: Bridge, observed: ObservedIncident, window: QWidget) -> None:
        super().__init__(bridge, observed, window, ROOM)
        held = [each for each in observed.board.roles.held.values() if each.holder.value is not None]
        self.takers: dict[str, Choice] = {}
        self.situation = form_text("room_situation", self.tr("Situation in three lines"), WORDS_PX)
        self.worry = form_text("room_worry", self.tr("What worries you?"), WORDS_PX)
        self.rows = HandoverRows(bridge, observed, held)
        self.fault = Label("", 12, 500, "bad", "room_fault", wraps=True)
        self.fault.hide()
        self._lay_out(held)
        dress(self.body)
        self.promise("shield-check", self.tr("Each holds their role until the next one accepts"))
        self.add_keeping()
        self.go = self.add_button("room_go", "", self._offer, "primary", "arrow-left-right")
        self.add_key("Ctrl+Return", self._offer)
        self.begin()
        for taker in self.takers.values():
            taker.currentTextChanged.connect(self._show_count)
            taker.currentTextChanged.connect(self.keep)
        self._show_count()

    def _title(self) -> str:
        return QCoreApplication.translate("HandoverRoomDialog", "Hand over the whole room")

    def _lay_out(self, held: list[Holding]) -> None:
        """Who takes it and what is said at the left; at the right what goes along, which may be long."""
        both = QHBoxLayout(self.body)
        both.setContentsMargins(24, 18, 24, 18)
        both.setSpacing(24)
        said = QVBoxLayout()
        said.setSpacing(6)
        said.addWidget(SectionHead(self.tr("Who takes what?"), self.tr("empty: the role stays where it is")))
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for holding in held:
            self._add_taker(grid, holding)
        said.addLayout(grid)
        for head, note, field in (
            (self.tr("Situation in three lines"), self.tr("from the record, change freely"), self.situation),
            (self.tr("What worries you?"), self.tr("only you know this"), self.worry),
        ):
            said.addSpacing(6)
            said.addWidget(SectionHead(head, note))
            said.addWidget(field)
        said.addWidget(self.fault)
        said.addStretch(1)
        both.addLayout(said, 1)
        both.addWidget(self.rows, 1)

    def _add_taker(self, grid: QGridLayout, holding: Holding) -> None:
        at = grid.rowCount()
        holder = holding.holder.value
        name = holder.now(self._observed.organisation.people).name if holder else ""
        taker = Choice()
        taker.setObjectName(f"room_taker_{holding.key}")
        taker.setAccessibleName(self.tr("Who takes {role}?").format(role=holding.title))
        taker.setEditable(True)
        taker.setFixedWidth(TAKER_PX)
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(Elided(holding.title, 13, 600))
        who.addWidget(Elided(self.tr("now {name}").format(name=name), 12, 400, "text2"))
        taker.addItems([each for _, each in self._bridge.organisation.people.all() if each != name])
        taker.setCurrentIndex(-1)
        grid.addLayout(who, at, 0)
        grid.addWidget(taker, at, 1)
        self.takers[holding.key] = taker

    def first(self) -> QWidget:
        return next(iter(self.takers.values()), self.situation)

    # what is said -----------------------------------------------------------------------------------------------------

    def said(self) -> HandoverDraft:
        return HandoverDraft(
            self._title(), self._begun_us, self._chosen(), self.own_situation, self.worry.toPlainText(), self.rows.left
        )

    def _take_up(self, draft: HandoverDraft) -> None:
        super()._take_up(draft)
        for key, taker in self.takers.items():
            taker.setCurrentText(draft.takers.get(key, ""))

    def _chosen(self) -> dict[str, str]:
        said = {key: choice.currentText().strip() for key, choice in self.takers.items()}
        return {key: name for key, name in said.items() if name}

    def _show_count(self) -> None:
        count = len(self._chosen())
        self.go.setText(counted(count, self.tr("Offer 1 role"), self.tr("Offer {count} roles")))
        self.go.setEnabled(bool(count))

    def _offer(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._offered(), self.fault, self.go)

    async def _offered(self) -> list[Entry]:
        chosen, people = self._chosen(), self._observed.organisation.people
        if not chosen:
            raise RuleError(self.tr("Say who takes the roles."))
        takers = "\n".join(f"{key}: {people.called(name) or f'@{name}'}" for key, name in chosen.items())
        return await self._bridge.do(self.filled_in(OfferRoom(takers)), self._observed.incident)
