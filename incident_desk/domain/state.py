"""Where an incident stands, and the entry that moves it."""

import enum

from incident_desk.domain.fields import Over
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.sentences import LineSort, Sentence


class State(enum.StrEnum):
    """Where an incident stands. Mitigated is the moment it enters monitoring."""

    DETECTED = "detected"
    DECLARED = "declared"
    INVESTIGATING = "investigating"
    MITIGATING = "mitigating"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    REVIEWED = "reviewed"
    FALSE_ALARM = "false alarm"
    MERGED = "merged"


COURSE = (
    State.DETECTED,
    State.DECLARED,
    State.INVESTIGATING,
    State.MITIGATING,
    State.MONITORING,
    State.RESOLVED,
    State.REVIEWED,
)
"""The course most incidents take, as the stepper shows it."""

BEGINNINGS = frozenset({State.DETECTED, State.DECLARED})
"""Where an incident can stand when it comes on the record: a past one may never have been declared."""

CLOSED = frozenset({State.RESOLVED, State.REVIEWED, State.FALSE_ALARM, State.MERGED})


@kind("state.set")
class StateSet(Body, frozen=True):
    """The incident entered a state."""

    state: State
    was: State | None = None
    note: str = ""
    speaker: str = ""
    over: Over = ()
    origin: str = ""
    approximate: bool = False

    sort = LineSort.STATE

    def sentence(self) -> Sentence:
        if self.was is None or self.was is self.state:
            return Sentence("{state}", {"state": self.state.capitalize()})
        return Sentence("{was} → {state}", {"was": self.was.capitalize(), "state": self.state.capitalize()})

    def words(self) -> str:
        return self.note

    def remains(self) -> Body:
        return StateSet(self.state, was=self.was, over=self.over, origin=self.origin, approximate=self.approximate)
