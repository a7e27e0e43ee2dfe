"""Who may know of the incident, and the ways to change it."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.person_row import person_row
from incident_desk.desktop.rights import level_words
from incident_desk.desktop.words import counted
from incident_desk.domain.ids import PersonId
from incident_desk.domain.restriction import LetGo


class RestrictionPanel(Observing, Section):
    """Open to all it is one line; restricted it names everybody, and lets who manages it change that."""

    HEARD = ("gov.",)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("restriction_panel", _tr("Who may know"), parent)
        self._bridge = bridge
        self._rows = QWidget()
        self.change = Button("", "lock", "small", "restriction_change")
        self.head.addWidget(self.change)
        self.nothing = Elided(_tr("Everybody who shares this record"), 13, 400, "text3")
        self.body.addWidget(self.nothing)
        self.body.addWidget(self._rows)
        self.change.clicked.connect(self.ask)
        bridge.person_changed.connect(self._show)
        bridge.rights.changed.connect(self._show)

    def ask(self) -> None:
        """The form: restrict it, or let somebody in."""
        if self._observed is not None:
            from incident_desk.desktop.dialogs.restriction import RestrictionDialog

            RestrictionDialog(self._bridge, self._observed, self.window()).open()

    def _show(self) -> None:
        if self._observed is None:
            return
        restriction = self._observed.board.restriction
        manages = self._bridge.me in restriction.managers
        self.change.setText(_tr("Let in") if restriction.is_restricted else _tr("Restrict"))
        self.change.setAccessibleName(_tr("Let somebody know") if restriction.is_restricted else _tr("Restrict"))
        why = self._bridge.rights.why_not()
        self.change.setEnabled(manages and not why)
        names = ", ".join(self._bridge.name(person) for person in restriction.managers)
        why = why or ("" if manages else _tr("Only who manages this incident: {names}").format(names=names))
        self.change.setToolTip(why)
        members = list(restriction.members)
        self.note.setText(counted(len(members), _tr("1 person"), _tr("{count} people")) if members else "")
        self.nothing.setVisible(not restriction.is_restricted)
        before, self._rows = self._rows, QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for at, person in enumerate(members, 1):
            column.addLayout(self._row(at, person, manages=manages, is_manager=person in restriction.managers))
        self.body.replaceWidget(before, self._rows)
        before.hide()
        before.deleteLater()

    def _row(self, at: int, person: PersonId, *, manages: bool, is_manager: bool) -> QHBoxLayout:
        name = self._bridge.name(person)
        row = person_row(name, level_words(self._bridge.rights.level(person)))
        if is_manager:
            row.addWidget(Label(_tr("says who"), 12, 400, "text2"))
        elif manages and self._bridge.rights.may():
            leave = Button(_tr("Let go"), "user-x", "ghost", f"let_go_{at}")
            leave.setAccessibleName(_tr("Let {name} know nothing more").format(name=name))
            leave.clicked.connect(partial(self._let_go, name))
            row.addWidget(leave)
        return row

    def _let_go(self, name: str, _checked: bool = False) -> None:
        if self._observed is not None:
            self._bridge.soon(self._gone(name, self._observed))

    async def _gone(self, name: str, observed: ObservedIncident) -> None:
        from incident_desk.desktop.dialogs.notice import NoticeDialog, Way

        title = _tr("Let {name} know nothing more?").format(name=name)
        told = _tr("What is on their disk stays there; from now on nothing more reaches it.")
        ways = [Way("let_go_yes", _tr("Let go"), "danger"), Way("let_go_no", _tr("Leave it as it is"))]
        if await NoticeDialog(self.window(), "let_go_notice", title, [told], ways).chosen() == "let_go_yes":
            await self._bridge.do(LetGo(name), observed.incident)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RestrictionPanel", text)
