"""What is written about needs that are put off, and the state: who does not want to see which of them until when."""

import msgspec

from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.moments import MomentUs, iso
from incident_desk.domain.sentences import LineSort, Sentence


@kind("need.snoozed")
class NeedSnoozed(Body, frozen=True):
    """Whoever wrote it does not want to see these needs until then. `what` names what they are about.

    That may be a role with a title that somebody typed.
    """

    needs: tuple[str, ...]
    what: str
    until_us: MomentUs
    reason: str = ""

    sort = LineSort.CLOCK

    def sentence(self) -> Sentence:
        template = "Put off until {until}: {what}" if self.what else "Put off until {until}"
        return Sentence(template, {"until": iso(self.until_us), "what": self.what})

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return NeedSnoozed(self.needs, "", self.until_us)


@kind("need.woken")
class NeedWoken(Body, frozen=True):
    """Whoever wrote it wants to see these needs again."""

    needs: tuple[str, ...]
    what: str

    sort = LineSort.CLOCK

    def sentence(self) -> Sentence:
        return Sentence("No longer put off: {what}" if self.what else "No longer put off", {"what": self.what})

    def remains(self) -> Body:
        return NeedWoken(self.needs, "")


class Snooze(msgspec.Struct, frozen=True, gc=False):
    """Until when one need is put off, what that is about, and by which entry."""

    until_us: int
    what: str
    entry: EntryId


class Snoozes(msgspec.Struct):
    """What each person put off; what somebody put off is seen by everybody else."""

    of: dict[PersonId, dict[str, Snooze]] = msgspec.field(default_factory=dict[PersonId, dict[str, Snooze]])

    def until_us(self, person: PersonId, need: str, now_us: int) -> int | None:
        """Until when a person does not see a need; None if they see it now."""
        found = self.of.get(person, {}).get(need)
        return found.until_us if found is not None and found.until_us > now_us else None

    def standing(self, person: PersonId, now_us: int) -> dict[str, Snooze]:
        """What a person does not see now, by need."""
        return {need: each for need, each in self.of.get(person, {}).items() if each.until_us > now_us}


@applies("snoozes", NeedSnoozed)
def snoozed(snoozes: Snoozes, entry: Entry, body: NeedSnoozed) -> None:
    mine = snoozes.of.setdefault(entry.author, {})
    mine |= dict.fromkeys(body.needs, Snooze(body.until_us, body.what, entry.id))


@applies("snoozes", NeedWoken)
def woken(snoozes: Snoozes, entry: Entry, body: NeedWoken) -> None:
    mine = snoozes.of.get(entry.author, {})
    for need in body.needs:
        mine.pop(need, None)
