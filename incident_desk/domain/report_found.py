"""Which report of a customer a search found: one entry has the words of many."""

from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import CUSTOMER_REPORTS
from incident_desk.domain.kinds import read_body
from incident_desk.domain.report_entries import (
    ReportId,
    ReportsAnswered,
    ReportsHandedOn,
    ReportsTaken,
    each_of,
    report_id,
    words_told,
)


def words_of_each(entry: Entry) -> tuple[str, ...]:
    """What can be searched for of each report that this entry takes, in its places; none if it takes no report."""
    if entry.incident != CUSTOMER_REPORTS or entry.is_erased:
        return ()
    body = read_body(entry)
    return tuple(map(words_told, body.reports)) if isinstance(body, ReportsTaken) else ()


def report_found(entry: Entry, place: int | None) -> ReportId | None:
    """The report to go to: the one in this place, or the first of those that were told something."""
    if place is not None:
        return report_id(entry.id, place)
    body = read_body(entry)
    if isinstance(body, ReportsAnswered | ReportsHandedOn):
        return next(iter(each_of(body.of)), None)
    return None


def number_found(entry: Entry, place: int) -> int:
    """The number that was given to the report in this place."""
    body = read_body(entry)
    return body.first + place if isinstance(body, ReportsTaken) else 0
