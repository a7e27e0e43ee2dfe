"""What is written about follow-ups: what is to be done after an incident, by whom, until when, and how it ended."""

import enum
from typing import ClassVar, Final

import msgspec
from msgspec import UNSET, UnsetType

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.moments import MomentUs, iso
from incident_desk.domain.sentences import LineSort, Sentence

STANDS: Final = "What was said of a follow-up stands: say what is now, with /change-follow-up or /drop-follow-up."


class Aim(enum.StrEnum):
    """What a follow-up is good for when the same begins again."""

    PREVENT = "prevent"
    DETECT = "detect"
    MITIGATE = "mitigate"
    RESPOND = "respond"


class Priority(enum.StrEnum):
    """By it the plan says until when."""

    HIGH = "high"
    NORMAL = "normal"


@kind("followup.added")
class FollowUpAdded(Body, frozen=True):
    """Something is to be done after the incident: by whom, until when, what it is good for, how it will be verified.

    `lesson` is the one it comes of, `link` leads to it in another tool, `origin` is by what an imported one is known
    again.
    """

    number: int
    text: str
    name: str = ""
    person: PersonId | None = None
    due_us: MomentUs | None = None
    priority: Priority = Priority.NORMAL
    aim: Aim = Aim.PREVENT
    verify: str = ""
    lesson: EntryId | None = None
    link: str = ""
    origin: str = ""

    sort = LineSort.LESSON
    stands = STANDS

    def sentence(self) -> Sentence:
        said = {"number": str(self.number), "name": self.name, "due": iso(self.due_us) if self.due_us else ""}
        if not self.due_us:
            return Sentence("Follow-up {number} for {name}", said)
        return Sentence("Follow-up {number} for {name}, due {due}", said)

    def words(self) -> str:
        return " · ".join(filter(None, (self.text, self.verify)))

    def remains(self) -> Body:
        name = self.name if self.person else ""
        return msgspec.structs.replace(self, text="", name=name, verify="", link="")


class FollowUpEntry(Body, frozen=True):
    """What the bodies about one follow-up have in common. `number` is what it is called in words."""

    follow_up: EntryId
    number: int

    sort = LineSort.LESSON
    stands = STANDS
    said: ClassVar[str] = ""

    def sentence(self) -> Sentence:
        return Sentence(self.said, {"number": str(self.number)})


@kind("followup.changed")
class FollowUpChanged(FollowUpEntry, frozen=True):
    """Some of it is another, and why; what is not named stays. `over` has the settings that each fact replaces."""

    text: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    person: PersonId | UnsetType | None = UNSET
    due_us: MomentUs | UnsetType = UNSET
    priority: Priority | UnsetType = UNSET
    aim: Aim | UnsetType = UNSET
    verify: str | UnsetType = UNSET
    link: str | UnsetType = UNSET
    reason: str = ""
    over: dict[str, Over] = {}

    def sentence(self) -> Sentence:
        said = {"number": str(self.number)}
        if isinstance(self.due_us, int):
            return Sentence("Follow-up {number} is now due {due}", said | {"due": iso(self.due_us)})
        if isinstance(self.name, str):
            return Sentence("Follow-up {number} goes to {name}", said | {"name": self.name})
        return Sentence("Follow-up {number} changed", said)

    def words(self) -> str:
        return " · ".join(part for part in (self.text, self.verify, self.reason) if isinstance(part, str) and part)

    def remains(self) -> Body:
        """Its moment and whose it is; other words are set to nothing: what was before does not come back."""
        typed = {name: "" for name in ("text", "verify", "link") if isinstance(getattr(self, name), str)}
        if isinstance(self.name, str) and not isinstance(self.person, str):
            typed["name"] = ""
        return msgspec.structs.replace(self, reason="", **typed)


@kind("followup.finished")
class FollowUpFinished(FollowUpEntry, frozen=True):
    """It is done, and this shows it: a link, what was tried, who saw it work."""

    evidence: str
    over: Over = ()

    said: ClassVar[str] = "Follow-up {number} done"

    def words(self) -> str:
        return self.evidence

    def remains(self) -> Body:
        return msgspec.structs.replace(self, evidence="")


@kind("followup.dropped")
class FollowUpDropped(FollowUpEntry, frozen=True):
    """It will not be done, and why."""

    reason: str = ""
    over: Over = ()

    said: ClassVar[str] = "Follow-up {number} will not be done"

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return msgspec.structs.replace(self, reason="")


@kind("followup.reopened")
class FollowUpReopened(FollowUpEntry, frozen=True):
    """It is to be done after all."""

    reason: str = ""
    over: Over = ()

    said: ClassVar[str] = "Follow-up {number} is open again"

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return msgspec.structs.replace(self, reason="")
