"""Setting the severity: by what it means for customers, with the reason said."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.forms.ui_severity import Ui_SeverityForm
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.severity_row import SeverityRow
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.trigger_words import difference_words
from incident_desk.desktop.words import severity_word
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.incident import NO_REASON, SetSeverity
from incident_desk.domain.severity import Severity


class SeverityDialog(Dialog):
    """A digit chooses, Enter goes on to the reason, and once more sets it.

    A change without a reason is asked about; in the heat one key sets it, and the record says that none was given.
    """

    WIDTH_PX = 840

    def __init__(self, bridge: Bridge, observed: ObservedIncident, window: QWidget) -> None:
        title = QCoreApplication.translate("SeverityDialog", "What does it do to customers?")
        super().__init__(window, "severity_dialog", "gauge", title)
        self._bridge = bridge
        self._observed = observed
        attend(self, bridge, observed, "incident_header_panel", "severity")
        self.form = Ui_SeverityForm()
        self.form.setupUi(self.body)  # pyright: ignore[reportUnknownMemberType]
        dress(self.body)
        self.form.severity_fault.hide()
        self.rows = self._rows()
        self.triggers = Label("", 12, 400, "text2", "severity_triggers", wraps=True)
        self._add_triggers()
        self.promise("undo-2", self.tr("In doubt take the higher one; lowering it later is cheap"))
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        self.unexplained = self.add_button("severity_unexplained", self.tr("No reason now"), self._set_unexplained)
        self.unexplained.setToolTip(self.tr("The record says that none was given"))
        self.go = self.add_button("severity_go", "", self._set, "primary")
        self.form.reason.returnPressed.connect(self._set)
        self.form.reason.textChanged.connect(self._show_choice)
        self.add_key("Ctrl+Return", self._set_in_the_heat)
        self._show_choice()

    def first(self) -> QWidget:
        return next((row for row in self.rows if row.isChecked()), self.rows[0])

    def _rows(self) -> list[SeverityRow]:
        column = self.form.severity_rows.layout()
        assert isinstance(column, QVBoxLayout)
        now = self._observed.board.headline.severity.value
        rows: list[SeverityRow] = []
        for severity, consequence in self._observed.plan.severities.items():
            row = SeverityRow(severity, consequence.name, consequence.means)
            row.setChecked(severity is now)
            row.toggled.connect(self._show_choice)
            column.addWidget(row)
            rows.append(row)
        for before, after in zip(rows, [*rows[1:], self.form.reason], strict=True):
            QWidget.setTabOrder(before, after)
        self.meta.setText(self.tr("now {severity}").format(severity=severity_word(now)))
        return rows

    def _add_triggers(self) -> None:
        """What the choice would bring, between the severities and the reason."""
        column = self.form.severity_rows.layout()
        assert isinstance(column, QVBoxLayout)
        self.triggers.setContentsMargins(0, 8, 0, 0)
        self.triggers.setMinimumHeight(2 * self.triggers.fontMetrics().lineSpacing() + 8)  # the dialog does not jump
        self.triggers.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.triggers)

    @property
    def severity(self) -> Severity | None:
        """The one that is chosen."""
        return next((row.severity for row in self.rows if row.isChecked()), None)

    def _show_choice(self) -> None:
        severity = self.severity
        self.go.setText(
            self.tr("Set {severity}").format(severity=severity_word(severity)) if severity else self.tr("Set")
        )
        self.go.setEnabled(severity is not None)
        self.unexplained.setVisible(self._is_asked_why)
        self.unexplained.setEnabled(severity is not None and not self._reason)
        board = self._observed.board
        now = board.headline.severity.value
        told = (
            difference_words(self._observed.plan, board.roles, board.tasks, now, severity)
            if severity and severity is not now
            else ""
        )
        self.triggers.setText(told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_0
        is_row = isinstance(self.focusWidget(), SeverityRow)
        if is_row and 1 <= number <= len(self.rows):
            self.rows[number - 1].click()
            self.form.reason.setFocus(Qt.FocusReason.TabFocusReason)
        elif is_row and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.form.reason.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    @property
    def _reason(self) -> str:
        return self.form.reason.text().strip()

    @property
    def _is_asked_why(self) -> bool:
        """A first severity needs no reason; to settle what two desks set at once needs none either."""
        now = self._observed.board.headline.severity
        return now.value is not None and not now.is_conflicted

    def _set(self) -> None:
        if not self.go.isEnabled():
            return
        if self._is_asked_why and not self._reason:
            self.form.severity_fault.setText(self.tr("Why? Some words, or Ctrl+Enter for “no reason given”."))
            self.form.severity_fault.show()
            self.form.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.attempt(self._bridge, self._sets(self._reason), self.form.severity_fault, self.go)

    def _set_in_the_heat(self) -> None:
        """One key sets it, with the reason if there is one."""
        if self._is_asked_why and not self._reason:
            self._set_unexplained()
        else:
            self._set()

    def _set_unexplained(self) -> None:
        if self.unexplained.isEnabled():
            self.attempt(self._bridge, self._sets(NO_REASON), self.form.severity_fault, self.unexplained)

    async def _sets(self, reason: str) -> list[Entry]:
        severity = self.severity
        if severity is None:
            raise RuleError(self.tr("Choose one of the severities."))
        return await self._bridge.do(SetSeverity(severity, reason), self._observed.incident)
