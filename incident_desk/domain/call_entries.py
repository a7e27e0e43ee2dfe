"""What is written about calling somebody in: by which way it is tried, what came of that, and what they answered."""

import enum

import msgspec

from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.sentences import LineSort, Sentence


class Settled(enum.StrEnum):
    """How one try ended. NO_ANSWER: somebody spoke to nobody, or to a machine."""

    SENT = "sent"
    FAILED = "failed"
    GIVEN_UP = "given up"
    NO_ANSWER = "no answer"


class Answer(enum.StrEnum):
    """What somebody who was called says."""

    ACKNOWLEDGED = "acknowledged"
    DECLINED = "declined"
    DONE = "done"
    NO_ANSWER = "no answer"


class How(enum.StrEnum):
    """How the answer came."""

    DESK = "at a desk"
    LINK = "by link"
    CALLER = "to the caller"


@kind("call.made")
class CallMade(Body, frozen=True):
    """Somebody is being called. `call` is the entry that gave them what they are needed for, `about` says what that is.

    `rung` counts from 0. `link` is the sha256 of the token in the one-time link, which is kept nowhere. Nothing is sent
    after `until_us`. `is_again`: a desk that tried it before may have reached them already.
    """

    call: EntryId
    rung: int
    name: str
    channel: str
    title: str
    about: str
    person: PersonId | None = None
    is_by_hand: bool = False
    link: str = ""
    until_us: MomentUs = 0
    is_again: bool = False

    sort = LineSort.ROLE

    def sentence(self) -> Sentence:
        said = {"name": self.name, "channel": self.title, "about": self.about}
        if self.is_by_hand:
            return Sentence("{name} is to be called: {channel}, for {about}", said)
        if self.is_again:
            return Sentence("{name} is called once more: {channel}, for {about}; it may arrive twice", said)
        return Sentence("{name} is called: {channel}, for {about}", said)

    def remains(self) -> Body:
        return msgspec.structs.replace(self, name=_lasting(self), title="", about="", channel="")


@kind("call.settled")
class CallSettled(Body, frozen=True):
    """What came of one try; `said` is why it failed, in words."""

    call: EntryId
    made: EntryId
    rung: int
    how: Settled
    name: str
    title: str
    said: str = ""

    sort = LineSort.ROLE

    def sentence(self) -> Sentence:
        values = {"name": self.name, "channel": self.title}
        templates = {
            Settled.SENT: "{channel} to {name}: sent",
            Settled.FAILED: "{channel} to {name}: it could not be sent",
            Settled.GIVEN_UP: "{channel} to {name}: given up",
            Settled.NO_ANSWER: "{channel} to {name}: no answer",
        }
        return Sentence(templates[self.how], values)

    def words(self) -> str:
        return self.said

    def remains(self) -> Body:
        return msgspec.structs.replace(self, said="", name="", title="")


@kind("call.answered")
class CallAnswered(Body, frozen=True):
    """Whoever was called answered. `link` is the hash of the token they used, `next_link` of what they got for it."""

    call: EntryId
    answer: Answer
    how: How
    name: str
    about: str
    person: PersonId | None = None
    text: str = ""
    link: str = ""
    next_link: str = ""
    until_us: MomentUs = 0

    sort = LineSort.ROLE

    def sentence(self) -> Sentence:
        values = {"name": self.name, "about": self.about, "how": self.how.value}
        templates = {
            Answer.ACKNOWLEDGED: "{name} is coming, {how}: {about}",
            Answer.DECLINED: "{name} declines, {how}: {about}",
            Answer.DONE: "{name} is done, {how}: {about}",
            Answer.NO_ANSWER: "{name} does not answer: {about}",
        }
        return Sentence(templates[self.answer], values)

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return msgspec.structs.replace(self, text="", name=_lasting(self), about="", next_link="")


def _lasting(body: CallMade | CallAnswered) -> str:
    """A name that stands elsewhere as well."""
    return body.name if body.person else ""
