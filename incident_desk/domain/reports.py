"""Reports of customers: taken, judged, answered, handed on to support; one by one, or hundreds at once."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from incident_desk.domain import report_effects, report_forgetting
from incident_desk.domain.addresses import checked_address
from incident_desk.domain.commands import Context, Draft, Fields, Found, command
from incident_desk.domain.entry import BODY_LIMIT_BYTES
from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.ids import CUSTOMER_REPORTS, EntryId, IncidentId
from incident_desk.domain.kinds import Body
from incident_desk.domain.moments import MINUTE_US, MomentUs
from incident_desk.domain.plan import Plans
from incident_desk.domain.report_entries import (
    KEY_LETTERS,
    LANGUAGE_LETTERS,
    NAME_LETTERS,
    REACH_LETTERS,
    TEXT_LETTERS,
    CameBy,
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
    Told,
    Verdict,
    several,
)
from incident_desk.domain.report_list import Report, Reports

__all__ = ["Report", "Reports", "report_effects", "report_forgetting"]

SUPPORT = "support"
AT_ONCE = 20_000
"""So many are taken or judged in one go at most."""
ROOM_BYTES = BODY_LIMIT_BYTES - 4 * 1024
PLACES_AT_ONCE = 400
"""So many entries are named by one: their ids fill half of what a body holds."""
AHEAD_US = 5 * MINUTE_US
"""So far the clock of a customer may be before ours; what is later has not happened."""


# commands ------------------------------------------------------------------------------------------------------------


class TakeReport(Fields, frozen=True):
    """`text` is what they say, in their words. `since` is since when they see it; `reach` is where they want to hear.

    `key` is what its source calls it: what was told before is not taken again.
    """

    text: str = ""
    service: str = ""
    region: str = ""
    symptom: str = ""
    since_us: MomentUs | None = None
    reach: str = ""
    came_by: CameBy = CameBy.PHONE
    source: str = ""
    key: str = ""
    language: str = ""
    occurred_us: MomentUs | None = None


class TakeReports(Fields, frozen=True):
    """Many at once; each has the fields of `report.take`."""

    reports: tuple[TakeReport, ...]


class JudgeReports(Fields, frozen=True):
    """`reports` are numbers; 7..12 are all of these. `incident` is the one that they are the same issue as.

    `suggested` is how many of them had been suggested to be so.
    """

    reports: tuple[str, ...]
    verdict: Verdict
    incident: str = ""
    suggested: int = 0


class AnswerReports(Fields, frozen=True):
    """`text` is what they are told. `way` is how: "phone", "e-mail"; none if they are to read it where they asked."""

    reports: tuple[str, ...]
    text: str
    way: str = ""
    from_message: EntryId | None = None


class BeginReportMail(Fields, frozen=True):
    """`answer` is the entry that holds what they are told."""

    reports: tuple[str, ...]
    answer: EntryId


class EndReportMail(Fields, frozen=True):
    """With a `fault` it did not go to them, unless it `may_have_arrived` all the same."""

    reports: tuple[str, ...]
    answer: EntryId
    fault: str = ""
    may_have_arrived: bool = False


class MailAgain(Fields, frozen=True):
    """Of reports whose answer did not arrive."""

    reports: tuple[str, ...]


class HandOnReports(Fields, frozen=True):
    """`to` is who looks after them from now on: support, by the address in the plan, or an address; `text` is what is
    known."""

    reports: tuple[str, ...]
    to: str = SUPPORT
    text: str = ""


class HoldBackReports(Fields, frozen=True):
    count: int
    why: str
    came_by: CameBy
    from_us: MomentUs
    until_us: MomentUs


@command("report.take", help="Take down what a customer reports", slash=("report",), alone=True)
def take(context: Context, fields: TakeReport) -> list[Draft]:
    return _taken(context, [fields])


@command("report.take_several", help="Take down reports of customers, many at once", alone=True)
def take_several(context: Context, fields: TakeReports) -> list[Draft]:
    if not 0 < len(fields.reports) <= AT_ONCE:
        raise RuleError(f"From one report to {AT_ONCE} at once.")
    return _taken(context, fields.reports)


@command(
    "report.judge",
    help="Say what reports come to: the same issue as an incident, isolated, or unknown",
    slash=("judge",),
    alone=True,
)
def judge(context: Context, fields: JudgeReports) -> list[Draft]:
    found = _named(context, fields.reports)
    incident = _incident(context, fields)
    heads = dict.fromkeys(over for each in found if each.ruling is not None for over in each.ruling.over)
    ruling = (fields.verdict, incident.incident if incident else None)
    if all(each.ruling is not None and _said(each) == ruling and not each.is_disputed for each in found):
        raise RuleError(f"That is {fields.verdict} already.")
    label, left = incident.label if incident else "", fields.suggested
    drafts: list[Draft] = []
    for part in _parts(found):
        count = min(left, len(part))
        left -= count
        body = ReportsJudged(several([each.id for each in part]), fields.verdict, ruling[1], label, count, tuple(heads))
        drafts.append(Draft(body, incident=CUSTOMER_REPORTS))
    return drafts


@command("report.answer", help="Tell those who reported", slash=("answer-report",), alone=True)
def answer(context: Context, fields: AnswerReports) -> list[Draft]:
    text, way = fields.text.strip(), _short(fields.way, "way")
    if not text:
        raise RuleError("Say what they are told.")
    if len(text) > TEXT_LETTERS:
        raise RuleError(f"An answer has at most {TEXT_LETTERS} characters; this has {len(text)}.")
    found = _named(context, fields.reports)
    return _for_all(found, lambda of: ReportsAnswered(of, text, way, fields.from_message))


@command(
    "report.hand_on", help="Hand isolated reports on to support, with what is known", slash=("hand-on",), alone=True
)
def hand_on(plans: Plans, context: Context, fields: HandOnReports) -> list[Draft]:
    to, text = _short(fields.to, "to"), fields.text.strip()[:TEXT_LETTERS]
    address = to if "@" in to else plans.current.support.strip() if to.casefold() == SUPPORT else ""
    if address:
        checked_address(address)
    if not to:
        raise RuleError("Say who looks after it from now on: support, or a name.")
    found = _named(context, fields.reports)
    if part_of := next((each for each in found if each.verdict is Verdict.SAME_ISSUE), None):
        raise RuleError(
            f"Report {part_of.number} is the same issue as an incident; judge it anew before it is handed on."
        )
    return _for_all(found, lambda of: ReportsHandedOn(of, to, text, address))


@command(
    "report.hold_back", help="Write down how many reports were turned away: the desk does it by itself", alone=True
)
def hold_back(fields: HoldBackReports) -> list[Draft]:
    if fields.count < 1 or fields.until_us < fields.from_us:
        raise RuleError("At least one was turned away, and the end is not before the beginning.")
    body = ReportsHeldBack(fields.count, _short(fields.why, "why"), fields.came_by, fields.from_us, fields.until_us)
    return [Draft(body, incident=CUSTOMER_REPORTS)]


@command("report.begin_mail", help="An answer begins to go by e-mail: the desk does it by itself", alone=True)
def begin_mail(context: Context, fields: BeginReportMail) -> list[Draft]:
    found = [each for each in _named(context, fields.reports) if _may_begin(each, fields.answer)]
    return _for_all(found, lambda of: ReportMailBegun(of, fields.answer))


def _may_begin(report: Report, answer: EntryId) -> bool:
    return all(mail.is_waiting for mail in report.mails if mail.answer == answer)


@command("report.end_mail", help="Write down what came of an e-mail: the desk does it by itself", alone=True)
def end_mail(context: Context, fields: EndReportMail) -> list[Draft]:
    fault = " ".join(fields.fault.split())[: NAME_LETTERS * 2]
    is_unsure = fields.may_have_arrived and bool(fault)
    return _for_all(_named(context, fields.reports), lambda of: ReportMailEnded(of, fields.answer, fault, is_unsure))


@command(
    "report.mail_again",
    help="Send answers once more by e-mail that did not arrive",
    slash=("mail-again",),
    alone=True,
)
def mail_again(context: Context, fields: MailAgain) -> list[Draft]:
    found = _named(context, fields.reports)
    for each in found:
        if not each.is_undelivered:
            raise RuleError(f"No answer to report {each.number} failed to arrive.")
        if each.lost is not None and each.lost.may_have_arrived:
            raise RuleError(f"The answer to report {each.number} may have arrived; answer it anew if need be.")
    return _for_all(found, ReportMailAskedAgain)


# what the commands have in common -------------------------------------------------------------------------------------


def _reports(context: Context) -> Reports:
    return context.elsewhere(CUSTOMER_REPORTS, Reports)


def _named(context: Context, names: Sequence[str]) -> list[Report]:
    if not names:
        raise RuleError("Say which reports: their numbers, with commas between.")
    if len(names) > AT_ONCE:
        raise RuleError(f"At most {AT_ONCE} reports at once.")
    return _reports(context).find_all(names)


def _said(report: Report) -> tuple[Verdict, IncidentId | None] | None:
    ruling = report.ruling.value if report.ruling is not None else None
    return (ruling.verdict, ruling.incident) if ruling is not None else None


def _incident(context: Context, fields: JudgeReports) -> Found | None:
    """Raises: RuleError, NotFound."""
    is_same, named = fields.verdict is Verdict.SAME_ISSUE, fields.incident.strip()
    if is_same and not named:
        raise RuleError("Say which incident it is the same issue as: incident=INC-7.")
    if named and not is_same:
        raise RuleError(f"What is {fields.verdict} belongs to no incident; leave the incident out.")
    if not named:
        return None
    found = context.find_incident(named)
    if context.stream_of(found.incident) != context.stream_of(CUSTOMER_REPORTS):
        raise RuleError(f"{found.label} is restricted, and reports are open to all: to link them would tell of it.")
    return found


def _parts(found: Sequence[Report]) -> Iterable[list[Report]]:
    """So that what names them fits into one entry each."""
    part: list[Report] = []
    entries: set[str] = set()
    for each in sorted(found, key=lambda report: report.id.partition(".")[0]):
        entries.add(each.id.partition(".")[0])
        if len(entries) > PLACES_AT_ONCE or len(part) >= PLACES_AT_ONCE * 10:
            yield part
            part, entries = [], {each.id.partition(".")[0]}
        part.append(each)
    if part:
        yield part


def _for_all(found: Sequence[Report], body: Callable[[Several], Body]) -> list[Draft]:
    return [Draft(body(several([each.id for each in part])), incident=CUSTOMER_REPORTS) for part in _parts(found)]


class _Lot(msgspec.Struct):
    """Reports that one entry takes."""

    came_by: CameBy
    source: str
    told: list[Told] = msgspec.field(default_factory=list[Told])
    reach: dict[int, str] = msgspec.field(default_factory=dict[int, str])
    size_bytes: int = 0


def _taken(context: Context, given: Sequence[TakeReport]) -> list[Draft]:
    """Those that are new, gathered into few entries. None at all, if all were told before."""
    reports = _reports(context)
    seen: set[tuple[str, str]] = set()
    lots: dict[tuple[CameBy, str], list[_Lot]] = {}
    for fields in given:
        told, reach, source = told_of(fields, context.now_us)
        key = (f"{fields.came_by}/{source}", told.key)
        if told.key and (key in reports.known or key in seen):
            continue
        seen.add(key)
        of_source = lots.setdefault((fields.came_by, source), [_Lot(fields.came_by, source)])
        size_bytes = len(msgspec.json.encode(told)) + len(reach.encode()) + 16
        if of_source[-1].size_bytes + size_bytes > ROOM_BYTES:
            of_source.append(_Lot(fields.came_by, source))
        lot = of_source[-1]
        if reach:
            lot.reach[len(lot.told)] = reach
        lot.told.append(told)
        lot.size_bytes += size_bytes
    return list(_drafts(context, reports.last + 1, (lot for of_source in lots.values() for lot in of_source)))


def _drafts(context: Context, first: int, lots: Iterable[_Lot]) -> Iterable[Draft]:
    for lot in lots:
        own, came_us = EntryId(context.new_id()), min(told.came_us for told in lot.told)
        body = ReportsTaken(first, lot.came_by, tuple(lot.told), lot.source)
        yield Draft(body, id=own, incident=CUSTOMER_REPORTS, occurred_us=came_us)
        if lot.reach:
            yield Draft(ReachGiven(own, lot.reach), incident=CUSTOMER_REPORTS)
        first += len(lot.told)


def told_of(fields: TakeReport, now_us: int) -> tuple[Told, str, str]:
    """What is kept of it, how to reach them, and the source. Raises: BadInput naming the field."""
    text = fields.text.strip()
    names = {name: _short(getattr(fields, name), name) for name in ("service", "region", "symptom", "source")}
    if not text and not names["symptom"] and not names["service"]:
        raise BadInput("say what they see, or at least of which service", "text")
    if len(text) > TEXT_LETTERS:
        raise BadInput(f"at most {TEXT_LETTERS} characters; this has {len(text)}", "text")
    came_us = fields.occurred_us or now_us
    for name, us in (("occurred_at", came_us), ("since_at", fields.since_us)):
        if us is not None and us > now_us + AHEAD_US:
            raise BadInput("that is still to come", name)
    reach, key = _short(fields.reach, "reach", REACH_LETTERS), _short(fields.key, "key", KEY_LETTERS)
    told = Told(
        text,
        came_us,
        names["service"],
        names["region"],
        names["symptom"],
        fields.since_us,
        key,
        bool(reach),
        _short(fields.language, "language", LANGUAGE_LETTERS),
    )
    return told, reach, names["source"]


def _short(text: str, name: str, most: int = NAME_LETTERS) -> str:
    """On one line. Raises: BadInput."""
    words = " ".join(text.split())
    if len(words) > most:
        raise BadInput(f"at most {most} characters; this has {len(words)}", name)
    return words
