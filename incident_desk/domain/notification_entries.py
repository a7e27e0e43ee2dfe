"""What is written about notifications that the law or a contract asks for."""

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.moments import MomentUs, iso
from incident_desk.domain.sentences import LineSort, Sentence, minutes_late


@kind("notification.raised")
class NotificationRaised(Body, frozen=True):
    """It has to be told: what the plan calls its trigger holds, known since `known_us`. `text` says what of it.

    `title` is what the plan called it, `due_us` by when it was due then.
    """

    key: str
    title: str
    text: str = ""
    known_us: MomentUs | None = None
    due_us: MomentUs | None = None
    over: Over = ()

    sort = LineSort.APPROVAL

    def sentence(self) -> Sentence:
        if self.due_us is None:
            return Sentence("Has to be told: {title}", {"title": self.title})
        return Sentence("Has to be told by {moment}: {title}", {"title": self.title, "moment": iso(self.due_us)})

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return NotificationRaised(self.key, "", "", self.known_us, self.due_us, self.over)


@kind("notification.waived")
class NotificationWaived(Body, frozen=True):
    """It has not to be told: the decision says why, and holds as long as that stands."""

    key: str
    title: str
    decision: EntryId
    over: Over = ()

    sort = LineSort.APPROVAL

    def sentence(self) -> Sentence:
        return Sentence("Not to be told: {title}", {"title": self.title})

    def remains(self) -> Body:
        return NotificationWaived(self.key, "", self.decision, self.over)


@kind("notification.sent")
class NotificationSent(Body, frozen=True):
    """It was told, with what proves it: the number that the recipient gave, the words, or a file on the timeline.

    `speaker` told it, if not whoever writes. `late_us` is how long after its time.
    """

    key: str
    title: str
    recipient: str
    reference: str = ""
    text: str = ""
    file: EntryId | None = None
    file_name: str = ""
    speaker: str = ""
    late_us: int = 0
    over: Over = ()

    sort = LineSort.MESSAGE

    def sentence(self) -> Sentence:
        return Sentence("Told to {recipient}: {title}", {"recipient": self.recipient, "title": self.title})

    def words(self) -> str:
        return self.text

    def adds(self) -> tuple[Sentence, ...]:
        return (
            *([Sentence("reference {reference}", {"reference": self.reference})] if self.reference else []),
            *([Sentence("file {file}", {"file": self.file_name})] if self.file_name else []),
            *minutes_late(self.late_us),
        )

    def remains(self) -> Body:
        return NotificationSent(self.key, "", "", file=self.file, late_us=self.late_us, over=self.over)
