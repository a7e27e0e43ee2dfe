"""What the entries about reports of customers do to the state."""

from incident_desk.domain.entry import Entry
from incident_desk.domain.fields import Field
from incident_desk.domain.kinds import applies
from incident_desk.domain.report_entries import (
    ReachGiven,
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
        if all(mail.answer != body.answer for mail in report.mails):
            report.mails = (*report.mails, Mailed(body.answer))


@applies("reports", ReportMailEnded)
def mail_ended(reports: Reports, entry: Entry, body: ReportMailEnded) -> None:
    over = Mailed(body.answer, is_over=True, fault=body.fault)
    for report in _each(reports, body.of):
        report.mails = (*(mail for mail in report.mails if mail.answer != body.answer), over)


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
