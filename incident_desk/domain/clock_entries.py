"""What is written about clocks: kept, put off, and what nobody kept by the end of the incident."""

import msgspec

from incident_desk.domain.clock_list import NAMES, Clock
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.moments import MomentUs, iso
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.spans import span_english


@kind("clock.kept")
class ClockKept(Body, frozen=True):
    """Somebody did what a clock asks for.

    `due_us` is when it was due, `late_s` how long after that it came, `missed` how many rounds before it went by.
    All three are as its writer's desk knew them.
    """

    clock: Clock
    due_us: MomentUs
    late_s: int = 0
    missed: int = 0
    text: str = ""

    sort = LineSort.CLOCK

    def sentence(self) -> Sentence:
        values = {"clock": NAMES[self.clock], "late": span_english(self.late_s), "missed": str(self.missed)}
        if self.missed:
            late = "{clock}: done, {late} late; missed {missed}× before"
            return Sentence(late if self.late_s else "{clock}: done; missed {missed}× before", values)
        return Sentence("{clock}: done, {late} late" if self.late_s else "{clock}: done", values)

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return ClockKept(self.clock, self.due_us, self.late_s, self.missed)


@kind("clock.snoozed")
class ClockSnoozed(Body, frozen=True):
    """Somebody put a clock off until then."""

    clock: Clock
    until_us: MomentUs
    reason: str = ""

    sort = LineSort.CLOCK

    def sentence(self) -> Sentence:
        return Sentence("{clock}: put off until {until}", {"clock": NAMES[self.clock], "until": iso(self.until_us)})

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return ClockSnoozed(self.clock, self.until_us)


class Missed(msgspec.Struct, frozen=True, gc=False):
    """So many rounds of a clock went by with nobody keeping one."""

    clock: Clock
    rounds: int


@kind("clock.missed")
class ClocksMissed(Body, frozen=True):
    """What nobody kept between the last time and the end of the incident."""

    missed: tuple[Missed, ...]

    sort = LineSort.CLOCK

    def sentence(self) -> Sentence:
        said = ", ".join(f"{NAMES[each.clock]} {each.rounds}×" for each in self.missed)
        return Sentence("Missed by the end: {clocks}", {"clocks": said})
