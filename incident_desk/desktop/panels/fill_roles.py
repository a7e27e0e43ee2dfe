"""The line above the roles while some are empty and somebody is on call for them: one key gives them those."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.elsewhere_words import also_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.words import counted
from incident_desk.domain.role_filling import FillRoles, unfilled


class FillRolesLine(QWidget):
    """Hidden where nothing can be filled. `fill` is the action, for the page that has its key."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._observed: ObservedIncident | None = None
        self.told = Elided("", 12, 400, "warn")
        self.button = Button(_tr("Fill from on call"), "phone-call", "small", "fill_roles")
        self.fault = MessageLine()
        self.fill = QAction(_tr("Fill the empty roles from on call"), self)
        self.fill.setObjectName("fill_roles_action")
        self.fill.setShortcut(QKeySequence("F5"))
        self.fill.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.fill.triggered.connect(self._fill)
        self.button.clicked.connect(self._fill)
        bridge.rights.rule(self.button)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 12, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.fault)
        self.hide()

    def show_roles(self, observed: ObservedIncident) -> None:
        """Show who could be called for this incident."""
        self._observed = observed
        on_call, now_us = observed.organisation.on_call, self._bridge.now_us()
        is_open = observed.board.headline.is_open
        found = unfilled(observed.board.roles, observed.plan, on_call, now_us) if is_open else []
        self.fill.setEnabled(bool(found))
        self.setVisible(bool(found))
        if not found:
            return
        also = {each.name: also_words(observed.also(each.name)) for each in found}
        told = counted(len(found), _tr("1 role can be filled"), _tr("{count} roles can be filled"))
        there = [f"{name}: {words}" for name, words in also.items() if words]
        self.told.setText("; ".join((told, *there)))
        titles = {key: holding.title for key, holding in observed.board.roles.held.items()}
        who = ", ".join(f"{titles[each.role]}: {each.name}" for each in found)
        who = "; ".join((who, *there))
        words = _tr("{act} (F5): {who}").format(act=self.fill.text(), who=who)
        self.button.setToolTip(tip(words))
        self.button.setAccessibleName(words)

    def _fill(self) -> None:
        if self._observed is not None and self.fill.isEnabled():
            self.fault.say("")
            self._bridge.do_soon(FillRoles(), self._observed.incident, self.fault.say)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FillRolesLine", text)
