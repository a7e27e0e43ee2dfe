"""Reports of customers as plain values, for programs, and in a line each for people."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from incident_desk.domain.moments import iso
from incident_desk.domain.people import People
from incident_desk.domain.report_list import Report, Reports, ruling_of
from incident_desk.domain.report_matching import Suggestion


def report_shown(reports: Reports, report: Report, suggestion: Suggestion, people: People) -> dict[str, Any]:
    """One report as `report list --json` has it, with what is suggested and why."""
    ruling, handed_on = ruling_of(report), report.handed_on
    return {
        "report": report.id,
        "number": reports.label(report),
        "text": report.text,
        "service": report.service,
        "region": report.region,
        "symptom": report.symptom,
        "came_at": iso(report.came_us),
        "came_by": report.came_by,
        "source": report.source,
        "since_at": None if report.since_us is None else iso(report.since_us),
        "reach": report.reach,
        "awaits_answer": report.awaits_answer,
        "verdict": report.verdict,
        "incident": ruling.label if report.verdict else "",
        "disputed": report.is_disputed,
        "judged_by": people.name(report.ruling.last.by) if report.ruling and report.ruling.last else None,
        "suggested": {
            "verdict": suggestion.verdict,
            "incident": suggestion.label,
            "because": suggestion.because.english,
            "signs": {
                sign.aspect: {"fit": sign.fit.value, "said": sign.said, "known": sign.known}
                for sign in suggestion.signs
            },
        },
        "answers": [
            {"text": given.text, "way": given.way, "at": iso(given.at_us), "by": people.name(given.by)}
            for given in report.answers
        ],
        "mailed": [{"answer": mail.answer, "over": mail.is_over, "fault": mail.fault} for mail in report.mails],
        "handed_on": {"to": handed_on.to, "text": handed_on.text, "at": iso(handed_on.at_us)} if handed_on else None,
    }


def report_line(shown: dict[str, Any]) -> str:
    """The same for people."""
    about = " · ".join(filter(None, (shown["service"], shown["region"])))
    words = " ".join(shown["text"].split())[:80]
    if shown["verdict"]:
        to = f" as {shown['incident']}" if shown["incident"] else ""
        state = f"{shown['verdict']}{to}"
    else:
        suggested = shown["suggested"]
        state = f"to judge; suggested: {suggested['verdict']}, {suggested['because']}"
    return f"{shown['number']:>6}  {shown['came_at'][:19]}  {about}  {words}  [{state}]"


def counted(reports: Reports) -> dict[str, Any]:
    """How many there are: by verdict, service, region and way."""
    every = reports.all
    return {
        "all": len(every),
        "to_judge": sum(each.ruling is None for each in every),
        "disputed": sum(each.is_disputed for each in every),
        "unanswered": sum(each.awaits_answer for each in every),
        "held_back": sum(each.count for each in reports.held_back.values()),
        "judged_as_suggested": reports.suggested,
        "by_verdict": _counts(str(each.verdict) for each in every if each.verdict),
        "by_service": _counts(each.service or "not said" for each in every),
        "by_region": _counts(each.region or "not said" for each in every),
        "by_way": _counts(str(each.came_by) for each in every),
    }


def _counts(names: Iterable[str]) -> dict[str, int]:
    """The most first."""
    return dict(sorted(Counter(names).items(), key=lambda each: (-each[1], each[0])))
