"""Calling a role that is not open yet: one of the plan's, or one that the plan does not know."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.name_line import NameLine
from incident_desk.domain.errors import DeskError
from incident_desk.domain.roles import OpenRole


class AddRole(QWidget):
    """A quiet button at the foot of the column, and the menu it opens."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._observed: ObservedIncident | None = None
        self.button = Button(self.tr("Add a role from the plan"), "user-round-plus", "ghost", "add_role")
        bridge.rights.rule(self.button)
        self.line = NameLine()
        self.line.use("new_role", self.tr("What is the role called?"), self.tr("Add"))
        self.fault = MessageLine()
        self.menu = QMenu(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.line)
        column.addWidget(self.fault)
        self.button.clicked.connect(self._open_menu)
        self.line.asked.connect(self._add_soon)
        self.line.closed.connect(self._end)

    def observe(self, observed: ObservedIncident) -> None:
        """Add to this incident from now on."""
        self._observed = observed
        self.line.close_line()
        self.fault.say("")

    def _open_menu(self) -> None:
        if self._observed is None:
            return
        self.menu.clear()
        held = self._observed.board.roles.held
        plan = self._observed.plan
        for role in plan.roles:
            if role.key not in held:
                self._offer(f"add_role_{role.key}", role.title, role.duties, role.key)
            elif plan.is_expert(role.key):
                title = self.tr("One more: {role}").format(role=role.title)
                self._offer(f"add_role_{role.key}", title, role.duties, role.key)
        self.menu.addSeparator()
        another = QAction(self.tr("A role the plan does not know…"), self.menu)
        another.setObjectName("add_role_another")
        another.triggered.connect(self._name_another)
        self.menu.addAction(another)
        self.menu.popup(self.button.mapToGlobal(self.button.rect().topLeft()))

    def _offer(self, name: str, title: str, duties: str, key: str) -> None:
        action = QAction(title, self.menu)
        action.setObjectName(name)
        action.setToolTip(tip(duties))
        action.triggered.connect(lambda: self._add_soon(key))
        self.menu.addAction(action)

    def _name_another(self) -> None:
        self.button.hide()
        self.line.open_line(())

    def _add_soon(self, role: str) -> None:
        self._bridge.soon(self._add(role))

    async def _add(self, role: str) -> None:
        assert self._observed is not None
        self.fault.say("")
        try:
            await self._bridge.do(OpenRole(role), self._observed.incident)
        except DeskError as e:
            self.fault.say(str(e))
        else:
            self.line.close_line()

    def _end(self) -> None:
        self.fault.say("")
        self.button.show()
        self.button.setFocus()
