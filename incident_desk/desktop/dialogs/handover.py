"""Offering a role to the next holder: what the record knows is filled in, what worries the giver only they know."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop import words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.handover_rows import HandoverRows
from incident_desk.desktop.dialogs.lines import line_words
from incident_desk.desktop.forms.ui_handover import Ui_Handover
from incident_desk.desktop.moments import clock_near, span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.presence import ROLE
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.words import counted
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.handover_filling import telling_lines
from incident_desk.domain.handovers import Offer
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.plan_schema import Role
from incident_desk.domain.roles import Holding

WORDS_PX = 104
"""Some five lines; the rest of the height is the rows'."""


class HandoverDialog(Dialog):
    """A form for one role. The giver holds it until the taker has accepted."""

    WIDTH_PX = 1000

    def __init__(self, bridge: Bridge, observed: ObservedIncident, role_key: str, window: QWidget) -> None:
        self._holding: Holding = observed.board.roles.held[role_key]
        title = QCoreApplication.translate("HandoverDialog", "Hand over: {role}").format(role=self._holding.title)
        super().__init__(window, "handover_dialog", "arrow-left-right", title)
        self._bridge = bridge
        self._observed = observed
        self._window = window
        attend(self, bridge, observed, f"{ROLE}{role_key}", "handover")
        self._role: Role | None = observed.plan.role(role_key)
        self.form = Ui_Handover()
        self.form.setupUi(self.body)  # pyright: ignore[reportUnknownMemberType]
        dress(self.body)
        self.form.handover_fault.hide()
        self.rows = HandoverRows(bridge, observed, self._holding)
        _column(self.form.going).addWidget(self.rows)
        self.room = Button(self.tr("The whole room…"), "users", "small", "handover_room")
        self._told = self._say_what_follows()
        self._foot = self.promise("shield-check", "")
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        self.go = self.add_button("handover_go", "", self._offer, "primary", "arrow-left-right")
        self.add_key("Ctrl+Return", self._offer)
        self.room.clicked.connect(self._open_room)
        self._fill()

    def first(self) -> QWidget:
        return self.form.worry

    # filling ----------------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        form, holding = self.form, self._holding
        for field in (form.situation, form.worry):
            field.setFixedHeight(WORDS_PX)
        form.situation.setPlainText(self._situation())
        form.duty.setText(self._role.duties if self._role else "")
        form.duty_head.setVisible(self._role is not None)
        holder = holding.holder.value
        if holder is not None and holding.since_us is not None:
            since = clock_near(holding.since_us, self._bridge.now_us(), self._bridge.zone)
            self.meta.setText(self.tr("held by {name} since {clock}").format(name=holder.name, clock=since))
        deputy, others = self._takers(holder.name if holder else "")
        form.taker.addItems([*deputy, *others])
        form.taker.setCurrentIndex(0 if deputy else -1)  # nobody takes over because they stand first in a list
        form.taker.currentTextChanged.connect(self._show_taker)
        self.rows.turned.connect(self._show_taker)
        held = [each for each in self._observed.board.roles.held.values() if each.holder.value is not None]
        self.room.setVisible(len(held) > 1)
        self._show_taker()

    def _takers(self, holder: str) -> tuple[list[str], list[str]]:
        """The deputy, if somebody is that, and everybody else known."""
        role = self._observed.board.roles.held.get(self._role.deputy) if self._role else None
        name = role.holder.value.name if role and role.holder.value else ""
        deputy = [name] if name and name != holder else []
        return deputy, [n for _, n in self._bridge.organisation.people.all() if n not in (holder, *deputy)]

    def _situation(self) -> str:
        """Where it stands, and the last lines that tell it, as the record has them."""
        board, zone, now_us = self._observed.board, self._bridge.zone, self._bridge.now_us()
        headline = board.headline
        stands = self.tr("{severity}, {state}").format(
            severity=words.severity_word(headline.severity.value), state=words.state_word(headline.state)
        )
        if (since_us := headline.since_us) is not None:
            stands += ", " + self.tr("for {span}").format(span=span_words(now_us - since_us))
        if affected := board.impact.affected.value:
            stands += ". " + affected
        told = [f"{clock_near(x.occurred_us, now_us, zone)} {line_words(x)}" for x in telling_lines(board)]
        return "\n".join([stands, *told])

    def _say_what_follows(self) -> list[Label]:
        """Under the duty: what happens when it is accepted. Returns: the lines that change."""
        column = _column(self.form.follows)
        column.addWidget(Label(self.tr("When they accept"), 13, 600))
        lines = [Label("", 13, 400, wraps=True) for _ in range(3)]
        for symbol, line in zip(("user-check", "arrow-left-right", "message-square"), lines, strict=True):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Picture(symbol=symbol, ink="text2", side_px=14), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(line, 1)
            column.addLayout(row)
        column.addWidget(self.room, 0, Qt.AlignmentFlag.AlignLeft)
        return lines

    def _show_taker(self) -> None:
        name = self.form.taker.currentText().strip()
        is_named = bool(name)
        self.go.setText(self.tr("Offer to {name}").format(name=name) if is_named else self.tr("Offer"))
        self.go.setEnabled(is_named)
        someone = name or self.tr("Whoever takes it")
        tasks = counted(len(self.rows.chosen("task")), self.tr("1 task goes over"), self.tr("{count} tasks go over"))
        lists = (self.rows.chosen(kind) for kind in ("promise", "course", "risk"))
        told = self.tr("{tasks}; {count} lines go with it").format(tasks=tasks, count=sum(map(len, lists)))
        said = self.tr("{name} holds the role from that second on").format(name=someone)
        for line, text in zip(
            self._told, (said, told, self.tr("It stands on the timeline, with your words")), strict=True
        ):
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
        dialog.situation.setPlainText(self.form.situation.toPlainText())
        dialog.worry.setPlainText(self.form.worry.toPlainText())
        self.reject()
        dialog.open()

    def _offer(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._offered(), self.form.handover_fault, self.go)

    async def _offered(self) -> list[Entry]:
        name = self.form.taker.currentText().strip()
        if not name:
            raise RuleError(self.tr("Say who takes the role."))
        offer = Offer(
            self._holding.key,
            self._observed.organisation.people.called(name) or f"@{name}",
            self.form.situation.toPlainText().strip(),
            self.form.worry.toPlainText().strip(),
            tasks=self.rows.chosen("task"),
            promises=self.rows.chosen("promise"),
            courses=self.rows.chosen("course"),
            risks=self.rows.chosen("risk"),
        )
        return await self._bridge.do(offer, self._observed.incident)


def _column(holder: QWidget) -> QVBoxLayout:
    column = holder.layout()
    assert isinstance(column, QVBoxLayout)
    return column
