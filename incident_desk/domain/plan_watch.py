"""The part of a plan that says which series of numbers are watched, each by which source and which question.

Where a source is reached, and by which password, each desk knows for itself.
"""

from typing import Annotated, ClassVar, Final

import msgspec

from incident_desk.domain.plan_sections import RegionKey, Section, ServiceName

DAY_S: Final = 86_400
PollEvery = Annotated[int, msgspec.Meta(gt=0, le=DAY_S)]


class WatchedSeries(Section, frozen=True):
    """One question to a source, and the series that it answers with: one, or one for each set of labels.

    A `counter` only grows and begins anew at a restart: what is watched is by how much it grows in a second.
    """

    noun: ClassVar[str] = "watched series"
    named_by: ClassVar[str] = "key"

    key: str
    title: str
    source: str
    query: str
    service: ServiceName = ""
    region: RegionKey = ""
    unit: str = ""
    every_s: PollEvery = msgspec.field(default=60, name="every")
    is_counter: bool = msgspec.field(default=False, name="counter")

    def amiss(self) -> str:
        if "{" in self.key or "/" in self.key:
            return "a key has neither “{” nor “/”: labels stand behind it"
        return ""
