"""Standing down: what it ends is shown before, what was checked is said, and who was told gets a word ready to send."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop import words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_text
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.step_row import StepRow
from incident_desk.desktop.theme import font
from incident_desk.domain.entry import Entry
from incident_desk.domain.standing_down import StandDown, draft, told, under_way, waiting

DRAFT_PX = 84


class StandDownDialog(Dialog):
    """The draft follows what was checked until somebody writes in it. Enter goes through, Ctrl+Enter does it."""

    WIDTH_PX = 664

    def __init__(
        self,
        bridge: Bridge,
        observed: ObservedIncident,
        window: QWidget,
        reason: str = "",
        occurred_us: int | None = None,
    ) -> None:
        title = QCoreApplication.translate("StandDownDialog", "Stand down: nothing was wrong")
        super().__init__(window, "stand_down_dialog", "circle-check", title)
        self._bridge = bridge
        self._observed = observed
        self._occurred_us = occurred_us
        board = observed.board
        self._told = told(
            roles=board.roles,
            tasks=board.tasks,
            handovers=board.handovers,
            restriction=board.restriction,
            timeline=board.timeline,
            people=observed.organisation.people,
            by=bridge.me,
        )
        self._made = ""
        self.reason = QLineEdit(reason)
        self.draft = form_text("stand_down_draft", self.tr("Draft for those who were told"), DRAFT_PX)
        self.fault = Label("", 12, 500, "bad", "stand_down_fault", wraps=True)
        self._lay_out()
        self.promise("undo-2", self.tr("Taken back, it all goes on"))
        self.copy = self.add_button("stand_down_copy", self.tr("Copy the draft"), self._copy, "plain", "copy")
        self.copy.setVisible(self._is_heard)
        self.go = self.add_button("stand_down_go", self.tr("Stand down"), self._stand_down, "primary", "circle-check")
        self.go.setToolTip(self.tr("Ctrl+Enter"))
        self.add_key("Ctrl+Return", self._stand_down)
        self.reason.textChanged.connect(self._make_draft)
        self.reason.returnPressed.connect((self.draft if self._is_heard else self.go).setFocus)
        self._make_draft()
        attend(self, bridge, observed, "incident_header_panel", "stand_down")
        self._show_refusal()

    @property
    def _is_heard(self) -> bool:
        """Whether anybody was told, and so has to hear it."""
        return bool(self._told.names or self._told.messages)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        self.reason.setObjectName("stand_down_reason")
        self.reason.setAccessibleName(self.tr("What was checked"))
        self.reason.setPlaceholderText(self.tr("The page came from a test of the monitoring"))
        self.reason.setFont(font(15))
        self.reason.setMinimumHeight(38)
        column.addWidget(SectionHead(self.tr("What was checked?"), self.tr("in a sentence"), "1"))
        column.addWidget(self.reason)
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("It ends, in one step"), number="2"))
        for row in self._endings():
            column.addWidget(row)
        column.addSpacing(4)
        self._lay_out_draft(column)
        column.addWidget(self.fault)

    def _lay_out_draft(self, column: QVBoxLayout) -> None:
        column.addWidget(SectionHead(self.tr("A draft for exactly those who were told"), number="3"))
        self.heard = Label(self._told_words(), 12, 400, "text2", "stand_down_told", wraps=True)
        column.addWidget(self.heard)
        column.addWidget(self.draft)
        self.draft.setVisible(self._is_heard)

    def first(self) -> QWidget:
        return self.reason

    # what it ends -----------------------------------------------------------------------------------------------------

    def _endings(self) -> list[StepRow]:
        board, people = self._observed.board, self._observed.organisation.people
        held = [(h.title, h.holder.value.now(people).name) for h in board.roles.held.values() if h.holder.value]
        tasks = board.tasks.open
        rows = [
            self._ending(
                self.tr("Roles"),
                words.counted(len(held), self.tr("1 becomes free"), self.tr("{count} become free")),
                [self.tr("{name} ({role})").format(name=name, role=role) for role, name in held],
            ),
            self._ending(
                self.tr("Tasks"),
                words.counted(len(tasks), self.tr("1 is not needed"), self.tr("{count} are not needed")),
                [task.words(board.timeline) for task in tasks],
            ),
        ]
        clocks = StepRow(self.tr("Clocks"))
        impact = self.tr("The impact and everything that is due or promised") if board.impact.is_running else ""
        clocks.show_step(
            "clock", "text2", impact or self.tr("Everything that is due or promised, and asking who has not answered")
        )
        return [*rows, self._held_back(), clocks]

    def _held_back(self) -> StepRow:
        messages = self._observed.board.messages
        found = [
            self.tr("message {number} ({channel})").format(number=messages.label(message), channel=variant.key)
            for message, variant in waiting(messages)
        ]
        return self._ending(
            self.tr("Messages"),
            words.counted(len(found), self.tr("1 does not go out"), self.tr("{count} do not go out")),
            found,
        )

    def _ending(self, name: str, counted: str, found: list[str]) -> StepRow:
        row = StepRow(name)
        told = f"{counted}: {', '.join(found)}" if found else self.tr("none")
        row.show_step("circle-check" if found else "circle-dashed", "text2", told)
        return row

    def _told_words(self) -> str:
        names, count = ", ".join(self._told.names), len(self._told.messages)
        got = words.counted(count, self.tr("whoever got the message"), self.tr("whoever got the {count} messages"))
        if names and count:
            return self.tr("{names}, and {messages}").format(names=names, messages=got)
        return names or (got if count else self.tr("Nobody was told, so nobody has to hear it."))

    def _show_refusal(self) -> None:
        refusal = under_way(self._observed.board.courses)
        self.fault.setText(refusal)
        self.fault.setVisible(bool(refusal))
        self.go.setEnabled(not refusal)

    # doing it ---------------------------------------------------------------------------------------------------------

    def _make_draft(self) -> None:
        """Somebody's own words in it are left alone."""
        if self.draft.toPlainText() == self._made:
            self._made = words.said(draft(self._observed.board.headline, self.reason.text()))
            self.draft.setPlainText(self._made)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.draft.toPlainText())

    def _stand_down(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._stood_down(), self.fault, self.go)

    async def _stood_down(self) -> list[Entry]:
        words = self.draft.toPlainText().strip() if self._is_heard else ""
        fields = StandDown(self.reason.text().strip(), words, self._occurred_us)
        return await self._bridge.do(fields, self._observed.incident)
