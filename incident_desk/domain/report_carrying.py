"""Which entries about reports of customers go with one incident, when it is carried elsewhere by file."""

from collections.abc import Iterable

from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.kinds import read_body
from incident_desk.domain.report_entries import ReachGiven, ReportsTaken
from incident_desk.domain.report_list import Reports


def carried_with(incident: IncidentId, reports: Reports, entries: Iterable[Entry]) -> set[EntryId]:
    """The entries that took the reports judged to belong to it, and all that was said or erased of these since.

    An entry is carried whole, as its hash has it: what came in one lot with such a report goes with it, verdicts and
    all. How to reach whoever reported is not among them.
    """
    taken = {EntryId(report.id.partition(".")[0]) for report in reports.judged_to(incident)}
    return {entry.id for entry in entries if entry.id in taken or _is_said_of(entry, taken)} if taken else set()


def _is_said_of(entry: Entry, taken: set[EntryId]) -> bool:
    body = read_body(entry)
    if isinstance(body, ReportsTaken | ReachGiven):
        return False
    return entry.subject in taken or not taken.isdisjoint(getattr(body, "of", ()))
