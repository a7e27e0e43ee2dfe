"""Settings, people: everybody in the shared record with their level, the way to change it, and what was changed."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.person_row import person_row
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.rights import level_words
from incident_desk.domain.ids import PersonId
from incident_desk.domain.levels import Change
from incident_desk.domain.powers import Power

MOST = 20
"""So many changes are listed, the newest first."""


class PeoplePage(QWidget):
    """What is shown is what the shared database told last; without one, the people of this home."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.told = Label("", 13, 400, "text2", "people_told", wraps=True)
        self._rows = QWidget()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.told)
        column.addWidget(self._rows)
        for changed in (bridge.rights.changed, bridge.organisation_changed, bridge.sharing.changed):
            changed.connect(self._show)
        self._shown: object = None
        self._show()

    def _show(self) -> None:
        bridge, levels = self._bridge, self._bridge.organisation.levels
        changes = sorted(levels.changes.values(), key=lambda change: change.entry.order, reverse=True)[:MOST]
        people = sorted(levels.of or bridge.people, key=lambda person: bridge.name(person).casefold())
        names = [(person, bridge.name(person), levels.of.get(person)) for person in people]
        shown = (bridge.me, names, [(change, bridge.sharing.has(change.entry)) for change in changes])
        if shown == self._shown:
            return
        self._shown = shown
        self.told.setText(self._words())
        before, self._rows = self._rows, QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for at, person in enumerate(people, 1):
            column.addLayout(self._person(at, person))
        for at, change in enumerate(self._open(changes), 1):
            column.addLayout(self._asked(at, change))
        if changes:
            column.addSpacing(8)
            column.addWidget(Line())
            column.addWidget(Label(_tr("What was changed"), 13, 600))
        for at, change in enumerate(changes, 1):
            column.addWidget(self._change(at, change))
        self._column.replaceWidget(before, self._rows)
        self._take_keyboard_from(before)
        before.hide()
        before.deleteLater()

    def _take_keyboard_from(self, before: QWidget) -> None:
        """Whoever is at a row when something changes is at the same row afterwards."""
        focused = QApplication.focusWidget()
        if focused is not None and before.isAncestorOf(focused):
            again = self._rows.findChild(QWidget, focused.objectName())
            if again is not None:
                again.setFocus()

    def _words(self) -> str:
        if not self._bridge.organisation.levels.of:
            return _tr("This record is shared with nobody, so everybody here may do everything.")
        if self._bridge.rights.may(Power.ADMINISTER):
            return _tr("What each may do in the shared record. An administrator is made and unmade by two of them.")
        return _tr("What each may do in the shared record. Administrators change it.")

    # rows -------------------------------------------------------------------------------------------------------------

    def _person(self, at: int, person: PersonId) -> QHBoxLayout:
        bridge, levels = self._bridge, self._bridge.organisation.levels
        name = bridge.name(person)
        row = person_row(name)
        if person == bridge.me:
            row.addWidget(Label(_tr("at the desk"), 12, 400, "ok"))
        if not levels.of:
            return row
        level = levels.of.get(person)
        row.addWidget(Label(level_words(level) or _tr("shut out"), 12, 600, "text" if level else "text3"))
        change = Button(_tr("Change"), "user-check", "small", f"level_change_{at}")
        change.setAccessibleName(_tr("Change the level of {name}").format(name=name))
        change.clicked.connect(partial(self._ask, person, None))
        bridge.rights.rule(change, power=Power.ADMINISTER)
        if change.isEnabled() and (why := self._never(person)):
            change.setEnabled(False)
            change.setToolTip(why)
        row.addWidget(change)
        return row

    def _never(self, person: PersonId) -> str:
        """Why nobody can change the level of this person; empty if somebody can."""
        levels, name = self._bridge.organisation.levels, self._bridge.name(person)
        if levels.of.get(person) is None:
            return _tr("{name} has no part in the shared record; Shared record lets people in").format(name=name)
        if levels.administrators == [person]:
            return _tr("{name} is the last administrator: name another one first").format(name=name)
        return ""

    def _open(self, changes: list[Change]) -> list[Change]:
        """What was asked for and waits for a second administrator."""
        levels = self._bridge.organisation.levels
        return [
            change
            for change in changes
            if change.is_asked and change.entry.author in levels.asked_for(change.person, change.level)
        ]

    def _asked(self, at: int, change: Change) -> QHBoxLayout:
        bridge = self._bridge
        told = _tr("{who} asks to make {name} {level}: {reason}").format(
            who=bridge.name(change.entry.author),
            name=bridge.name(change.person),
            level=level_words(change.level),
            reason=change.reason,
        )
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Label(told, 13, 400, "warn", wraps=True), 1)
        agree = Button(_tr("Ask for it, too"), "user-check", "small", f"level_agree_{at}")
        agree.setAccessibleName(_tr("Ask for it, too: {what}").format(what=told))
        agree.clicked.connect(partial(self._ask, change.person, change))
        bridge.rights.rule(agree, power=Power.ADMINISTER)
        if change.entry.author == bridge.me:
            agree.setEnabled(False)
            agree.setToolTip(_tr("You asked for it; another administrator has to"))
        row.addWidget(agree)
        return row

    def _change(self, at: int, change: Change) -> TwoLineRow:
        bridge = self._bridge
        pattern = _tr("{name}: {level}, asked by {who}") if change.is_asked else _tr("{name}: {level}, by {who}")
        line = pattern.format(
            name=bridge.name(change.person), level=level_words(change.level), who=bridge.name(change.entry.author)
        )
        symbol, tone, aside = "circle-check", "ok", clock_near(change.entry.recorded_us, bridge.now_us(), bridge.zone)
        if change.entry.refused:
            symbol, tone, aside = "octagon-alert", "bad", _tr("not heeded by the shared database")
        elif not bridge.sharing.has(change.entry):
            symbol, tone, aside = "clock", "warn", _tr("waits for the shared database")
        elif change.is_asked:
            symbol, tone = "circle-dashed", "text2"
        row = TwoLineRow()
        row.setObjectName(f"level_told_{at}")
        row.show_row(RowShown(line, change.reason, aside, symbol, tone))
        return row

    def _ask(self, person: PersonId, change: Change | None, _checked: bool = False) -> None:
        from incident_desk.desktop.dialogs.levels import LevelDialog

        LevelDialog(self._bridge, person, self.window(), change).open()


def _tr(text: str) -> str:
    return QCoreApplication.translate("PeoplePage", text)
