"""What whoever is at the desk may do here, as the shared database told it last: it decides, the window mirrors it."""

import weakref
from typing import TYPE_CHECKING, Final, Protocol

import shiboken6
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.parts.tips import turn
from incident_desk.desktop.sharing import Sharing
from incident_desk.domain.commands import Fields, command_for
from incident_desk.domain.ids import PersonId
from incident_desk.domain.levels import Levels
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.powers import Level, Power, refusal

if TYPE_CHECKING:  # the store's libraries are loaded by a worker, after the first frame
    from incident_desk.desk import Desk

NAMES: Final = {
    Level.OBSERVER: QT_TRANSLATE_NOOP("Rights", "Observer"),
    Level.RESPONDER: QT_TRANSLATE_NOOP("Rights", "Responder"),
    Level.COMMUNICATIONS: QT_TRANSLATE_NOOP("Rights", "Communications"),
    Level.MANAGER: QT_TRANSLATE_NOOP("Rights", "Manager"),
    Level.ADMINISTRATOR: QT_TRANSLATE_NOOP("Rights", "Administrator"),
}
WORDS: Final = {
    Level.OBSERVER: QT_TRANSLATE_NOOP("Rights", "Reads everything that is open to them, and writes nothing."),
    Level.RESPONDER: QT_TRANSLATE_NOOP("Rights", "Declares, notes, decides, holds roles."),
    Level.COMMUNICATIONS: QT_TRANSLATE_NOOP("Rights", "What a responder may; and approves what goes out."),
    Level.MANAGER: QT_TRANSLATE_NOOP("Rights", "What communications may; and erases, together with a second person."),
    Level.ADMINISTRATOR: QT_TRANSLATE_NOOP(
        "Rights", "What a manager may; lets people in, sets levels, shuts managers out of incidents."
    ),
}
_REFUSALS: Final = (
    QT_TRANSLATE_NOOP(
        "Rights", "Observers read everything in this record and write nothing; an administrator can change that."
    ),
    QT_TRANSLATE_NOOP(
        "Rights", "Communications, managers and administrators approve what goes out; your level is {level}."
    ),
    QT_TRANSLATE_NOOP("Rights", "Managers and administrators erase; your level is {level}."),
    QT_TRANSLATE_NOOP("Rights", "Only administrators do that; your level is {level}."),
)
"""As domain/powers.py has them; for whoever translates."""


class Window(Protocol):
    """What is asked of the bridge."""

    desk: "Desk | None"
    sharing: Sharing
    organisation: Organisation

    @property
    def me(self) -> PersonId: ...
    def name(self, person: PersonId) -> str: ...


def level_words(level: Level | str | None) -> str:
    """What a level is called on the screen; empty for none."""
    if not level:
        return ""
    return _tr(str(NAMES[Level(level)])) if level in list(Level) else level


class Rights(QObject):
    """Of the window. `changed` tells that somebody has another level, or somebody else sits here."""

    changed = Signal()

    def __init__(self, parent: QObject, bridge: Window) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._shown = self._standing()
        self._ruled: list[tuple[weakref.ref[QWidget | QAction], Power]] = []
        bridge.sharing.changed.connect(self._take)

    def _standing(self) -> tuple[PersonId, dict[PersonId, Level | None]]:
        return self._bridge.me, dict(self._bridge.organisation.levels.of)

    def _take(self) -> None:
        """What the shared database told is written down by the exchange; the window's own copy follows here."""
        state = self._bridge.sharing.state
        if state is not None and state.levels:
            self._bridge.organisation.levels.of = Levels.known(state.levels)
        self.look()

    def look(self) -> None:
        """Somebody else may sit here, or what is known of people be read anew."""
        if (standing := self._standing()) != self._shown:
            self._shown = standing
            self._mirror()
            self.changed.emit()

    def _mirror(self) -> None:
        self._ruled = [each for each in self._ruled if (held := each[0]()) is not None and shiboken6.isValid(held)]
        why = {power: self.why_not(power) for power in Power}
        for held, power in self._ruled:
            if (control := held()) is not None:
                turn(control, why[power])

    # asked ------------------------------------------------------------------------------------------------------------

    def level(self, person: PersonId) -> Level | None:
        """What somebody is in the shared record; None where they have no part in it."""
        return self._bridge.organisation.levels.of.get(person)

    def named(self, person: PersonId) -> str:
        """Their name, with their level where they have one."""
        name, level = self._bridge.name(person), level_words(self.level(person))
        return _tr("{name} ({level})").format(name=name, level=level) if level else name

    def why_not(self, power: Power = Power.WRITE) -> str:
        """Why whoever is at the desk may not, in a sentence; empty if they may."""
        if self._bridge.desk is None:
            return _tr("This record is open for reading only")
        found = refusal(self.level(self._bridge.me), power)
        return _tr(found[0]).format(level=level_words(found[1]["level"])) if found else ""

    def why_not_run(self, *commands: Fields) -> str:
        """The same for commands."""
        return next((why for each in commands if (why := self.why_not(command_for(each).power))), "")

    def may(self, power: Power = Power.WRITE) -> bool:
        """Whether whoever is at the desk may."""
        return not self.why_not(power)

    # mirrored ---------------------------------------------------------------------------------------------------------

    def rule(self, *controls: QWidget | QAction, power: Power = Power.WRITE) -> None:
        """From now on these are off while whoever is at the desk may not; their tool tip says why."""
        for control in controls:
            self._ruled.append((weakref.ref(control), power))
            turn(control, self.why_not(power))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Rights", text)
