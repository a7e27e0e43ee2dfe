"""Offering a role to the next holder: what the record knows is filled in, what worries the giver only they know."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.handover_form import HandoverForm
from incident_desk.desktop.dialogs.handover_rows import HandoverRows
from incident_desk.desktop.dialogs.handover_taker import TakerLines
from incident_desk.desktop.forms.ui_handover import Ui_Handover
from incident_desk.desktop.handover_drafts import ROOM, HandoverDraft
from incident_desk.desktop.moments import SECOND_US, clock_near, span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.words import counted
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.handovers import Offer
from incident_desk.domain.plan_schema import Role
from incident_desk.domain.roles import Holding

WORDS_PX = 104
"""Some five lines; the rest of the height is the rows'."""


class HandoverDialog(HandoverForm):
    """A form for one role. The giver holds it until the taker has accepted."""

    WIDTH_PX = 1000

    def __init__(self, bridge: Bridge, observed: ObservedIncident, role_key: str, window: QWidget) -> None:
        self._holding: Holding = observed.board.roles.held[role_key]
        super().__init__(bridge, observed, window, role_key)
        self._window = window
        self._role: Role | None = observed.plan.role(role_key)
        self.form = Ui_Handover()
        self.form.setupUi(self.body)  # pyright: ignore[reportUnknownMemberType]
        dress(self.body)
        self.form.handover_fault.hide()
        self.situation, self.worry = self.form.situation, self.form.worry
        self.rows = HandoverRows(bridge, observed, [self._holding])
        _column(self.form.going).addWidget(self.rows)
        self.room = Button(self.tr("The whole room…"), "users", "small", "handover_room")
        self._told = self._say_what_follows()
        self._foot = self.promise("shield-check", "")
        self.add_keeping()
        self.go = self.add_button("handover_go", "", self._offer, "primary", "arrow-left-right")
        self.add_key("Ctrl+Return", self._offer)
        self.room.clicked.connect(self._open_room)
        self._fill()

    def first(self) -> QWidget:
        return self.form.worry

    def _title(self) -> str:
        return QCoreApplication.translate("HandoverDialog", "Hand over: {role}").format(role=self._holding.title)

    # filling ----------------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        form, holding = self.form, self._holding
        for field in (form.situation, form.worry):
            field.setFixedHeight(WORDS_PX)
        form.duty.setText(self._role.duties if self._role else "")
        form.duty_head.setVisible(self._role is not None)
        holder = holding.holder.value
        if holder is not None and holding.since_us is not None:
            since = clock_near(holding.since_us, self._bridge.now_us(), self._bridge.zone)
            self.meta.setText(self.tr("held by {name} since {clock}").format(name=holder.name, clock=since))
        deputy, others = self._takers(holder.name if holder else "")
        form.taker.addItems([*deputy, *others])
        self._offered_to = deputy[0] if deputy else ""  # nobody takes over because they stand first in a list
        self.taker = TakerLines(self._bridge, self._observed, self._offered_to)
        form.layout_18.insertWidget(form.layout_18.indexOf(form.taker) + 1, self.taker)
        self.begin()
        form.taker.currentTextChanged.connect(self._show_taker)
        form.taker.currentTextChanged.connect(self.keep)
        self.rows.turned.connect(self._show_taker)
        held = [each for each in self._observed.board.roles.held.values() if each.holder.value is not None]
        self.room.setVisible(len(held) > 1)
        if self._drafts.of(self._observed.incident, ROOM) is not None:
            self.room.setText(self.tr("The whole room, as begun…"))
        self._show_taker()

    def _take_up(self, draft: HandoverDraft) -> None:
        super()._take_up(draft)
        self.form.taker.setCurrentText(draft.takers.get(self.role, self._offered_to))

    def said(self) -> HandoverDraft:
        name = self._taker
        takers = {self.role: name} if name != self._offered_to else {}
        return HandoverDraft(
            self._title(), self._begun_us, takers, self.own_situation, self.worry.toPlainText(), self.rows.left
        )

    def _takers(self, holder: str) -> tuple[list[str], list[str]]:
        """The deputy, if somebody is that, and everybody else known."""
        role = self._observed.board.roles.held.get(self._role.deputy) if self._role else None
        name = role.holder.value.name if role and role.holder.value else ""
        deputy = [name] if name and name != holder else []
        return deputy, [n for _, n in self._bridge.organisation.people.all() if n not in (holder, *deputy)]

    @property
    def _taker(self) -> str:
        return self.form.taker.currentText().strip()

    def _say_what_follows(self) -> list[Label]:
        """Under the duty: what happens when it is accepted. Returns: the lines that change."""
        column = _column(self.form.follows)
        column.addWidget(Label(self.tr("When they accept"), 13, 600))
        lines = [Label("", 13, 400, wraps=True) for _ in range(4)]
        symbols = ("user-check", "arrow-left-right", "file-text", "message-square")
        for symbol, line in zip(symbols, lines, strict=True):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Picture(symbol=symbol, ink="text2", side_px=14), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(line, 1)
            column.addLayout(row)
        column.addWidget(self.room, 0, Qt.AlignmentFlag.AlignLeft)
        return lines

    def _show_taker(self) -> None:
        name = self._taker
        self.taker.show_taker(name)
        self.go.setText(self.tr("Offer to {name}").format(name=name) if name else self.tr("Offer"))
        self.go.setEnabled(bool(name))
        someone = name or self.tr("Whoever takes it")
        tasks = counted(len(self.rows.chosen("task")), self.tr("1 task goes over"), self.tr("{count} tasks go over"))
        lists = (self.rows.chosen(kind) for kind in ("promise", "course", "risk", "owed", "fact", "duty"))
        told = (
            self.tr("{name} holds the role from that second on").format(name=someone),
            self.tr("{tasks}; {count} lines go with it").format(tasks=tasks, count=sum(map(len, lists))),
            self.tr("A state document is made, as text and as pages"),
            self.tr("It stands on the timeline, with your words"),
        )
        for line, text in zip(self._told, told, strict=True):
            line.setText(text)
        within = span_words(self._observed.plan.cadences.acknowledge_s * SECOND_US)
        self._foot.setText(
            self.tr("The role stays where it is until then. No answer in {span}: you are told.").format(span=within)
        )

    # offering ---------------------------------------------------------------------------------------------------------

    def _open_room(self) -> None:
        """The same for all roles at once; what was written here goes along."""
        from incident_desk.desktop.dialogs.handover_room import HandoverRoomDialog

        dialog = HandoverRoomDialog(self._bridge, self._observed, self._window)
        if not self.said().is_empty:
            self.hand_on(dialog)
        if self._taker:
            dialog.takers[self.role].setCurrentText(self._taker)
            self.form.taker.setCurrentText(self._offered_to)
        self.reject()
        dialog.open()

    def _offer(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._offered(), self.form.handover_fault, self.go)

    async def _offered(self) -> list[Entry]:
        if not self._taker:
            raise RuleError(self.tr("Say who takes the role."))
        taker = self._observed.organisation.people.called(self._taker) or f"@{self._taker}"
        offer = self.filled_in(Offer(self._holding.key, taker))
        return await self._bridge.do(offer, self._observed.incident)


def _column(holder: QWidget) -> QVBoxLayout:
    column = holder.layout()
    assert isinstance(column, QVBoxLayout)
    return column
