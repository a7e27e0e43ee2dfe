"""What the header of the board shows."""

import msgspec

from incident_desk.domain.entry import Entry
from incident_desk.domain.fields import Field, Over
from incident_desk.domain.ids import DUTY_LOG, EntryId
from incident_desk.domain.kinds import Body
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import CLOSED, State


class Archiving(msgspec.Struct, frozen=True, gc=False):
    """The entry that moved the incident to an archive, the name of that, and what holds on if its words are erased.

    So many entries were there then, those that govern not counted.
    """

    entry: EntryId
    archive: str
    entries: int
    remains: Body


class Headline(msgspec.Struct):
    """The number, title, severity and state of an incident, and when it came to stand where.

    `alias` is the number a shared database gave it later; the first one stays what it is called. `plan` is the
    version it runs on; each of `adopted` filled what was blank.
    `is_restricted`: only named people may know of it. `came_of` are the maintenances that went wrong, by the entry that
    said so.
    """

    number: str = ""
    alias: str = ""
    plan: str = ""
    adopted: list[str] = msgspec.field(default_factory=list[str])
    source: str = ""
    origin: str = ""
    is_restricted: bool = False
    title: Field[str] = msgspec.field(default_factory=Field[str])
    severity: Field[Severity] = msgspec.field(default_factory=Field[Severity])
    states: Field[State] = msgspec.field(default_factory=Field[State])
    entered_us: dict[State, int] = msgspec.field(default_factory=dict[State, int])
    came_of: dict[EntryId, EntryId] = msgspec.field(default_factory=dict[EntryId, EntryId])
    archivings: list[Archiving] = msgspec.field(default_factory=list[Archiving])

    def enter(self, state: State, entry: Entry, over: Over) -> None:
        """Take in that the incident came to stand there."""
        self.states.set(state, entry, over)
        self.entered_us[state] = entry.occurred_us

    @property
    def label(self) -> str:
        """What it is called where others name it; what has no number and belongs to no incident is the duty log."""
        return self.number or DUTY_LOG

    @property
    def state(self) -> State:
        return self.states.value or State.DETECTED

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED

    @property
    def archive(self) -> str:
        """The archive that the incident was moved to; empty if it was moved to none."""
        return self.archivings[-1].archive if self.archivings else ""

    @property
    def since_us(self) -> int | None:
        """When it began for us: detected, else declared."""
        return self.entered_us.get(State.DETECTED, self.entered_us.get(State.DECLARED))

    @property
    def ended_us(self) -> int | None:
        """When it was over; None while it is open."""
        return None if self.is_open else self.entered_us.get(State.RESOLVED, self.entered_us.get(self.state))
