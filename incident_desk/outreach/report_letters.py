"""What goes by e-mail about reports of customers: answers to whoever reported, and what is handed on to support."""

from collections.abc import Iterator
from datetime import UTC
from typing import Final

import msgspec

from incident_desk.desk.customers import Customers
from incident_desk.domain.addresses import is_address
from incident_desk.domain.ids import DeskNumber, EntryId
from incident_desk.domain.moments import MINUTE_US, from_us
from incident_desk.domain.report_entries import ReportId
from incident_desk.domain.report_list import Given, HandedOn, Report

SUBJECTS: Final = {"en": "Your report {label}", "de": "Ihre Meldung {label}", "es": "Su aviso {label}"}
WORDS_IN_SUBJECT: Final = 60
LOST_AFTER_US: Final = 30 * MINUTE_US
"""What was begun so long ago and not ended is not under way any more: nobody tries so long."""


class Letter(msgspec.Struct, frozen=True):
    """One e-mail about one report. `entry` holds what it says; `round` counts how often it was asked for again."""

    report: ReportId
    entry: EntryId
    round: int
    address: str
    subject: str
    text: str
    headers: dict[str, str]


class Begun(msgspec.Struct, frozen=True):
    """A mail of which nobody wrote down what came of it."""

    report: ReportId
    entry: EntryId


def due(customers: Customers, most: int) -> Iterator[Letter]:
    """The first that have not begun to go."""
    for report in customers.reports.of.values():
        if most <= 0:
            return
        if (given := report.to_mail) is not None:
            most -= 1
            yield _answer(report, given)
        elif (handed_on := report.to_hand_on) is not None:
            most -= 1
            yield _handed_on(customers, report, handed_on)


def left_behind(customers: Customers, desk: DeskNumber, now_us: int) -> list[Begun]:
    """What this desk began, also before it was closed or killed, and what others began long ago."""
    return [
        Begun(report.id, mail.answer)
        for report in customers.reports.of.values()
        for mail in report.mails
        if not (mail.is_over or mail.is_waiting) and (mail.desk == desk or mail.at_us < now_us - LOST_AFTER_US)
    ]


def _round(report: Report, entry: EntryId) -> int:
    return next((mail.round for mail in report.mails if mail.answer == entry), 0)


def _answer(report: Report, given: Given) -> Letter:
    subject = SUBJECTS.get(report.language, SUBJECTS["en"]).format(label=report.number)
    headers = {"Auto-Submitted": "auto-replied"}
    return Letter(report.id, given.entry, _round(report, given.entry), report.reach, subject, given.text, headers)


def _handed_on(customers: Customers, report: Report, handed_on: HandedOn) -> Letter:
    """An answer to it goes to whoever reported, where they gave an e-mail address."""
    words = " ".join(report.text.split())
    subject = f"Report {customers.reports.label(report)}: {words[:WORDS_IN_SUBJECT] or report.service}"
    headers = {"Auto-Submitted": "auto-generated"}
    if is_address(report.reach):
        headers["Reply-To"] = report.reach
    text = "\n".join(_told(customers, report, handed_on))
    return Letter(
        report.id, handed_on.entry, _round(report, handed_on.entry), handed_on.address, subject, text, headers
    )


def _told(customers: Customers, report: Report, handed_on: HandedOn) -> Iterator[str]:
    name = customers.opened.organisation.people.name(handed_on.by)
    yield f"A customer reports this, and {name} holds it for no part of a wider fault."
    yield ""
    yield report.text or "(They said nothing in words.)"
    yield ""
    yield f"Came in: {_moment(report.came_us)}, by {report.came_by}"
    since = _moment(report.since_us) if report.since_us is not None else ""
    said = {"Service": report.service, "Region": report.region, "They see": report.symptom, "Since": since}
    yield from (f"{name}: {value}" for name, value in said.items() if value)
    yield f"How to reach them: {report.reach or 'they did not say'}"
    if handed_on.text:
        yield f"What we know: {handed_on.text}"
    if report.answers:
        yield f"They were told: {report.answers[-1].text}"
    opened = [f"{each.label} {each.title}, since {_moment(each.since_us)}" for each in customers.known]
    yield f"Open now: {'; '.join(opened) or 'no incident'}"


def _moment(us: int) -> str:
    return f"{from_us(us).astimezone(UTC):%Y-%m-%d %H:%M} UTC"
