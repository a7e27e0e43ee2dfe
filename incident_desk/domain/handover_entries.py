"""What is written about handing a role over: offered, then accepted, declined or withdrawn."""

from typing import Self

import msgspec

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId, PersonId, TaskId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.role_entries import RoleEntry
from incident_desk.domain.sentences import Sentence


@kind("handover.offered")
class HandoverOffered(RoleEntry, frozen=True):
    """A holder offers a role to the next one, with all that one must know; it stays theirs until it is accepted.

    `assignment` is the entry that gave the role to the giver. `tasks` go over with the role. `duty` has lines of the
    duty log, `owed` what those outside still wait for. `room` is the same for all roles that are handed over in one go.
    """

    name: str
    person: PersonId | None = None
    giver: str = ""
    giver_person: PersonId | None = None
    assignment: EntryId | None = None
    situation: str = ""
    worry: str = ""
    tasks: tuple[TaskId, ...] = ()
    promises: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    duty: tuple[str, ...] = ()
    owed: tuple[str, ...] = ()
    room: EntryId | None = None

    def sentence(self) -> Sentence:
        said = {"role": self.title, "name": self.name, "giver": self.giver}
        return Sentence("{giver} offers {role} to {name}", said)

    def words(self) -> str:
        lists = (
            ("Due", self.promises),
            ("Under way", self.courses),
            ("Risk", self.risks),
            ("Fact", self.facts),
            ("Owed", self.owed),
            ("Duty log", self.duty),
            ("Worry", (self.worry,)),
            ("Meet", self.places),
        )
        told = (f"{head}: {text}" for head, texts in lists for text in texts if text)
        return "\n".join(filter(None, (self.situation, *told)))

    def remains(self) -> Body:
        return msgspec.structs.replace(
            self,
            title="",
            name=self.name if self.person else "",
            giver=self.giver if self.giver_person else "",
            situation="",
            worry="",
            promises=(),
            courses=(),
            risks=(),
            facts=(),
            duty=(),
            owed=(),
            places=(),
        )


class HandoverEnded(RoleEntry, frozen=True):
    """What ends an offer has in common: the entry that made it, who answers it, and in which words."""

    handover: EntryId
    name: str
    person: PersonId | None = None
    text: str = ""

    def words(self) -> str:
        return self.text

    def _unworded(self) -> Self:
        return msgspec.structs.replace(self, title="", text="", name=self.name if self.person else "")


@kind("handover.accepted")
class HandoverAccepted(HandoverEnded, frozen=True):
    """The next one has the role from now on. `text` says how they said so, where somebody else wrote it down.

    `over` has the settings that the new "holder" and the "ending" of the offer replace.
    """

    giver: str = ""
    over: dict[str, Over] = {}

    def sentence(self) -> Sentence:
        said = {"role": self.title, "name": self.name, "giver": self.giver}
        return Sentence("{name} takes {role} over from {giver}", said)

    def remains(self) -> Body:
        return msgspec.structs.replace(self._unworded(), giver="")


@kind("handover.declined")
class HandoverDeclined(HandoverEnded, frozen=True):
    """The next one does not take the role; whoever holds it keeps it."""

    over: Over = ()

    def sentence(self) -> Sentence:
        return Sentence("{name} declines {role}", {"role": self.title, "name": self.name})

    def remains(self) -> Body:
        return self._unworded()


@kind("handover.withdrawn")
class HandoverWithdrawn(HandoverEnded, frozen=True):
    """The giver keeps the role after all. `name` is the giver's."""

    over: Over = ()

    def sentence(self) -> Sentence:
        return Sentence("{name} keeps {role} after all", {"role": self.title, "name": self.name})

    def remains(self) -> Body:
        return self._unworded()
