"""What is written about trying whether people on call can be reached: a test, its tries, and what came of it."""

from incident_desk.domain.call_entries import How, Settled
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.moments import MomentUs


@kind("reach.asked")
class ReachAsked(Body, frozen=True):
    """Somebody is to say that they can be reached: a test. This entry is the call that its tries and answer name.

    `contact` is their key in the plan, if they have one; `role` the one that they are on call for.
    """

    name: str
    contact: str = ""
    role: str = ""


@kind("reach.tried")
class ReachTried(Body, frozen=True):
    """Somebody is being tried, by one rung of their ladder. The fields are those of `CallMade`."""

    call: EntryId
    rung: int
    name: str
    channel: str
    title: str
    is_by_hand: bool = False
    link: str = ""
    until_us: MomentUs = 0
    is_again: bool = False


@kind("reach.settled")
class ReachSettled(Body, frozen=True):
    """What came of one try; `said` is why it failed, in words."""

    call: EntryId
    made: EntryId
    rung: int
    how: Settled
    said: str = ""

    def words(self) -> str:
        return self.said


@kind("reach.answered")
class ReachAnswered(Body, frozen=True):
    """Somebody who was tried answered, or did not.

    `contact` is their key in the plan, if they have one. `call` is the entry that asked them, if a desk did; `link` is
    the hash of the token they used.
    """

    name: str
    is_answered: bool
    how: How = How.CALLER
    contact: str = ""
    text: str = ""
    call: EntryId | None = None
    link: str = ""

    def words(self) -> str:
        return self.text
