"""Handing over the whole room, as when a shift ends: every role that somebody holds, each to whoever takes it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.theme import font
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.words import counted
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.handovers import OfferRoom
from incident_desk.domain.roles import Holding

SITUATION_PX, WORRY_PX = 96, 72
TAKER_PX = 300


class HandoverRoomDialog(Dialog):
    """A role without a taker stays where it is. Tasks, promises, courses and risks are filled in for each role."""

    WIDTH_PX = 760

    def __init__(self, bridge: Bridge, observed: ObservedIncident, window: QWidget) -> None:
        title = QCoreApplication.translate("HandoverRoomDialog", "Hand over the whole room")
        super().__init__(window, "handover_room_dialog", "users", title)
        self._bridge = bridge
        self._observed = observed
        attend(self, bridge, observed, "roles_panel", "handover-room")
        self.takers: dict[str, Choice] = {}
        self.situation = _words("room_situation", self.tr("Situation in three lines"), SITUATION_PX)
        self.worry = _words("room_worry", self.tr("What worries you?"), WORRY_PX)
        self.fault = Label("", 12, 500, "bad", "room_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        dress(self.body)
        self.promise("shield-check", self.tr("Each holds their role until the next one accepts"))
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        self.go = self.add_button("room_go", "", self._offer, "primary", "arrow-left-right")
        self.add_key("Ctrl+Return", self._offer)
        self._show_count()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(SectionHead(self.tr("Who takes what?"), self.tr("empty: the role stays where it is")))
        rows = QGridLayout()
        rows.setColumnStretch(1, 1)
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(6)
        for holding in self._observed.board.roles.held.values():
            if holding.holder.value is not None:
                self._add_row(rows, holding, holding.holder.value.name)
        column.addLayout(rows)
        for head, note, field in (
            (self.tr("Situation in three lines"), self.tr("empty: filled from the record"), self.situation),
            (self.tr("What worries you?"), self.tr("only you know this"), self.worry),
        ):
            column.addWidget(SectionHead(head, note))
            column.addWidget(field)
        column.addWidget(self.fault)

    def _add_row(self, rows: QGridLayout, holding: Holding, holder: str) -> None:
        at = rows.rowCount()
        taker = Choice()
        taker.setObjectName(f"room_taker_{holding.key}")
        taker.setAccessibleName(self.tr("Who takes {role}?").format(role=holding.title))
        taker.setEditable(True)
        taker.setFixedWidth(TAKER_PX)
        taker.addItems([name for _, name in self._bridge.organisation.people.all() if name != holder])
        taker.setCurrentIndex(-1)
        taker.currentTextChanged.connect(self._show_count)
        rows.addWidget(Label(holding.title, 13, 600), at, 0)
        rows.addWidget(Label(self.tr("now {name}").format(name=holder), 12, 400, "text2"), at, 1)
        rows.addWidget(taker, at, 2)
        self.takers[holding.key] = taker

    def first(self) -> QWidget:
        return next(iter(self.takers.values()), self.situation)

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
        offer = OfferRoom(takers, self.situation.toPlainText().strip(), self.worry.toPlainText().strip())
        return await self._bridge.do(offer, self._observed.incident)


def _words(name: str, words: str, height_px: int) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setObjectName(name)
    field.setAccessibleName(words)
    field.setTabChangesFocus(True)
    field.setFont(font(13))
    field.setFixedHeight(height_px)
    return field
