"""Words that are not on the disk yet, wherever they were typed. They outlive the page that shows them."""

import enum

import msgspec

from incident_desk.domain.commands import Fields
from incident_desk.domain.corrections import Correct
from incident_desk.domain.ids import IncidentId


class TruthMark(enum.StrEnum):
    """How safe the words of one line are."""

    WRITING = "writing"
    SAVED_HERE = "saved here"
    SHARED = "shared"
    WAITING = "waiting"
    NOT_SAVED = "not saved"


class Pending(msgspec.Struct, eq=False):
    """A line somebody typed that is not on the disk: being written, or refused with the reason in `why`."""

    words: str
    commands: tuple[Fields, ...]
    typed_us: int
    mark: TruthMark = TruthMark.WRITING
    why: str = ""

    def happened_when_typed(self) -> None:
        """What the disk takes late is not late in the world."""
        self.commands = tuple(_at(command, self.typed_us) for command in self.commands)


def _at(command: Fields, moment_us: int) -> Fields:
    """The command, with the moment it happened if it says none. That of a correction is about another line."""
    if isinstance(command, Correct) or getattr(command, "occurred_us", moment_us) is not None:
        return command
    return msgspec.structs.replace(command, occurred_us=moment_us)


class PendingLines:
    """Of every incident. Going to another one, and back, loses none."""

    def __init__(self) -> None:
        self._of: dict[IncidentId, list[Pending]] = {}

    def of(self, incident: IncidentId) -> list[Pending]:
        """Those of one incident, in the order they were typed; the list itself, which whoever shows it changes."""
        return self._of.setdefault(incident, [])

    def words(self) -> list[str]:
        """All there are, for whoever is about to close the window."""
        return [line.words for lines in self._of.values() for line in lines]
