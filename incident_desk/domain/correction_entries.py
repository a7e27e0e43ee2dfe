"""What the entries say that correct another or take it back, and what each does to its line."""

from incident_desk.domain.entry import Entry
from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.timeline import Correction, Moved, Retraction, Timeline


@kind("entry.corrected")
class EntryCorrected(Body, frozen=True):
    """Another entry said it wrong: its words, its moment, or both.

    `after` are the corrections whose words it replaces; entries of earlier versions do not say.
    """

    target: EntryId
    text: str | None = None
    occurred_us: MomentUs | None = None
    reason: str = ""
    after: Over | None = None

    def words(self) -> str:
        return self.text or ""

    def remains(self) -> Body:
        return EntryCorrected(self.target, occurred_us=self.occurred_us, after=self.after)


@kind("entry.retracted")
class EntryRetracted(Body, frozen=True):
    """Another entry does not hold: it has no effect any more, and stays readable. With `moved` it holds elsewhere."""

    target: EntryId
    reason: str = ""
    moved: Moved | None = None

    def remains(self) -> Body:
        return EntryRetracted(self.target, moved=self.moved)


@applies("timeline", EntryCorrected)
def corrected(timeline: Timeline, entry: Entry, body: EntryCorrected) -> None:
    line = timeline.at.get(body.target)
    if line is None:
        return
    correction = Correction(
        entry.id,
        entry.author,
        entry.recorded_us,
        text_was=line.text,
        occurred_us_was=line.told_so_far_us,
        reason=body.reason,
        remains=body.remains(),
    )
    line.correct(correction, body.text, body.occurred_us, body.after)


@applies("timeline", EntryRetracted)
def retracted(timeline: Timeline, entry: Entry, body: EntryRetracted) -> None:
    if line := timeline.at.get(body.target):
        line.is_retracted = True
        line.retraction = Retraction(
            entry.id, entry.author, entry.recorded_us, body.reason, body.remains(), moved=body.moved
        )
