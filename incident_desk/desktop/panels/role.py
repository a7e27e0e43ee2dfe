"""One role and its ways to change: who holds it since when, whether they said so, what they have to do next."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLayoutItem, QMenu, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.conflicts import Conflict
from incident_desk.desktop.duties import Answer, Standing
from incident_desk.desktop.forms.ui_role import Ui_RoleForm
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.role_actions import RoleActions
from incident_desk.desktop.panels.role_also import AlsoLine
from incident_desk.desktop.panels.role_offer import OfferLine
from incident_desk.desktop.panels.role_words import RoleShown, shown, step_line
from incident_desk.desktop.parts.checklist import HEIGHT_PX as STEP_PX
from incident_desk.desktop.parts.checklist import StepRow
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.tips import set_tip
from incident_desk.desktop.presence import FILLS, ROLE, PresenceStrip
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.theme.dress import dress

GHOST_PX = 8
"""A button with a frame ends where the words above it end; one without reaches on by its padding."""


class RolePanel(QWidget):
    """Shows the next few steps, or with `all_steps` pressed the duty and the whole checklist.

    Whoever at this desk has just got the role reads the duty without asking.
    """

    resized = Signal()

    def __init__(self, bridge: Bridge, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"role_{key}")
        self.key = key
        self._bridge = bridge
        self.standing: Standing | None = None
        self._words: RoleShown | None = None
        self._due: object = None
        self._steps_wanted = 0
        self.form = Ui_RoleForm()
        self.form.setupUi(self)  # pyright: ignore[reportUnknownMemberType]
        dress(self)
        self.presence = PresenceStrip(bridge, f"{ROLE}{key}", side_px=20)
        foot = self.form.layout_11
        foot.insertWidget(foot.indexOf(self.form.all_steps) + 1, self.presence, FILLS)
        self.offer = OfferLine(bridge, key, self)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self.form.deputy_line) + 1, self.offer)
        self.steps: list[StepRow] = []
        self._place = TabPlace(self)
        self.form.conflict_line.hide()
        self.acts = RoleActions(bridge, key, self.form.role_fault, self)
        self.also = AlsoLine(self.acts, key, self)
        column.insertWidget(column.indexOf(self.form.deputy_line), self.also)
        self.menu = QMenu(self)
        self._connect()

    def _connect(self) -> None:
        form, acts = self.form, self.acts
        form.conflict.clicked.connect(acts.choose)
        form.to_deputy.clicked.connect(acts.give_to_deputy)
        form.read_handover.clicked.connect(acts.read_handover)
        form.take.clicked.connect(acts.take)
        form.acknowledge.clicked.connect(acts.acknowledge)
        form.hand_over.clicked.connect(acts.hand_over)
        self.offer.go_on_asked.connect(acts.hand_over)
        self.also.turned.connect(self.resized)
        form.all_steps.setCheckable(True)
        form.all_steps.toggled.connect(self._show_steps)
        form.all_steps.toggled.connect(self.resized)
        form.assign.clicked.connect(self._open_assigning)
        form.assigning.use(f"{self.objectName()}_assign", self.tr("Who takes it?"), self.tr("Assign"))
        form.assigning.asked.connect(self._assign)
        form.assigning.closed.connect(self._end_assigning)
        form.role_more.clicked.connect(self._open_menu)
        buttons = (form.to_deputy, form.take, form.assign, form.acknowledge, form.hand_over, form.role_more)
        self._bridge.rights.rule(*buttons, self.also.lend)

    # showing ----------------------------------------------------------------------------------------------------------

    def show_standing(self, observed: ObservedIncident, standing: Standing, conflict: Conflict | None) -> None:
        """Show how the role stands; what is the same stays untouched."""
        if observed is not self.acts.observed:
            self._begin(observed)
        words = shown(standing, self._bridge.zone, is_mine=self.is_mine(standing))
        due = (standing.steps, standing.tasks, self._bridge.zone, standing.is_new)
        is_same, self._due = due == self._due, due
        self.standing = self.acts.standing = standing
        self.offer.show_role(observed)
        self.also.show_standing(standing)
        if words != self._words:
            self._words = words
            self._show_words(words, standing)
        if conflict != self.acts.conflict:
            self.acts.conflict = conflict
            self.form.conflict.say(conflict.said if conflict else "", conflict.detail if conflict else "")
            self.form.conflict_line.setVisible(conflict is not None)
        if not is_same:
            self._show_steps()

    def _begin(self, observed: ObservedIncident) -> None:
        """Another incident: what was begun in the last one is not done in this."""
        self.acts.observed = observed
        self.presence.observe(observed)
        self.form.all_steps.setChecked(False)
        self.form.assigning.close_line()
        self.form.role_fault.say("")

    def is_mine(self, standing: Standing) -> bool:
        """Whether whoever is at the desk holds it."""
        return standing.holder is not None and standing.holder.person == self._bridge.me

    def _show_words(self, words: RoleShown, standing: Standing) -> None:
        form = self.form
        form.avatar.set_person(words.avatar, is_dashed=words.is_dashed)
        form.role_title.setText(words.title)
        form.role_title.setToolTip(tip("\n".join(part for part in (words.title, standing.duties) if part)))
        form.holder.setText(words.holder)
        holder = standing.holder.person if standing.holder else None
        form.avatar.setToolTip(tip(self._bridge.rights.named(holder)) if holder else "")
        form.holder.set_tone(words.holder_tone)
        form.since.setText(words.since)
        form.answer.setText(words.answer)
        form.answer.set_tone(words.answer_tone)
        form.answer_mark.show_symbol(words.symbol, words.symbol_tone)
        form.answer_mark.setVisible(bool(words.symbol))
        form.deputy_line.setVisible(bool(words.deputy))
        form.deputy.setText(words.deputy)
        form.to_deputy.setVisible(words.can_give)
        form.duties.setText(standing.duties)
        form.handed.setVisible(bool(standing.handover) and standing.answer is not Answer.NOBODY)
        form.all_steps.setText(words.progress)
        form.bar.set_share(standing.done_count / max(1, len(standing.steps)))
        form.bar.setVisible(bool(standing.steps))
        form.all_steps.setVisible(bool(standing.steps or standing.tasks))
        self._name_controls(words)
        self._show_foot()

    def _name_controls(self, words: RoleShown) -> None:
        """The same words stand in every panel; read aloud, each says which role it is about."""
        form = self.form
        for button in (form.to_deputy, form.take, form.assign, form.acknowledge, form.hand_over):
            button.setAccessibleName(f"{button.text()}: {words.title}")
        form.all_steps.setAccessibleName(
            self.tr("{progress}: {role}").format(progress=words.progress, role=words.title)
        )
        form.all_steps.setToolTip(self.tr("The duty and all steps"))
        form.role_more.setAccessibleName(self.tr("More about {role}").format(role=words.title))
        set_tip(form.role_more, form.role_more.accessibleName())

    def _show_foot(self) -> None:
        if self.standing is None:
            return
        form, answer = self.form, self.standing.answer
        form.foot.setVisible(not form.assigning.is_open)
        for button in (form.take, form.assign):
            button.setVisible(answer is Answer.NOBODY)
        form.acknowledge.setVisible(answer in (Answer.ASKED, Answer.SILENT))
        form.hand_over.setVisible(answer is Answer.HELD)
        foot = form.foot.layout()
        assert foot is not None
        foot.setContentsMargins(0, 6, GHOST_PX if answer is Answer.NOBODY else 0, 0)
        form.role_more.setVisible(answer is not Answer.NOBODY)
        self.resized.emit()

    # steps ------------------------------------------------------------------------------------------------------------

    def want_steps(self, count: int) -> None:
        """How many of the next steps to show."""
        if count != self._steps_wanted:
            self._steps_wanted = count
            self._show_steps()

    @property
    def height_without_steps(self) -> int:
        """What the panel takes with no step shown. Qt's own answer is stale while the panel is hidden."""
        column = self.layout()
        assert column is not None
        margins = column.contentsMargins()
        items = [item for at in range(column.count()) if (item := column.itemAt(at)) is not None]
        parts_px = (_height_px(item, self.width()) for item in items if item.widget() is not self.form.steps)
        return margins.top() + margins.bottom() + sum(parts_px)

    @property
    def is_whole(self) -> bool:
        """Whether all steps are asked for."""
        return self.form.all_steps.isChecked()

    def _show_steps(self) -> None:
        if self.standing is None:
            return
        found = self.standing.all_steps if self.is_whole else self.standing.open_steps[: self._steps_wanted]
        is_told = self.is_whole or (self.standing.is_new and self.is_mine(self.standing))
        is_told = is_told and bool(self.standing.duties)
        if self.form.duties_line.isHidden() == is_told:
            self.form.duties_line.setVisible(is_told)
            self.resized.emit()
        while len(self.steps) < len(found):
            self._add_step()
        told_us, zone = self.standing.told_us, self._bridge.zone
        for row, step in zip(self.steps, found, strict=False):
            row.show_step(step_line(step, told_us, zone))
        for at, row in enumerate(self.steps):
            row.setVisible(at < len(found))

    def _add_step(self) -> None:
        row = StepRow(self.form.steps)
        row.setObjectName(f"{self.objectName()}_step_{len(self.steps) + 1}")
        self._bridge.rights.rule(row)
        row.clicked.connect(lambda: self._turn(row))
        row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        row.customContextMenuRequested.connect(partial(self.acts.open_step_menu, self.menu, row))
        column = self.form.steps.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(row)
        self.steps.append(row)
        self._place.put(self.steps)

    @property
    def tab_chain(self) -> list[QWidget]:
        """Its controls in their order, for whoever puts several roles in order."""
        form, line = self.form, self.form.assigning
        before = [form.conflict, self.also.lend, self.also.go, form.to_deputy, self.offer.button, form.read_handover]
        before = [*before, self._place, *self.steps]
        foot = [form.all_steps, form.take, form.assign, form.acknowledge, form.hand_over, form.role_more]
        return [*before, *foot, line.field, line.go, line.cancel]

    def _turn(self, row: StepRow) -> None:
        """The tick shows when it is on the record, not before; a task is asked about first."""
        row.setChecked(row.step.is_done)
        self.acts.turn(row.step)

    # asking -----------------------------------------------------------------------------------------------------------

    def _open_assigning(self) -> None:
        names = [name for _, name in self._bridge.organisation.people.all()]
        self.form.assigning.open_line(names, tell=self.acts.also_words)
        self._show_foot()

    def _assign(self, name: str) -> None:
        self._bridge.soon(self._assigned(name))

    async def _assigned(self, name: str) -> None:
        if await self.acts.assign(name):
            self.form.assigning.close_line()

    def _end_assigning(self) -> None:
        """Back to the buttons, the keyboard on the first of them."""
        self.form.role_fault.say("")
        self._show_foot()
        buttons = (self.form.assign, self.form.acknowledge, self.form.hand_over)
        if shown := next((b for b in buttons if not b.isHidden()), None):
            shown.setFocus()

    def _open_menu(self) -> None:
        self.menu.clear()
        more = [
            ("assign_else", self.tr("Give it to somebody else"), self._open_assigning),
            ("hand_over", self.tr("Hand over"), self.acts.hand_over),
            ("release", self.tr("Take it back from its holder"), self.acts.release),
        ]
        for name, words, act in more:
            action = QAction(words, self.menu)
            action.setObjectName(f"{self.objectName()}_{name}")
            action.triggered.connect(act)
            self.menu.addAction(action)
        button = self.form.role_more
        self.menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


def height_of(panel: RolePanel) -> int:
    """What a panel takes as it is."""
    return panel.height_without_steps + STEP_PX * sum(not row.isHidden() for row in panel.steps)


def _height_px(item: QLayoutItem, width_px: int) -> int:
    """What one part of the panel takes now."""
    part = item.widget()
    if part is None:
        return item.sizeHint().height()
    if part.isHidden():
        return 0
    return part.heightForWidth(width_px) if part.hasHeightForWidth() else part.sizeHint().height()
