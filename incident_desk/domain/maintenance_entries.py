"""What is written about scheduled maintenance: outside of incidents, for everybody who shares the record.

Each of these is a line of the duty log, so what was said and why can be read, searched, exported and erased there.
"""

from typing import ClassVar, Final

import msgspec
from msgspec import UNSET, UnsetType

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.moments import MomentUs, iso
from incident_desk.domain.sentences import LineSort, Sentence

STANDS: Final = "What was said of maintenance stands: say what is now, with /change-maintenance or /cancel-maintenance."


@kind("maintenance.scheduled")
class MaintenanceScheduled(Body, frozen=True):
    """Work on services or regions was announced: from when to when, what may be noticed, who does it, how to reach
    them, where more is written. `origin` is where an imported one comes from."""

    number: int
    title: str
    from_us: MomentUs
    until_us: MomentUs
    services: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    expect: str = ""
    name: str = ""
    person: PersonId | None = None
    contact: str = ""
    origin: str = ""
    link: str = ""

    sort = LineSort.MAINTENANCE
    stands = STANDS

    def sentence(self) -> Sentence:
        said = {"number": f"MNT-{self.number}", "from": iso(self.from_us), "until": iso(self.until_us)}
        return Sentence("Maintenance {number} from {from} until {until}", said)

    def words(self) -> str:
        return " · ".join(filter(None, (self.title, self.expect)))

    def remains(self) -> Body:
        return MaintenanceScheduled(self.number, "", self.from_us, self.until_us, person=self.person)


_MOVED: Final = {
    "from until": "Maintenance {number} is now from {from} until {until}",
    "from": "Maintenance {number} is now from {from}",
    "until": "Maintenance {number} is now until {until}",
}


class MaintenanceEntry(Body, frozen=True):
    """What the bodies about one maintenance have in common. `number` is what it is called in words."""

    maintenance: EntryId
    number: int

    sort = LineSort.MAINTENANCE
    stands = STANDS
    said: ClassVar[str] = ""

    def sentence(self) -> Sentence:
        return Sentence(self.said, {"number": f"MNT-{self.number}"})


@kind("maintenance.changed")
class MaintenanceChanged(MaintenanceEntry, frozen=True):
    """Some of what was announced is another, and why; what is not named stays.

    `over` has the settings that each fact replaces.
    """

    title: str | UnsetType = UNSET
    from_us: MomentUs | UnsetType = UNSET
    until_us: MomentUs | UnsetType = UNSET
    services: tuple[str, ...] | UnsetType = UNSET
    regions: tuple[str, ...] | UnsetType = UNSET
    expect: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    person: PersonId | UnsetType | None = UNSET
    contact: str | UnsetType = UNSET
    over: dict[str, Over] = {}
    link: str | UnsetType = UNSET
    reason: str = ""

    said: ClassVar[str] = "Maintenance {number} changed"

    def sentence(self) -> Sentence:
        moved = {"from": self.from_us, "until": self.until_us}
        said = {name: iso(us) for name, us in moved.items() if isinstance(us, int)}
        return Sentence(_MOVED.get(" ".join(said), self.said), {"number": f"MNT-{self.number}", **said})

    def words(self) -> str:
        return " · ".join(part for part in (self.title, self.expect, self.reason) if isinstance(part, str) and part)

    def remains(self) -> Body:
        """Its moments, and whose it is; what else was set is set to nothing: what was before does not come back."""
        typed = {name: "" for name in ("title", "expect", "name", "contact", "link") if _is_said(getattr(self, name))}
        touched = {name: () for name in ("services", "regions") if _is_said(getattr(self, name))}
        return msgspec.structs.replace(self, reason="", **typed, **touched)


@kind("maintenance.begun")
class MaintenanceBegun(MaintenanceEntry, frozen=True):
    """Whoever does it said that they begin, and why earlier than it was announced."""

    over: Over = ()
    reason: str = ""

    said: ClassVar[str] = "Maintenance {number} begun"

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return msgspec.structs.replace(self, reason="")


@kind("maintenance.extended")
class MaintenanceExtended(MaintenanceEntry, frozen=True):
    """It takes longer, until then."""

    until_us: MomentUs
    reason: str = ""
    over: Over = ()

    def sentence(self) -> Sentence:
        said = {"number": f"MNT-{self.number}", "until": iso(self.until_us)}
        return Sentence("Maintenance {number} takes longer, until {until}", said)

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return msgspec.structs.replace(self, reason="")


@kind("maintenance.ended")
class MaintenanceEnded(MaintenanceEntry, frozen=True):
    """It is over; `text` says what came of it."""

    text: str = ""
    over: Over = ()

    said: ClassVar[str] = "Maintenance {number} ended"

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return msgspec.structs.replace(self, text="")


@kind("maintenance.cancelled")
class MaintenanceCancelled(MaintenanceEntry, frozen=True):
    """It does not take place."""

    reason: str = ""
    over: Over = ()

    said: ClassVar[str] = "Maintenance {number} cancelled"

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return msgspec.structs.replace(self, reason="")


@kind("maintenance.worded")
class MaintenanceWorded(MaintenanceEntry, frozen=True):
    """These words are proposed for customers, on the status page."""

    text: str

    said: ClassVar[str] = "Words to customers proposed for maintenance {number}"

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return msgspec.structs.replace(self, text="")


@kind("maintenance.shown")
class MaintenanceShown(MaintenanceEntry, frozen=True):
    """The words of this entry may stand on the status page."""

    worded: EntryId

    said: ClassVar[str] = "Maintenance {number} shown to customers"


@kind("maintenance.hidden")
class MaintenanceHidden(MaintenanceEntry, frozen=True):
    """It is shown to customers no more, and why."""

    reason: str = ""

    said: ClassVar[str] = "Maintenance {number} shown to customers no more"

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return msgspec.structs.replace(self, reason="")


@kind("maintenance.went_wrong")
class MaintenanceWentWrong(MaintenanceEntry, frozen=True):
    """Written in an incident: it came of this maintenance. `label` is how that was called then."""

    label: str = ""

    sort = LineSort.LINK
    stands = ""

    def sentence(self) -> Sentence:
        return Sentence("Came of maintenance {number}", {"number": self.label or f"MNT-{self.number}"})

    def remains(self) -> Body:
        return msgspec.structs.replace(self, label="")


def _is_said(value: object) -> bool:
    return value is not UNSET
