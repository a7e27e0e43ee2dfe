"""What is written about lessons: what an incident taught, and the change of the plan that it asks for."""

from typing import ClassVar, Final

import msgspec

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.plan_patches import Change, Hunk
from incident_desk.domain.sentences import LineSort, Sentence

STANDS: Final = "What was said of a lesson stands: say what is now, with /change-lesson or /drop-lesson."


@kind("lesson.noted")
class LessonNoted(Body, frozen=True):
    """The incident taught this."""

    number: int
    text: str

    sort = LineSort.LESSON
    stands = STANDS

    def sentence(self) -> Sentence:
        return Sentence("Lesson {number}", {"number": str(self.number)})

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return LessonNoted(self.number, "")


class LessonEntry(Body, frozen=True):
    """What the bodies about one lesson have in common. `number` is what it is called in words."""

    lesson: EntryId
    number: int

    sort = LineSort.LESSON
    stands = STANDS
    said: ClassVar[str] = ""

    def sentence(self) -> Sentence:
        return Sentence(self.said, {"number": str(self.number)})


@kind("lesson.changed")
class LessonChanged(LessonEntry, frozen=True):
    """It is worded otherwise."""

    text: str = ""
    over: Over = ()

    said: ClassVar[str] = "Lesson {number} worded otherwise"

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return msgspec.structs.replace(self, text="")


@kind("lesson.dropped")
class LessonDropped(LessonEntry, frozen=True):
    """It was none, and why."""

    reason: str = ""

    said: ClassVar[str] = "Lesson {number} is none"

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return msgspec.structs.replace(self, reason="")


@kind("lesson.proposed")
class ChangeProposed(LessonEntry, frozen=True):
    """A change of the plan is proposed for its sake: made from the version of that name, `told` in words.

    `over` are the proposals that it takes the place of.
    """

    made_from: str
    hunks: tuple[Hunk, ...]
    told: tuple[Change, ...] = ()
    over: Over = ()

    said: ClassVar[str] = "Lesson {number} proposes a change of the plan"

    def words(self) -> str:
        return "; ".join(each.english for each in self.told)

    def remains(self) -> Body:
        return msgspec.structs.replace(self, made_from="", hunks=(), told=())


@kind("lesson.accepted")
class ChangeAccepted(LessonEntry, frozen=True):
    """What it proposed is in force, with the version of that name."""

    plan: str
    over: Over = ()

    said: ClassVar[str] = "The change of the plan of lesson {number} is in force: version {plan}"

    def sentence(self) -> Sentence:
        return Sentence(self.said, {"number": str(self.number), "plan": self.plan[:8]})


@kind("lesson.declined")
class ChangeDeclined(LessonEntry, frozen=True):
    """What it proposed does not come into the plan, and why."""

    reason: str = ""
    over: Over = ()

    said: ClassVar[str] = "The change of the plan of lesson {number} was declined"

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return msgspec.structs.replace(self, reason="")
