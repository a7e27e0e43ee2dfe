"""What the room of the customers shows, as plain values that another thread may have."""

from collections.abc import Iterable
from typing import Final

import msgspec

from incident_desk.domain.ids import IncidentId, PersonId
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.report_entries import CameBy, ReportId, Verdict
from incident_desk.domain.report_list import Given, HandedOn, Mailed, Report, Reports, ruling_of
from incident_desk.domain.report_matching import Suggestion
from incident_desk.domain.report_queues import Heap, Queue
from incident_desk.domain.report_tally import Tally
from incident_desk.domain.sentences import Sentence
from incident_desk.domain.warning_list import EarlyWarning

RATE_MINUTES: Final = 75
"""So far back the rate is shown."""
WORDS_SHOWN: Final = 200
FRESH_US: Final = 30 * MINUTE_US


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


class Missed(msgspec.Struct, frozen=True):
    """Mails that did not arrive: how many, why, and who wrote what was in them."""

    count: int = 0
    why: str = ""
    by: frozenset[PersonId] = frozenset()


class View(msgspec.Struct, frozen=True):
    """What is shown now. `rows` are those of one queue, the newest first.

    `minutes` are how many came in each of the last minutes, the last one not over yet. `alike` are how many of the rows
    look like the same issue as an incident. `services`, `regions` and `ways` count those of the last day. `undelivered`
    are mails about reports that did not arrive, `unmailed` updates of the page that subscribers did not get. `warning`
    is the last of ours, `warnings` are those that are on, `risen_us` is when a rise of reports was last warned of.
    """

    at_us: int = 0
    queue: Queue = Queue.TO_JUDGE
    rows: tuple[Row, ...] = ()
    alike: int = 0
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


def view(tally: Tally, reports: Reports, rows: tuple[Row, ...], queue: Queue, now_us: int) -> View:
    """What is shown of that queue at this moment, by what was counted.

    Args:
        rows: those of that queue, the newest first.
    """
    came = tally.lately(now_us)
    lost = [reports.of[each] for each in tally.newest_first(Queue.UNDELIVERED)]
    return View(
        now_us,
        queue,
        rows,
        sum(map(is_alike, rows)) if queue is Queue.TO_JUDGE else 0,
        {each: tally.heap(each) for each in Queue},
        sum(each.count for each in reports.held_back.values()),
        tuple(came.services.most_common()),
        tuple(came.regions.most_common()),
        tuple((way, count, tally.last_us(way)) for way, count in came.ways.most_common()),
        tally.minutes(now_us, RATE_MINUTES),
        undelivered=_missed(lost),
    )


def _missed(lost: list[Report]) -> Missed:
    why = next((each.lost.fault for each in lost if each.lost is not None), "")
    return Missed(len(lost), why, frozenset(each.lost_by for each in lost if each.lost_by is not None))


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
        report.lost.fault if report.lost is not None else "",
        report.lost is not None and not report.lost.may_have_arrived,
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


def is_alike(row: Row) -> bool:
    """Whether it is to judge, and looks like the same issue as an incident."""
    return not row.is_judged and row.verdict is Verdict.SAME_ISSUE and bool(row.label)


def alike(rows: Iterable[Row]) -> list[Row]:
    """Those to judge that look like the same issue as an incident."""
    return [row for row in rows if is_alike(row)]
