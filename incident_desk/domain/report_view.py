"""What the room of the customers shows, as plain values that another thread may have."""

import enum
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from incident_desk.domain.ids import IncidentId, PersonId
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.report_entries import CameBy, ReportId, Verdict
from incident_desk.domain.report_list import Given, HandedOn, Mailed, Report, Reports, ruling_of
from incident_desk.domain.report_matching import Suggestion
from incident_desk.domain.sentences import Sentence
from incident_desk.domain.warning_list import EarlyWarning

RATE_MINUTES: Final = 75
"""So far back the rate is shown."""
WORDS_SHOWN: Final = 200
FRESH_US: Final = 30 * MINUTE_US


class Queue(enum.StrEnum):
    """The heaps that reports lie in."""

    TO_JUDGE = "to judge"
    SAME_ISSUE = "same issue"
    ISOLATED = "isolated"
    UNKNOWN = "unknown"
    UNDELIVERED = "not delivered"
    """Beside the heap of their verdict: the answer did not arrive by e-mail."""


QUEUE_OF: Final = {
    None: Queue.TO_JUDGE,
    Verdict.SAME_ISSUE: Queue.SAME_ISSUE,
    Verdict.ISOLATED: Queue.ISOLATED,
    Verdict.UNKNOWN: Queue.UNKNOWN,
}


class Row(msgspec.Struct, frozen=True, gc=False):
    """One report in a line. `verdict` is what it came to, else what is suggested; `because` says why.

    `fault` is why the answer was not delivered; `may_mail_again` whether it certainly did not arrive.
    """

    id: ReportId
    number: int
    came_us: int
    service: str
    region: str
    text: str
    verdict: Verdict
    label: str
    because: Sentence
    is_judged: bool
    awaits: bool
    is_answered: bool
    is_handed_on: bool
    fault: str = ""
    may_mail_again: bool = False


class Heap(msgspec.Struct, frozen=True):
    """How many lie in a queue, how many of them were answered or handed on, and since when the oldest does."""

    count: int = 0
    done: int = 0
    oldest_us: int | None = None


class Missed(msgspec.Struct, frozen=True):
    """Mails that did not arrive: how many, why, and who wrote what was in them."""

    count: int = 0
    why: str = ""
    by: frozenset[PersonId] = frozenset()


class View(msgspec.Struct, frozen=True):
    """What is shown now. `rows` are those of one queue, the newest first.

    `minutes` are how many came in each of the last minutes, the last one not over yet. `alike` are the reports to judge
    that look like the same issue as an incident. `undelivered` are answers that did not arrive, `unmailed` updates of
    the page that subscribers did not get. `warning` is the last of ours, `warnings` are those that are on, `risen_us`
    is when a rise of reports was last warned of.
    """

    at_us: int = 0
    queue: Queue = Queue.TO_JUDGE
    rows: tuple[Row, ...] = ()
    heaps: dict[Queue, Heap] = {}
    held_back: int = 0
    services: tuple[tuple[str, int], ...] = ()
    regions: tuple[tuple[str, int], ...] = ()
    ways: tuple[tuple[CameBy, int, int], ...] = ()
    minutes: tuple[int, ...] = ()
    usual: float = 0.0
    undelivered: Missed = Missed()
    unmailed: Missed = Missed()
    warning: EarlyWarning | None = None
    warnings: tuple[EarlyWarning, ...] = ()
    risen_us: int | None = None
    incidents: tuple[tuple[IncidentId, str], ...] = ()

    @property
    def fresh_warning(self) -> EarlyWarning | None:
        """The last warning, while it is fresh: somebody has to look at it."""
        last = self.warning
        return last if last is not None and last.mark is None and self.at_us - last.at_us < FRESH_US else None

    @property
    def count(self) -> int:
        """How many there are in all."""
        return sum(heap.count for queue, heap in self.heaps.items() if queue is not Queue.UNDELIVERED)


class Detail(msgspec.Struct, frozen=True):
    """All of one report. `ready` are approved words that may answer it."""

    id: ReportId
    label: str
    text: str
    came_us: int
    came_by: CameBy
    source: str
    reach: str
    awaits: bool
    verdict: Verdict | None
    incident: str
    is_disputed: bool
    suggestion: Suggestion
    answers: tuple[Given, ...] = ()
    handed_on: HandedOn | None = None
    ready: str = ""
    mails: tuple[Mailed, ...] = ()


def view(reports: Reports, row_of: Callable[[Report], Row], queue: Queue, now_us: int, usual: float) -> View:
    """What is shown of that queue at this moment.

    Args:
        row_of: see `row_of`; whoever shows thousands remembers them.
    """
    heaps = {each: [0, 0, 0] for each in Queue}
    services, regions = Counter[str](), Counter[str]()
    ways: dict[CameBy, list[int]] = {}
    minutes = [0] * RATE_MINUTES
    rows: list[Row] = []
    lost: list[Report] = []
    for report in reports.of.values():
        own = QUEUE_OF[report.verdict]
        heap = heaps[own]
        heap[0] += 1
        heap[1] += bool(report.answers or report.handed_on)
        heap[2] = min(heap[2] or report.came_us, report.came_us)
        services[report.service] += 1
        regions[report.region] += 1
        way = ways.setdefault(report.came_by, [0, 0])
        way[0], way[1] = way[0] + 1, max(way[1], report.came_us)
        back = (now_us - report.came_us) // MINUTE_US
        if 0 <= back < RATE_MINUTES:
            minutes[-1 - back] += 1
        is_lost = bool(report.mails) and report.is_undelivered
        if is_lost:
            lost.append(report)
        if own is queue or (is_lost and queue is Queue.UNDELIVERED):
            rows.append(row_of(report))
    heaps[Queue.UNDELIVERED][0] = len(lost)
    rows.sort(key=_newest, reverse=True)
    return View(
        now_us,
        queue,
        tuple(rows),
        {each: Heap(count, done, oldest or None) for each, (count, done, oldest) in heaps.items()},
        sum(each.count for each in reports.held_back),
        tuple(services.most_common()),
        tuple(regions.most_common()),
        tuple(sorted(((way, n, last) for way, (n, last) in ways.items()), key=lambda each: -each[1])),
        tuple(minutes),
        usual,
        _missed(lost),
    )


def _missed(lost: list[Report]) -> Missed:
    why = next((each.mail.fault for each in reversed(lost) if each.mail is not None), "")
    return Missed(len(lost), why, frozenset(each.answers[-1].by for each in lost))


def _newest(row: Row) -> tuple[int, int]:
    return row.came_us, row.number


def row_of(report: Report, suggestion: Suggestion) -> Row:
    """One report in a line."""
    verdict, text = report.verdict, report.text[:WORDS_SHOWN]
    return Row(
        report.id,
        report.number,
        report.came_us,
        report.service,
        report.region,
        " ".join(text.split()),
        verdict or suggestion.verdict,
        ruling_of(report).label if verdict else suggestion.label,
        suggestion.because,
        verdict is not None,
        report.awaits,
        bool(report.answers),
        report.handed_on is not None,
        report.mail.fault if report.mail is not None and report.is_undelivered else "",
        report.mail is not None and report.is_undelivered and not report.mail.may_have_arrived,
    )


def detail(reports: Reports, report: Report, suggestion: Suggestion, ready: str) -> Detail:
    """All of one report."""
    return Detail(
        report.id,
        reports.label(report),
        report.text,
        report.came_us,
        report.came_by,
        report.source,
        report.reach,
        report.awaits,
        report.verdict,
        ruling_of(report).label,
        report.is_disputed,
        suggestion,
        report.answers,
        report.handed_on,
        ready,
        report.mails,
    )


def alike(rows: Iterable[Row]) -> list[Row]:
    """Those to judge that look like the same issue as an incident."""
    return [row for row in rows if not row.is_judged and row.verdict is Verdict.SAME_ISSUE and row.label]
