"""What the entries about reports of customers do to the state."""

from incident_desk.domain.entry import Entry
from incident_desk.domain.fields import Field
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import applies
from incident_desk.domain.report_entries import (
    ReachGiven,
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
from incident_desk.domain.report_list import Given, HandedOn, HeldBack, Mailed, Report, Reports, Ruling


@applies("reports", ReportsTaken)
def taken(reports: Reports, entry: Entry, body: ReportsTaken) -> None:
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
        )
        reports.numbers.setdefault(report.number, []).append(report)
    reports.last = max(reports.last, body.first + len(body.reports) - 1)


@applies("reports", ReachGiven)
def reach_given(reports: Reports, entry: Entry, body: ReachGiven) -> None:
    reports.reaches.setdefault(body.taken, []).append(entry.id)
    for place, reach in body.reach.items():
        if found := reports.get(report_id(body.taken, place)):
            found.reach = found.reach or reach


@applies("reports", ReportsJudged)
def judged(reports: Reports, entry: Entry, body: ReportsJudged) -> None:
    ruling = Ruling(body.verdict, body.incident, body.label)
    reports.suggested += body.suggested
    for report in _each(reports, body.of):
        if report.ruling is None:
            report.ruling = Field[Ruling]()
        report.ruling.set(ruling, entry, body.over)


@applies("reports", ReportsAnswered)
def answered(reports: Reports, entry: Entry, body: ReportsAnswered) -> None:
    given = Given(entry.id, body.text, body.way, entry.occurred_us, entry.author)
    for report in _each(reports, body.of):
        report.answers = (*report.answers, given)


@applies("reports", ReportMailBegun)
def mail_begun(reports: Reports, entry: Entry, body: ReportMailBegun) -> None:
    for report in _each(reports, body.of):
        known = _mail(report, body.answer)
        if known is None or known.is_waiting:
            _put(report, Mailed(body.answer, round=known.round if known else 0))


@applies("reports", ReportMailEnded)
def mail_ended(reports: Reports, entry: Entry, body: ReportMailEnded) -> None:
    for report in _each(reports, body.of):
        known = _mail(report, body.answer)
        is_round = known.round if known else 0
        _put(report, Mailed(body.answer, True, body.fault, body.may_have_arrived, is_round))


@applies("reports", ReportMailAskedAgain)
def mail_asked_again(reports: Reports, entry: Entry, body: ReportMailAskedAgain) -> None:
    """Two desks that ask for it at once ask once."""
    for report in _each(reports, body.of):
        mail = report.mail
        if mail is not None and mail.has_failed and not mail.may_have_arrived:
            _put(report, Mailed(mail.answer, round=mail.round + 1, is_waiting=True))


def _mail(report: Report, answer: EntryId) -> Mailed | None:
    return next((mail for mail in report.mails if mail.answer == answer), None)


def _put(report: Report, mail: Mailed) -> None:
    report.mails = (*(each for each in report.mails if each.answer != mail.answer), mail)


@applies("reports", ReportsHandedOn)
def handed_on(reports: Reports, entry: Entry, body: ReportsHandedOn) -> None:
    to = HandedOn(entry.id, body.to, body.text, entry.occurred_us)
    for report in _each(reports, body.of):
        report.handed_on = to


@applies("reports", ReportsHeldBack)
def held_back(reports: Reports, entry: Entry, body: ReportsHeldBack) -> None:
    reports.held_back.append(HeldBack(body.count, body.why, body.came_by, body.from_us, body.until_us))


def _each(reports: Reports, of: Several) -> list[Report]:
    return [found for each in each_of(of) if (found := reports.get(each)) is not None]
