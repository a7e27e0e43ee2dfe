"""Who holds what: every role of the incident, how many of them answered, and the way to call one more."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.duties import MANY, Answer, Standing
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.add_role import AddRole
from incident_desk.desktop.panels.fill_roles import FillRolesLine
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.role_list import RoleList
from incident_desk.desktop.panels.role_standings import role_standings
from incident_desk.desktop.panels.roles_folded import FoldedRoles
from incident_desk.desktop.parts.button import IconButton
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.wrapped import Wrapped
from incident_desk.desktop.ticking import tick


class RolesPanel(Observing, QWidget):
    """Whole, or folded to a column of discs; `fold_asked` tells which of the two a person wants."""

    HEARD = ("role.", "handover.", "task.", "severity.", "state.", "incident.", "impact.", "entry.", "gov.")

    fold_asked = Signal(bool)
    incident_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("roles_panel")
        self._bridge = bridge
        self.is_folded = False
        self.note = Elided("", 12, 400, "text2")
        self.fold = IconButton("panel-left-close", self.tr("Fold the roles"), "roles_fold")
        self.hint = Wrapped("", 12, 400, "text2")
        self.filling = FillRolesLine(bridge)
        self.list = RoleList(bridge)
        self.add = AddRole(bridge)
        self.folded = FoldedRoles(bridge)
        self._lay_out()
        self.fold.clicked.connect(lambda: self.fold_asked.emit(True))
        self.folded.unfold_asked.connect(lambda: self.fold_asked.emit(False))
        self.folded.asked.connect(self._unfold_to)
        self.list.incident_asked.connect(self.incident_asked)
        for changed in (
            bridge.zone_changed, bridge.person_changed, bridge.organisation_changed, bridge.everywhere.changed
        ):  # fmt: skip
            changed.connect(self._show)
        tick().follow(self, self._show)

    def _lay_out(self) -> None:
        self.head = head = QHBoxLayout()
        head.setContentsMargins(16, 7, 8, 7)
        head.setSpacing(8)
        head.addWidget(Label(self.tr("Roles"), 13, 600))
        head.addStretch(1)
        head.addWidget(self.note)
        head.addWidget(self.fold)
        self.whole = QWidget()
        column = QVBoxLayout(self.whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        told = QHBoxLayout()
        told.setContentsMargins(16, 0, 16, 8)
        told.addWidget(self.hint)
        self._hint_line = QWidget()
        self._hint_line.setLayout(told)
        column.addWidget(self._hint_line)
        column.addWidget(self.filling)
        column.addWidget(Line())
        column.addWidget(self.list, 1)
        column.addWidget(self.add)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self.folded)
        both.addWidget(self.whole, 1)
        self.set_folded(False)

    def observe(self, observed: ObservedIncident) -> None:
        """Show this incident from now on."""
        self.add.observe(observed)
        super().observe(observed)

    def set_folded(self, is_folded: bool) -> None:
        """Discs only, or everything."""
        self.is_folded = is_folded
        self.folded.setVisible(is_folded)
        self.whole.setVisible(not is_folded)

    def reveal(self, key: str) -> None:
        """Bring a role into sight and give it the keyboard."""
        self.list.reveal(key)

    def hand_over(self) -> bool:
        """The form for it, of a role of mine, else of anybody's. Returns: False if nobody holds one."""
        if self._observed is None:
            return False
        given = [(key, holding.holder.value) for key, holding in self._observed.board.roles.held.items()]
        held = [(key, holder) for key, holder in given if holder is not None]
        if not held:
            return False
        me = self._bridge.me
        mine = next((key for key, holder in held if holder.person == me), held[0][0])
        from incident_desk.desktop.dialogs.handover import HandoverDialog

        HandoverDialog(self._bridge, self._observed, mine, self.window()).open()
        return True

    def _unfold_to(self, key: str) -> None:
        self.fold_asked.emit(False)
        self.reveal(key)

    def _show(self) -> None:
        if self._observed is None:
            return
        found = role_standings(self._bridge, self._observed)
        self.list.show_standings(self._observed, found)
        self.folded.show_standings(found)
        self.filling.show_roles(self._observed)
        self._show_head(found)

    def _show_head(self, found: list[Standing]) -> None:
        answered = sum(standing.answer is Answer.HELD for standing in found)
        told = self.tr("{answered} of {count} acknowledged").format(answered=answered, count=len(found))
        if self.list.is_compact:
            told = self.tr("{told}, loudest first").format(told=told)
        if told != self.note.text():
            self.note.setText(told)
        held = sum(standing.holder is not None for standing in found)
        wide = self.tr(
            "{count} people report to one. Above {many} nobody keeps sight of all: gather experts under a lead."
        )
        self._hint_line.setVisible(held - 1 > MANY)
        if held - 1 > MANY:
            self.hint.show_words(wide.format(count=held - 1, many=MANY))
