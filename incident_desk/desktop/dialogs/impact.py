"""Saying who is hurt, on which services, from when to when. What is not changed is not written again."""

from msgspec import UNSET, UnsetType
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.forms.ui_impact_facts import Ui_ImpactForm
from incident_desk.desktop.moment_field import MomentField
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.theme.dress import dress
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.moments import SECOND_US


class ImpactDialog(Dialog):
    """All four facts in one form, opened on the one that was asked for."""

    WIDTH_PX = 640

    def __init__(self, bridge: Bridge, observed: ObservedIncident, fact: str, window: QWidget) -> None:
        title = QCoreApplication.translate("ImpactDialog", "Impact")
        super().__init__(window, "impact_dialog", "users", title)
        self._bridge = bridge
        self._observed = observed
        attend(self, bridge, observed, "impact_panel", "impact")
        self._fact = fact
        self.form = Ui_ImpactForm()
        self.form.setupUi(self.body)  # pyright: ignore[reportUnknownMemberType]
        dress(self.body)
        self.form.impact_fault.hide()
        self.promise("history", self.tr("Each change is a line of the timeline; what it was before stays readable"))
        self.go = self.add_button("impact_go", self.tr("Set"), self._set, "primary")
        self.add_key("Ctrl+Return", self._set)
        self._fill()

    def first(self) -> QWidget:
        form = self.form
        chips = form.services.chips
        of = {
            "services": chips[0] if chips else form.services.other,
            "started_us": form.started.edit,
            "ended_us": form.ended.edit,
        }
        return of.get(self._fact, form.affected)

    def _fill(self) -> None:
        form, impact = self.form, self._observed.board.impact
        form.affected.setPlainText(impact.affected.value or "")
        form.services.offer(self._observed.plan.service_names)
        form.services.choose(impact.services.value or ())
        for field, name, words in (
            (form.started, "started_us", self.tr("Impact started")),
            (form.ended, "ended_us", self.tr("Impact ended")),
        ):
            field.use(self._bridge, name, words)
            field.set_moment(getattr(impact, name).value)
            field.edit.returnPressed.connect(self._set)

    def _set(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._sets(), self.form.impact_fault, self.go)

    async def _sets(self) -> list[Entry]:
        """Raises: BadInput or RuleError, told in the dialog."""
        changed = self._changed()
        if changed == SetImpact():
            raise RuleError(self.tr("Nothing would change: say what is known now."))
        return await self._bridge.do(changed, self._observed.incident)

    def _changed(self) -> SetImpact:
        """The facts that are not what they were."""
        form, impact = self.form, self._observed.board.impact
        form.services.take_typed()
        affected, services = form.affected.toPlainText().strip(), form.services.chosen()
        return SetImpact(
            affected=UNSET if affected == (impact.affected.value or "") else affected,
            services=UNSET if set(services) == set(impact.services.value or ()) else services,
            started_us=_changed_moment(form.started, impact.started_us.value),
            ended_us=_changed_moment(form.ended, impact.ended_us.value),
        )


def _changed_moment(field: MomentField, was_us: int | None) -> int | UnsetType | None:
    """A field shows whole seconds, so it is no change if only the rest differs. Raises: BadInput."""
    us = field.moment_us()
    return UNSET if _seconds(us) == _seconds(was_us) else us


def _seconds(us: int | None) -> int | None:
    return None if us is None else us // SECOND_US
