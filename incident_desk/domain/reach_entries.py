"""What is written about trying whether people on call can be reached: a test, and what came of it."""

from incident_desk.domain.call_entries import How
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import Body, kind


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
