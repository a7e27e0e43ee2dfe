"""What is written about scheduled maintenance: outside of incidents, for everybody who shares the record."""

from typing import ClassVar

import msgspec
from msgspec import UNSET, UnsetType

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.moments import MomentUs, iso
from incident_desk.domain.sentences import LineSort, Sentence


@kind("maintenance.scheduled")
class MaintenanceScheduled(Body, frozen=True):
    """Work on services or regions was announced: from when to when, what may be noticed, who does it, how to reach
    them. `origin` is where an imported one comes from."""

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

    def sentence(self) -> Sentence:
        said = {"number": f"MNT-{self.number}", "from": iso(self.from_us), "until": iso(self.until_us)}
        return Sentence("Maintenance {number} from {from} until {until}", said)

    def words(self) -> str:
        return " · ".join(filter(None, (self.title, self.expect)))

    def remains(self) -> Body:
        return MaintenanceScheduled(self.number, "", self.from_us, self.until_us, person=self.person)


class MaintenanceEntry(Body, frozen=True):
    """What the bodies about one maintenance have in common. `number` is what it is called in words."""

    maintenance: EntryId
    number: int

    said: ClassVar[str] = ""

    def sentence(self) -> Sentence:
        return Sentence(self.said, {"number": f"MNT-{self.number}"})


@kind("maintenance.changed")
class MaintenanceChanged(MaintenanceEntry, frozen=True):
    """Some of what was announced is another; what is not named stays. `over` has the settings that each replaces."""

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

    said: ClassVar[str] = "Maintenance {number} changed"

    def words(self) -> str:
        return " · ".join(part for part in (self.title, self.expect) if isinstance(part, str) and part)


@kind("maintenance.begun")
class MaintenanceBegun(MaintenanceEntry, frozen=True):
    """Whoever does it said that they begin."""

    over: Over = ()

    said: ClassVar[str] = "Maintenance {number} begun"


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


@kind("maintenance.ended")
class MaintenanceEnded(MaintenanceEntry, frozen=True):
    """It is over; `text` says what came of it."""

    text: str = ""
    over: Over = ()

    said: ClassVar[str] = "Maintenance {number} ended"

    def words(self) -> str:
        return self.text


@kind("maintenance.cancelled")
class MaintenanceCancelled(MaintenanceEntry, frozen=True):
    """It does not take place."""

    reason: str = ""
    over: Over = ()

    said: ClassVar[str] = "Maintenance {number} cancelled"

    def words(self) -> str:
        return self.reason


@kind("maintenance.went_wrong")
class MaintenanceWentWrong(MaintenanceEntry, frozen=True):
    """Written in an incident: it came of this maintenance. `label` is how that was called then."""

    label: str = ""

    sort = LineSort.LINK

    def sentence(self) -> Sentence:
        return Sentence("Came of maintenance {number}", {"number": self.label or f"MNT-{self.number}"})

    def remains(self) -> Body:
        return msgspec.structs.replace(self, label="")
