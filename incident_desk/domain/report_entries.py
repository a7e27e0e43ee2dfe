"""What is written about the reports of customers. They belong to no incident, until somebody says that one does.

One entry carries many reports: a flood of thousands comes in within minutes. How to reach whoever reported is written
apart, so that it can be erased while what they saw stays.
"""

import enum
from typing import Final, NewType

import msgspec

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.moments import MomentUs

ReportId = NewType("ReportId", str)
"""The entry that took it, a full stop, and its place in there, from 0."""

Several = dict[EntryId, tuple[int, ...]]
"""Reports by the entries that took them: a thousand of one flood are a few names and numbers."""


class CameBy(enum.StrEnum):
    """The way by which a report came in."""

    FORM = "form"
    API = "api"
    EMAIL = "e-mail"
    FILE = "file"
    PHONE = "phone"


class Symptom(enum.StrEnum):
    """What somebody sees of a fault, in the words that are offered to choose from."""

    DOWN = "not reachable"
    ERROR = "error message"
    SLOW = "slow"
    SIGN_IN = "cannot sign in"
    DATA = "data wrong or missing"
    OTHER = "something else"


class Verdict(enum.StrEnum):
    """What a report comes to: part of what is known, only theirs, or nobody can say."""

    SAME_ISSUE = "same issue"
    ISOLATED = "isolated"
    UNKNOWN = "unknown"


class Told(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What one customer said. `key` is what its source calls it: told twice, it is one report.

    `came_us` is when it came in, `since_us` since when they see it. `awaits` an answer if there is a way to give one.
    `language` is that of whoever said it, empty if unknown.
    """

    text: str
    came_us: MomentUs
    service: str = ""
    region: str = ""
    symptom: str = ""
    since_us: MomentUs | None = None
    key: str = ""
    awaits: bool = False
    language: str = ""


def words_told(told: Told) -> str:
    """All words of one report."""
    return " ".join(filter(None, (told.text, told.service, told.region, told.symptom)))


@kind("report.taken")
class ReportsTaken(Body, frozen=True):
    """Reports came in by one way, from one source; `first` is the number of the first of them."""

    first: int
    came_by: CameBy
    reports: tuple[Told, ...]
    source: str = ""

    def words(self) -> str:
        return "\n".join(map(words_told, self.reports))

    def remains(self) -> Body:
        """When they came: the rate holds. Of what they are about is in the words of whoever reported, too."""
        bare = (Told("", told.came_us, since_us=told.since_us) for told in self.reports)
        return ReportsTaken(self.first, self.came_by, tuple(bare))


@kind("report.reach_given")
class ReachGiven(Body, frozen=True):
    """How to reach those of the reports of entry `taken` that want an answer, by their places in there."""

    taken: EntryId
    reach: dict[int, str]

    def remains(self) -> Body:
        return ReachGiven(self.taken, {})


@kind("report.judged")
class ReportsJudged(Body, frozen=True):
    """Somebody said what these come to. `suggested` is how many of them had been suggested to be so."""

    of: Several
    verdict: Verdict
    incident: IncidentId | None = None
    label: str = ""
    suggested: int = 0
    over: Over = ()


@kind("report.answered")
class ReportsAnswered(Body, frozen=True):
    """These were told that, by `way`. Words of a message of an incident that was approved are `from_message`."""

    of: Several
    text: str
    way: str = ""
    from_message: EntryId | None = None

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return ReportsAnswered(self.of, "", from_message=self.from_message)


@kind("report.mail_begun")
class ReportMailBegun(Body, frozen=True):
    """The answer of entry `answer` begins to go to these by e-mail, from one desk: once, whatever comes.

    Where that entry hands them on, what is known of each begins to go to whoever looks after it.
    """

    of: Several
    answer: EntryId

    def remains(self) -> Body:
        return self


@kind("report.mail_ended")
class ReportMailEnded(Body, frozen=True):
    """It went to these; or for that `fault` it did not, unless it `may_have_arrived` all the same."""

    of: Several
    answer: EntryId
    fault: str = ""
    may_have_arrived: bool = False

    def remains(self) -> Body:
        return ReportMailEnded(self.of, self.answer, may_have_arrived=self.may_have_arrived)


@kind("report.mail_asked_again")
class ReportMailAskedAgain(Body, frozen=True):
    """The answers that did not arrive at these are to be sent once more."""

    of: Several

    def remains(self) -> Body:
        return self


@kind("report.handed_on")
class ReportsHandedOn(Body, frozen=True):
    """Others look after these now: `to` support, with what is known. Each goes to `address`, if there is one."""

    of: Several
    to: str
    text: str = ""
    address: str = ""

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return ReportsHandedOn(self.of, "")


@kind("report.held_back")
class ReportsHeldBack(Body, frozen=True):
    """So many were turned away unread: why, and by which way they came."""

    count: int
    why: str
    came_by: CameBy
    from_us: MomentUs
    until_us: MomentUs

    def remains(self) -> Body:
        return msgspec.structs.replace(self, why="")


TEXT_LETTERS: Final = 2000
"""Longer reports are cut there, and say so."""
NAME_LETTERS: Final = 80
REACH_LETTERS: Final = 254
KEY_LETTERS: Final = 120
LANGUAGE_LETTERS: Final = 16


def report_id(taken: EntryId, place: int) -> ReportId:
    return ReportId(f"{taken}.{place}")


def several(reports: "list[ReportId] | tuple[ReportId, ...]") -> Several:
    """The same by their entries, in the order given."""
    found: dict[EntryId, list[int]] = {}
    for each in reports:
        taken, _, place = each.partition(".")
        found.setdefault(EntryId(taken), []).append(int(place))
    return {taken: tuple(places) for taken, places in found.items()}


def each_of(of: Several) -> list[ReportId]:
    """The reports, one by one."""
    return [report_id(taken, place) for taken, places in of.items() for place in places]
