"""What would happen if somebody declared now: a severity is chosen, and drawn. It runs on nothing, it only shows."""

from PySide6.QtWidgets import QButtonGroup, QWidget

from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.planning.seen import Seen
from incident_desk.desktop.planning.timeline import UNTIL_S, ForecastView
from incident_desk.desktop.words import counted, severity_word
from incident_desk.domain.plan_forecast import forecast
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_triggers import triggered
from incident_desk.domain.severity import Severity


class ForecastPanel(Section):
    """While something is wrong with the text it shows the last one that was sound, and says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("plan_forecast_panel", "", parent)
        self.severity = Severity.SEV1
        self._plans: tuple[Plan, Plan | None] | None = None
        self._is_old = False
        self.buttons: dict[Severity, Button] = {}
        group = QButtonGroup(self)
        self.head.insertWidget(0, Label(self.tr("If somebody declared now"), 13, 600))
        for at, severity in enumerate(Severity, 1):
            button = self.buttons[severity] = Button(severity_word(severity), "", "ghost", f"plan_{severity.lower()}")
            button.setCheckable(True)
            button.setChecked(severity is self.severity)
            button.clicked.connect(lambda _=False, severity=severity: self.show_severity(severity))
            group.addButton(button)
            self.head.insertWidget(at, button)
        self.view = ForecastView()
        self.told = Label("", 12, 400, "text2", "plan_forecast_told", wraps=True)
        self.body.addWidget(self.told)
        self.body.addSpacing(4)
        self.body.addWidget(self.view)

    def show_seen(self, seen: Seen) -> None:
        """What the draft came to."""
        self._is_old = seen.plan is None
        if seen.plan is not None:
            self._plans = seen.plan, seen.before
        elif self._plans is None and seen.before is not None:
            self._plans = seen.before, None
        self._show()

    def show_severity(self, severity: Severity) -> None:
        """Draw this one."""
        self.severity = severity
        self.buttons[severity].setChecked(True)
        self._show()

    def _show(self) -> None:
        if self._plans is None:
            return
        plan, before = self._plans
        now = forecast(plan, self.severity, UNTIL_S)
        self.view.show_forecast(now, forecast(before or plan, self.severity, UNTIL_S))
        found, consequence = triggered(plan, self.severity), plan.severities[self.severity]
        roles = counted(len(found.roles), self.tr("1 role"), self.tr("{count} roles"))
        tasks = counted(len(found.tasks), self.tr("1 first task"), self.tr("{count} first tasks"))
        who = self.tr("seen by named people only") if found.is_restricted else self.tr("seen by everybody")
        self.told.setText(f"{consequence.name}: {consequence.means}. {roles}, {tasks}; {who}.")
        new, old = self.tr("filled blue: new in the draft"), self.tr("as of the last text without a mistake")
        self.note.setText(old if self._is_old else new)
