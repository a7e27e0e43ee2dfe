"""What is written about promises to audiences: told otherwise than by a message of the desk, and received."""

from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.moments import MomentUs, iso
from incident_desk.domain.sentences import LineSort, Sentence


@kind("promise.told")
class AudienceTold(Body, frozen=True):
    """An audience was told by somebody: on the phone, in a meeting. `title` is what it was called then.

    `how` is in the words of whoever told them. `next_update_us` is what was promised then, if anything.
    """

    audience: str
    title: str
    how: str
    next_update_us: MomentUs | None = None

    sort = LineSort.APPROVAL

    def sentence(self) -> Sentence:
        if self.next_update_us is None:
            return Sentence("{audience} told", {"audience": self.title})
        return Sentence(
            "{audience} told; next update by {moment}", {"audience": self.title, "moment": iso(self.next_update_us)}
        )

    def words(self) -> str:
        return self.how

    def remains(self) -> Body:
        return AudienceTold(self.audience, "", "", self.next_update_us)


@kind("promise.received")
class WordReceived(Body, frozen=True):
    """A site or ward of an audience says that the last word has reached it; `says` is who said so there."""

    audience: str
    region: str
    title: str
    says: str = ""

    sort = LineSort.APPROVAL

    def sentence(self) -> Sentence:
        return Sentence("{region} has received the last word", {"region": self.title})

    def words(self) -> str:
        return self.says

    def remains(self) -> Body:
        return WordReceived(self.audience, self.region, "")
