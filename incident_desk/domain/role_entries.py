"""What is written about the roles of an incident."""

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.sentences import LineSort, Sentence


class RoleEntry(Body, frozen=True):
    """What the bodies about one role have in common."""

    role: str
    title: str

    sort = LineSort.ROLE


@kind("role.opened")
class RoleOpened(RoleEntry, frozen=True):
    """A role was added to this incident."""

    def sentence(self) -> Sentence:
        return Sentence("{role} added", {"role": self.title})


@kind("role.closed")
class RoleClosed(RoleEntry, frozen=True):
    """A role that nobody holds is no longer needed. Whoever was given it meanwhile keeps it."""

    def sentence(self) -> Sentence:
        return Sentence("{role} is no longer needed", {"role": self.title})


@kind("role.assigned")
class RoleAssigned(RoleEntry, frozen=True):
    """A role was given to somebody, who has still to acknowledge it unless they took it themselves."""

    name: str
    person: PersonId | None = None
    taken: bool = False
    over: Over = ()

    def sentence(self) -> Sentence:
        said = {"role": self.title, "name": self.name}
        return Sentence("{name} takes {role}" if self.taken else "{role} assigned to {name}", said)


@kind("role.handed_over")
class RoleHandedOver(RoleAssigned, frozen=True):
    """A role went from one holder to the next, with what the next one must know."""

    giver: str = ""
    note: str = ""

    def sentence(self) -> Sentence:
        said = {"role": self.title, "name": self.name, "giver": self.giver}
        return Sentence("{role} handed over from {giver} to {name}", said)

    def words(self) -> str:
        return self.note


@kind("role.acknowledged")
class RoleAcknowledged(RoleEntry, frozen=True):
    """The holder said: I have it. `assignment` is the entry that gave it to them."""

    name: str
    assignment: EntryId | None = None

    def sentence(self) -> Sentence:
        return Sentence("{name} acknowledged {role}", {"role": self.title, "name": self.name})


@kind("role.released")
class RoleReleased(RoleEntry, frozen=True):
    """Nobody holds the role any more."""

    name: str
    over: Over = ()

    def sentence(self) -> Sentence:
        return Sentence("{name} released from {role}", {"role": self.title, "name": self.name})


@kind("role.step_done")
class StepDone(RoleEntry, frozen=True):
    """A line of the checklist is done."""

    step: str
    do: str

    def sentence(self) -> Sentence:
        return Sentence("{role}: done: {step}", {"role": self.title, "step": self.do})


@kind("role.step_reopened")
class StepReopened(RoleEntry, frozen=True):
    """A line of the checklist is not done after all."""

    step: str
    do: str

    def sentence(self) -> Sentence:
        return Sentence("{role}: not done after all: {step}", {"role": self.title, "step": self.do})
