"""The reports of customers in lines, made once and kept until something is said of them."""

from collections.abc import Callable, Iterable

from incident_desk.domain.report_entries import ReportId
from incident_desk.domain.report_queues import Queue
from incident_desk.domain.report_view import Row


class ReportRows:
    """A row that is made anew and looks as before is the very same: whoever shows thousands sees that at once.

    Args:
        make: what a report looks like now.
    """

    def __init__(self, make: Callable[[ReportId], Row]) -> None:
        self._make = make
        self._rows: dict[ReportId, Row] = {}
        self._before: dict[ReportId, Row] = {}
        self._shown: tuple[Queue, tuple[Row, ...]] | None = None

    def of(self, queue: Queue, reports: Iterable[ReportId]) -> tuple[Row, ...]:
        """Those of a queue, in that order; the very same as long as nothing changes them."""
        if self._shown is None or self._shown[0] is not queue:
            rows = self._rows
            self._shown = queue, tuple(rows.get(each) or self._made(each) for each in reports)
        return self._shown[1]

    def _made(self, report: ReportId) -> Row:
        made, before = self._make(report), self._before.pop(report, None)
        row = before if before is not None and before == made else made
        self._rows[report] = row
        return row

    def forget(self, reports: Iterable[ReportId]) -> None:
        """Something was said of these, or they have come."""
        for report in reports:
            self._shown = None
            if (row := self._rows.pop(report, None)) is not None:
                self._before[report] = row

    def forget_all(self) -> None:
        """What is suggested of them may be something else now."""
        self._before |= self._rows
        self._rows.clear()
        self._shown = None
