"""Declaring an incident: three questions, the keyboard alone, ten seconds (docs/klm-declare.md)."""

from itertools import pairwise

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop import words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.announced import Announced
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.filling import KEY, Filling
from incident_desk.desktop.dialogs.holding import KEY as HOLDING_KEY
from incident_desk.desktop.dialogs.holding import Holding
from incident_desk.desktop.dialogs.restricting import Restricting
from incident_desk.desktop.dialogs.veil import MARGIN_PX
from incident_desk.desktop.forms.ui_declare import Ui_Declare
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.severity_row import SeverityRow
from incident_desk.desktop.remembering import Wanted
from incident_desk.desktop.seen_before import SeenBefore
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.trigger_words import triggered_words
from incident_desk.desktop.window_state import DeclareDraft, WindowState
from incident_desk.domain.commands import Fields
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Declare
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.restriction import OnePerson
from incident_desk.domain.role_filling import FillRoles
from incident_desk.domain.severity import Severity

LOW_WINDOW_PX = 780
LOW_ROW_PX = 38
BESIDE_PX = 360
FEW = 1
"""In a low window the severities give way, so that all of the dialog is seen."""


class DeclareDialog(Dialog):
    """`declared` tells the new incident. What was typed and not declared is kept as a draft, however it is closed.

    Args:
        of: the maintenance that went wrong, or what is known by a warning.
    """

    WIDTH_PX = 840
    declared = Signal(str)
    past_asked = Signal(str)
    """Somebody wants to look at an incident that was like this one; what they typed is kept as a draft."""

    def __init__(
        self,
        bridge: Bridge,
        state: WindowState,
        window: QWidget,
        of: EntryId | DeclareDraft | None = None,
    ) -> None:
        super().__init__(window, "declare_dialog", "siren", _title(), "sev1")
        self._bridge = bridge
        self._state = state
        self._plan = bridge.organisation.plans.current
        self._opened_us = bridge.now_us()
        self._is_declaring = False
        self.form = Ui_Declare()
        self.form.setupUi(self.body)  # pyright: ignore[reportUnknownMemberType]
        dress(self.body)
        self.form.declare_fault.hide()
        self.severities = self._severity_rows(is_low=window.height() < LOW_WINDOW_PX)
        self.form.services.offer(self._plan.service_names)
        self.form.started.use(bridge, "started", self.tr("When did it start?"))
        self.filling, self.restricting, self.holding = Filling(bridge), Restricting(bridge), Holding()
        for part in (self.filling, self.restricting, self.holding):
            self.form.layout_14.insertWidget(self.form.layout_14.indexOf(self.form.plan_well), part)
        came_of, begun = (None, of) if isinstance(of, DeclareDraft) else (of, _begun(bridge, of))
        # maintenance that it came of is found again; and what was begun elsewhere is not written over
        self._is_kept = of is None or (came_of is None and state.draft is None)
        self.seen = _seen_before(self, bridge, window)
        self.announced = Announced(bridge, came_of)
        self.add_above_foot(self.announced)
        self.announced.turned.connect(self.fit)
        self._make_foot()
        self._connect()
        self._restore(begun or state.draft or DeclareDraft())
        self._begun_as = self.draft
        self._show_summary()
        tick().follow(self, self._show_time)

    # building ---------------------------------------------------------------------------------------------------------

    def _severity_rows(self, *, is_low: bool) -> list[SeverityRow]:
        column = self.form.severity_rows.layout()
        assert isinstance(column, QVBoxLayout)
        rows: list[SeverityRow] = []
        for severity, consequence in self._plan.severities.items():
            row = SeverityRow(severity, consequence.name, consequence.means)
            if is_low:
                row.setFixedHeight(LOW_ROW_PX)
            row.toggled.connect(self._show_summary)
            row.clicked.connect(self._propose)
            column.addWidget(row)
            rows.append(row)
        return rows

    def _make_foot(self) -> None:
        self.promise("hard-drive", self.tr("Works with no network: saved on this disk first"))
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        self.keep = self.add_button("keep_draft", self.tr("Keep as draft"), self.reject)
        self.go = self.add_button("declare_now", "", self.declare, "danger", "siren")

    def _connect(self) -> None:
        services = self.form.services
        order = [self.form.declare_title, *self.severities, services.place, *services.chips, services.other]
        for before, after in pairwise([*order, self.form.started.edit]):
            QWidget.setTabOrder(before, after)
        self.form.declare_title.textChanged.connect(self._show_title)
        self.form.services.changed.connect(self._show_title)
        self.form.declare_title.returnPressed.connect(self._to_severity)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self.add_key(keys, self.declare)
        self.add_key(KEY, self.filling.turn)
        self.add_key(HOLDING_KEY, self.holding.turn)
        self.restricting.chip.toggled.connect(self._show_summary)
        self.seen.incident_asked.connect(self._look_back)
        for row in self.severities:
            for modifier in ("Alt", "Ctrl"):
                self.add_key(f"{modifier}+{row.severity[-1]}", row.click)

    # what is chosen ---------------------------------------------------------------------------------------------------

    @property
    def severity(self) -> Severity | None:
        """The one that is chosen."""
        return next((row.severity for row in self.severities if row.isChecked()), None)

    @property
    def draft(self) -> DeclareDraft:
        """What was typed and chosen so far."""
        return DeclareDraft(
            self.form.declare_title.text().strip(),
            self.severity,
            self.form.services.chosen(),
            self.form.started.edit.text().strip(),
            self.restricting.chip.isChecked(),
            self.restricting.people.chosen(),
            self.filling.is_wanted,
            self.holding.chip.isChecked(),
        )

    def _restore(self, draft: DeclareDraft) -> None:
        self.form.declare_title.setText(draft.title)
        self.form.started.edit.setText(draft.started)
        self.form.services.choose(draft.services)
        self.restricting.people.choose(draft.members)
        self.restricting.chip.setChecked(draft.is_restricted)
        self.filling.chip.setChecked(draft.fills)
        self.holding.chip.setChecked(draft.holds)
        for row in self.severities:
            row.setAutoExclusive(False)  # else the last one chosen could not be let go
            row.setChecked(row.severity is draft.severity)
            row.setAutoExclusive(True)

    def _propose(self) -> None:
        """What the plan proposes for the severity that somebody has just chosen; they may take it back."""
        if self.severity is not None and self._plan.severities[self.severity].restricted:
            self.restricting.chip.setChecked(True)

    # what it says -----------------------------------------------------------------------------------------------------

    def _show_summary(self) -> None:
        severity = self.severity
        self._show_title()
        self.form.plan_summary.setText(triggered_words(self._plan, severity))
        self.filling.show_severity(self._plan, severity, is_restricted=self.restricting.chip.isChecked())
        self.holding.show_plan(self._plan, is_restricted=self.restricting.chip.isChecked())
        self.go.setText(self.tr("Declare {severity}").format(severity=words.severity_word(severity)))
        if severity is None:
            self.go.setText(self.tr("Declare, severity later"))

    def _show_title(self) -> None:
        title = self.form.declare_title.text()
        self.announced.look(self.form.services.chosen(), title)
        self.seen.look_for(Wanted(title, self.form.services.chosen()))
        self.go.setEnabled(bool(title.strip()) and not self._is_declaring)

    def _show_time(self) -> None:
        seconds = max(0, self._bridge.now_us() - self._opened_us) // SECOND_US
        self.meta.setText(self.tr("Open for {seconds} s").format(seconds=seconds))

    # keys -------------------------------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        return self.form.declare_title

    def _to_severity(self) -> None:
        chosen = next((row for row in self.severities if row.isChecked()), self.severities[0])
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A bare digit chooses while a severity has the keyboard, and the services are next."""
        number = event.key() - Qt.Key.Key_0
        if isinstance(self.focusWidget(), SeverityRow) and 1 <= number <= len(self.severities):
            self.severities[number - 1].click()
            self.form.services.take_keyboard()
        else:
            super().keyPressEvent(event)

    # ending -----------------------------------------------------------------------------------------------------------

    def declare(self) -> None:
        """Write the declaration; the dialog stays until it is on the disk."""
        if not self.go.isEnabled():
            return
        self._is_declaring = True
        self.go.setEnabled(False)
        self.form.declare_fault.hide()
        self.form.services.take_typed()
        self.restricting.people.take_typed()
        self._bridge.soon(self._declare())

    async def _declare(self) -> None:
        try:
            entries = await self._bridge.do(self._commands())
        except DeskError as e:
            self._is_declaring = False
            self.form.declare_fault.setText(self.tr("Not declared: {reason}").format(reason=words.reason(str(e))))
            self.form.declare_fault.show()
            self._show_summary()
            return
        self._restore(DeclareDraft())
        self.accept()
        self.declared.emit(entries[-1].incident)

    def _commands(self) -> list[Fields]:
        """Raises: BadInput if the moment it started cannot be read."""
        draft, started_us = self.draft, self.form.started.moment_us()
        incident = IncidentId(self._bridge.desk.new_id()) if self._bridge.desk and not draft.is_restricted else None
        declaring: list[Fields] = [
            Declare(draft.title, draft.severity, draft.services, incident=incident, restricted=draft.is_restricted),
            *(map(OnePerson, draft.members) if draft.is_restricted else ()),
            *self.announced.commands(),
            *((FillRoles(),) if draft.fills else ()),
            *self.holding.commands(),
        ]
        return declaring if started_us is None else [*declaring, SetImpact(started_us=started_us)]

    def _look_back(self, incident: str) -> None:
        if not self._is_kept and self.draft != self._begun_as:
            self.form.declare_fault.setText(
                self.tr("Declare it first, or close it: what you typed here is kept nowhere")
            )
            self.form.declare_fault.show()
            return
        self.reject()
        self.past_asked.emit(incident)

    def lay_aside(self) -> None:
        self.reject()

    def done(self, result: int) -> None:
        """However it ends, words that were not declared are kept."""
        draft = self.draft
        if self._is_kept:
            self._state.keep_draft(None if draft == DeclareDraft() else draft)
        super().done(result)


def _seen_before(dialog: DeclareDialog, bridge: Bridge, window: QWidget) -> SeenBefore:
    """Beside the questions where the window has the room, else below them, in sight whatever is scrolled."""
    if window.width() < dialog.WIDTH_PX + BESIDE_PX + 2 * MARGIN_PX:
        seen = SeenBefore(bridge, FEW)
        seen.setContentsMargins(24, 8, 24, 8)
        dialog.add_above_foot(seen)
        seen.turned.connect(dialog.fit)
    else:
        seen = SeenBefore(bridge)
        seen.setContentsMargins(20, 18, 20, 14)
        dialog.middle.add_beside(seen, BESIDE_PX)
    return seen


def _begun(bridge: Bridge, came_of: EntryId | None) -> DeclareDraft | None:
    """What is known of the maintenance it came of, if it came of one."""
    one = bridge.organisation.maintenances.of.get(came_of) if came_of else None
    return DeclareDraft(one.title.value or "", services=one.services.value or ()) if one else None


def _title() -> str:
    return QCoreApplication.translate("DeclareDialog", "Declare incident")
