"""What the entries about reports of customers do to the state.

In a flood they come late at every desk but the one that takes them, for somebody judges there meanwhile. What nothing
later has to do with is applied behind that: else tens of thousands would be folded anew with every lot.
"""

from collections.abc import Callable, Iterable
from typing import Any

from incident_desk.domain.entry import Entry
from incident_desk.domain.fields import Field
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import applies
from incident_desk.domain.report_entries import (
    ReachGiven,
    ReportId,
    ReportMailAskedAgain,
    ReportMailBegun,
    ReportMailEnded,
    ReportsAnswered,
    ReportsHandedOn,
    ReportsHeldBack,
    ReportsJudged,
    ReportsTaken,
    Several,
    each_of,
    report_id,
)
from incident_desk.domain.report_list import (
    Given,
    HandedOn,
    HeldBack,
    Mailed,
    Report,
    Reports,
    Ruling,
    in_order,
    ruling_of,
)


def touched(entry: Entry, body: Any) -> Iterable[ReportId]:
    """The reports that an entry takes or says something of."""
    if isinstance(body, ReportsTaken):
        return (report_id(entry.id, place) for place in range(len(body.reports)))
    if isinstance(body, ReachGiven):
        return (report_id(body.taken, place) for place in body.reach)
    return each_of(getattr(body, "of", {}))


def _taken_apart(reports: Reports, entry: Entry, body: ReportsTaken) -> bool:
    """Nothing was said of them yet, and nobody was told of them before."""
    named = f"{body.came_by}/{body.source}"
    return entry.id not in reports.missing and not any(
        told.key and (named, told.key) in reports.known for told in body.reports
    )


def _reach_apart(reports: Reports, entry: Entry, body: ReachGiven) -> bool:
    given = (reports.get(report_id(body.taken, place)) for place in body.reach)
    return body.taken not in reports.reaches and not any(each is not None and each.reach for each in given)


def _is_said_first(has_said: Callable[[Report], object]) -> Callable[[Reports, Entry, Any], bool]:
    """Whether nothing of that sort was said of any of them yet."""

    def is_apart(reports: Reports, entry: Entry, body: Any) -> bool:
        return not any(map(has_said, _known(reports, body.of)))

    return is_apart


def _is_apart_always(reports: Reports, entry: Entry, body: ReportsHeldBack) -> bool:
    return True


def _ended_apart(reports: Reports, entry: Entry, body: ReportMailEnded) -> bool:
    """It is the first mail to each, and nobody has asked for it again."""
    return reports.early.isdisjoint(each_of(body.of)) and all(
        [(mail.answer, mail.is_over, mail.round) for mail in report.mails] == [(body.answer, False, 0)]
        for report in _known(reports, body.of)
    )


@applies("reports", ReportsTaken, _taken_apart)
def taken(reports: Reports, entry: Entry, body: ReportsTaken) -> None:
    order = (entry.hlc, entry.desk, entry.seq)
    for place, told in enumerate(body.reports):
        own = report_id(entry.id, place)
        source = (f"{body.came_by}/{body.source}", told.key)
        if told.key and (first := reports.known.setdefault(source, own)) != own:
            reports.same[own] = first
            continue
        report = reports.of[own] = Report(
            own,
            body.first + place,
            entry.desk,
            entry.author,
            told.came_us,
            body.came_by,
            told.text,
            body.source,
            told.service,
            told.region,
            told.symptom,
            told.since_us,
            told.awaits,
            told.language,
            order,
        )
        numbered = reports.numbers.setdefault(report.number, [])
        numbered.append(report)
        numbered.sort(key=in_order)
    reports.last = max(reports.last, body.first + len(body.reports) - 1)


@applies("reports", ReachGiven, _reach_apart)
def reach_given(reports: Reports, entry: Entry, body: ReachGiven) -> None:
    reports.reaches.setdefault(body.taken, []).append(entry.id)
    if report_id(body.taken, 0) not in reports.of and report_id(body.taken, 0) not in reports.same:
        reports.missing.add(body.taken)
    for place, reach in body.reach.items():
        if found := reports.get(report_id(body.taken, place)):
            found.reach = found.reach or reach


@applies("reports", ReportsJudged, _is_said_first(lambda report: report.ruling))
def judged(reports: Reports, entry: Entry, body: ReportsJudged) -> None:
    ruling = Ruling(body.verdict, body.incident, body.label)
    reports.suggested += body.suggested
    for report in _each(reports, body.of):
        if report.ruling is None:
            report.ruling = Field[Ruling]()
        if (before := ruling_of(report).incident) is not None:
            reports.judged[before].discard(report.id)
        if body.incident is not None:
            reports.judged.setdefault(body.incident, set()).add(report.id)
        report.ruling.set(ruling, entry, body.over)


@applies("reports", ReportsAnswered, _is_said_first(lambda report: report.answers or report.mails))
def answered(reports: Reports, entry: Entry, body: ReportsAnswered) -> None:
    given = Given(entry.id, body.text, body.way, entry.occurred_us, entry.author)
    for report in _each(reports, body.of):
        report.answers = (*report.answers, given)


@applies("reports", ReportMailBegun, _is_said_first(lambda report: report.mails))
def mail_begun(reports: Reports, entry: Entry, body: ReportMailBegun) -> None:
    for report in _each(reports, body.of):
        known = _mail(report, body.answer)
        if known is None or known.is_waiting:
            round_ = known.round if known else 0
            _put(report, Mailed(body.answer, round=round_, at_us=entry.occurred_us, desk=entry.desk))


@applies("reports", ReportMailEnded, _ended_apart)
def mail_ended(reports: Reports, entry: Entry, body: ReportMailEnded) -> None:
    for report in _each(reports, body.of):
        known = _mail(report, body.answer)
        round_ = known.round if known else 0
        _put(report, Mailed(body.answer, True, body.fault, body.may_have_arrived, round_))


@applies("reports", ReportMailAskedAgain)
def mail_asked_again(reports: Reports, entry: Entry, body: ReportMailAskedAgain) -> None:
    """Two desks that ask for it at once ask once."""
    for report in _each(reports, body.of):
        mail = report.lost
        if mail is not None and not mail.may_have_arrived:
            _put(report, Mailed(mail.answer, round=mail.round + 1, is_waiting=True))
        else:
            reports.early.add(report.id)


def _mail(report: Report, answer: EntryId) -> Mailed | None:
    return next((mail for mail in report.mails if mail.answer == answer), None)


def _put(report: Report, mail: Mailed) -> None:
    report.mails = (*(each for each in report.mails if each.answer != mail.answer), mail)


@applies("reports", ReportsHandedOn, _is_said_first(lambda report: report.handed_on or report.mails))
def handed_on(reports: Reports, entry: Entry, body: ReportsHandedOn) -> None:
    to = HandedOn(entry.id, body.to, body.text, entry.occurred_us, entry.author, body.address)
    for report in _each(reports, body.of):
        report.handed_on = to


@applies("reports", ReportsHeldBack, _is_apart_always)
def held_back(reports: Reports, entry: Entry, body: ReportsHeldBack) -> None:
    reports.held_back[entry.id] = HeldBack(body.count, body.why, body.came_by, body.from_us, body.until_us)


def _each(reports: Reports, of: Several) -> list[Report]:
    """Those of them that are here; of the others it is kept that they were asked for."""
    found = _known(reports, of)
    if len(found) < sum(map(len, of.values())):
        reports.missing.update(
            taken for taken, places in of.items() if any(reports.get(report_id(taken, each)) is None for each in places)
        )
    return found


def _known(reports: Reports, of: Several) -> list[Report]:
    return [found for each in each_of(of) if (found := reports.get(each)) is not None]
