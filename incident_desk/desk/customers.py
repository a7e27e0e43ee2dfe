"""The reports of customers as they are now, and what is known of the open incidents, against which they are held."""

from collections.abc import Iterable

import msgspec

from incident_desk.desk.desk import Desk
from incident_desk.desk.followed import Followed
from incident_desk.desk.open_incidents import OpenIncidents
from incident_desk.desk.reading import ReadingDesk
from incident_desk.desk.report_rows import ReportRows
from incident_desk.domain.amendments import ABOUT_OTHERS
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import CUSTOMER_REPORTS, PAGE_SUBSCRIBERS, WATCHED, IncidentId
from incident_desk.domain.kinds import read_body
from incident_desk.domain.knew_first import warnings_of
from incident_desk.domain.moments import DAY_US
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.report_effects import touched
from incident_desk.domain.report_entries import ReportId
from incident_desk.domain.report_list import Report, Reports, ruling_of
from incident_desk.domain.report_matching import Asked, Known, Suggestion, known_of, suggest
from incident_desk.domain.report_queues import Queue
from incident_desk.domain.report_rate import LASTS_US, Rate
from incident_desk.domain.report_tally import Tally
from incident_desk.domain.report_view import Detail, Missed, View, detail, row_of, view
from incident_desk.domain.report_warning import warning
from incident_desk.domain.warning_entries import REPORTS
from incident_desk.domain.warning_list import EarlyWarning, Warnings
from incident_desk.domain.warnings import EndWarning, RaiseWarning


class Customers:
    """Belongs to one thread, that of the desk it reads with. What was recorded since is handed to `take`."""

    def __init__(self, desk: ReadingDesk) -> None:
        self._fold = desk.fold(CUSTOMER_REPORTS)
        self._watched = desk.fold(WATCHED)
        self._subscribers = desk.fold(PAGE_SUBSCRIBERS)
        self._opened = OpenIncidents(desk)
        self._known: tuple[Known, ...] | None = None
        self._suggested: dict[Asked, Suggestion] = {}
        self._rows = ReportRows(lambda report: row_of(self.reports.of[report], self.suggested(self.reports.of[report])))
        self._counted: set[ReportId] = set()
        self._rate, self._tally = Rate(), Tally()
        self._count(self.reports.of.values())

    @property
    def reports(self) -> Reports:
        return self._fold.board.reports

    @property
    def warnings(self) -> Warnings:
        return self._watched.board.warnings

    @property
    def opened(self) -> OpenIncidents:
        return self._opened

    @property
    def plan(self) -> Plan:
        """The one in force."""
        return self._opened.organisation.plans.current

    @property
    def known(self) -> tuple[Known, ...]:
        """What is known of every open incident that everybody may know of."""
        if self._known is None:
            found = (known_of(board, self.plan) for board in self._opened.boards)
            self._known = tuple(each for each in found if each is not None)
        return self._known

    def take(self, entries: Iterable[Entry]) -> None:
        """Take in what was recorded."""
        heard = list(entries)
        own = [each for each in heard if each.incident == CUSTOMER_REPORTS]
        if own:
            self._take_reports(own)
        if watched := [each for each in heard if each.incident == WATCHED]:
            self._watched.add(watched)
        if mailed := [each for each in heard if each.incident == PAGE_SUBSCRIBERS]:
            self._subscribers.add(mailed)
        apart = (CUSTOMER_REPORTS, WATCHED, PAGE_SUBSCRIBERS)
        others = [each for each in heard if each.incident not in apart or each.kind in ABOUT_OTHERS]
        if others:
            self._opened.take(others)
            before, self._known = self._known, None
            if self.known != before:
                self._suggested.clear()
                self._rows.forget_all()

    def _take_reports(self, entries: Iterable[Entry]) -> None:
        before = self._fold.board
        new = self._fold.add(entries)
        if self._fold.board is before:
            changed = dict.fromkeys(each for entry in new for each in touched(entry, read_body(entry)))
            self._count(filter(None, map(self.reports.get, changed)))
        else:  # it was folded anew
            self._rows.forget_all()
            self._tally = Tally()
            self._count(self.reports.of.values())

    def _count(self, changed: Iterable[Report]) -> None:
        found = list(changed)
        self._tally.take(found)
        self._rows.forget(each.id for each in found)
        new = [each for each in found if each.id not in self._counted]
        self._counted.update(each.id for each in new)
        self._rate.take(new)

    def usual(self, now_us: int) -> float:
        """How many reports a minute come at this hour."""
        return self._rate.usual(now_us)

    def warning(self, now_us: int) -> RaiseWarning | EndWarning | None:
        """A rise of the last minutes that no incident explains, and that nobody warned of yet; or that it is over."""
        rising, known = self._rate.rising(now_us), self.warnings.strays(REPORTS)
        if rising is None and known is not None and now_us - known.at_us > LASTS_US:
            return EndWarning(known.id, (REPORTS,))
        if rising is None or known is not None:
            return None
        maintenances = self._opened.organisation.maintenances
        within = filter(None, map(self.reports.get, self._rate.between(rising.from_us, now_us)))
        return warning(rising, within, self.suggested, maintenances, now_us)

    def view(self, queue: Queue, now_us: int) -> View:
        """What the room shows of that queue."""
        shown = view(self._tally, self.reports, self._rows.of(queue, self._tally.newest_first(queue)), queue, now_us)
        incidents = tuple((each.incident, each.label) for each in self.known)
        lost = self._subscribers.board.subscribers.lost_since(now_us - DAY_US)
        return msgspec.structs.replace(
            shown,
            usual=self.usual(now_us),
            incidents=incidents,
            warning=self._unexplained(),
            warnings=tuple(self.warnings.on),
            risen_us=self.warnings.risen_us,
            unmailed=Missed(len(lost), next(reversed(lost.values()), "")),
        )

    def _unexplained(self) -> EarlyWarning | None:
        """The last warning of ours, unless an open incident is of its service."""
        explained = {
            each.id
            for board in self._opened.boards
            if board.impact.services.value  # of what else an incident is nobody knows
            for each in warnings_of(board, self.warnings)
            if each.service
        }
        return max((w for w in self.warnings.all if w.id not in explained), key=lambda w: w.at_us, default=None)

    def detail(self, report: ReportId) -> Detail | None:
        """All of one report, with approved words that may answer it."""
        found = self.reports.get(report)
        if found is None:
            return None
        suggestion = self.suggested(found)
        ruling = ruling_of(found)
        return detail(self.reports, found, suggestion, self.ready(ruling.incident or suggestion.incident))

    def ready(self, incident: IncidentId | None) -> str:
        """The words about an incident that went out last by a public channel: they were approved."""
        board = next((each for each in self._opened.boards if each.incident == incident), None)
        if board is None:
            return ""
        sent = [sent for _, sent in board.messages.sent_by(*self.plan.public_channels)]
        return sent[-1].text if sent else ""

    def suggested(self, report: Report) -> Suggestion:
        """What it may come to; asked again, it costs nothing until something else is known."""
        return self.asked(
            Asked(report.text, report.came_us, report.service, report.region, report.symptom, report.since_us)
        )

    def asked(self, asked: Asked) -> Suggestion:
        """See `suggested`; of what is not written down yet."""
        found = self._suggested.get(asked)
        if found is None:
            found = self._suggested[asked] = suggest(asked, self.known, self.plan.service_names)
        return found


class CustomersNow(Followed[Customers]):
    """The same for whoever works beside the window; it stays on its thread."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "customers", Customers, Customers.take)
