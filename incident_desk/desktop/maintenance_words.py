"""How maintenance stands, in words: for its row, its form, the declaration, and what its owner is asked."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import clock_near, span_words
from incident_desk.desktop.parts.two_lines import RowShown
from incident_desk.domain.ids import PersonId
from incident_desk.domain.maintenance_list import Maintenance, Maintenances, Phase
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.people import People

SYMBOLS = {
    Phase.SCHEDULED: ("calendar-clock", "text2"),
    Phase.RUNNING: ("wrench", "accent"),
    Phase.LATE: ("clock-alert", "warn"),
    Phase.ENDED: ("check", "text3"),
    Phase.CANCELLED: ("x", "text3"),
}


def stands_words(one: Maintenance, now_us: int, zone: tzinfo) -> str:
    """Where it stands, the deciding word first."""
    begins, ends = (clock_near(us, now_us, zone) for us in (one.begins_us, one.ends_us))
    match one.phase(now_us):
        case Phase.SCHEDULED:
            return _tr("{begins} to {ends}").format(begins=begins, ends=ends)
        case Phase.RUNNING:
            return _tr("Runs until {ends}").format(ends=ends)
        case Phase.LATE:
            return _tr("Late {span}, was to end {ends}").format(span=span_words(now_us - one.ends_us), ends=ends)
        case Phase.ENDED:
            return _tr("Ended {ends}").format(ends=ends)
        case _:
            return _tr("Cancelled")


def conflict_words(one: Maintenance) -> str:
    """That two desks said two things at once, and of what; empty if they did not."""
    facts = {
        "title": _tr("what is done"),
        "from": _tr("the beginning"),
        "until": _tr("the end"),
        "services": _tr("the services"),
        "regions": _tr("the regions"),
        "expect": _tr("what may be noticed"),
        "owner": _tr("who does it"),
        "contact": _tr("how they are reached"),
        "link": _tr("the link"),
        "turns": _tr("where it stands"),
    }
    about = ", ".join(facts[name] for name in one.conflicts)
    return _tr("Two desks said two things: {about}").format(about=about) if about else ""


def owner_words(one: Maintenance, people: People) -> str:
    """Who does it."""
    return one.owner_name(people, _tr("nobody"))


def row(
    one: Maintenance, organisation: Organisation, me: PersonId | None, now_us: int, zone: tzinfo, *, before: str = ""
) -> RowShown:
    """Its row: what, until when, on what, and who. Late it is red for whoever does it; beside a list of needs, not.

    `before` is what is to be read first.
    """
    among, people = organisation.maintenances, organisation.people
    title = _tr("{number} {title}").format(number=among.label(one), title=one.title.value or "")
    told = [stands_words(one, now_us, zone), "" if before else ", ".join(one.touches)]
    told[:0] = [conflict_words(one), before]
    symbol, tone = SYMBOLS[one.phase(now_us)]
    if me and one.phase(now_us) is Phase.LATE and one.is_for(me):
        tone = "bad"
    return RowShown(title, " · ".join(filter(None, told)), owner_words(one, people), symbol, tone)


def announced_words(one: Maintenance, among: Maintenances, now_us: int, zone: tzinfo) -> str:
    """ "Is it this? MNT-3, Payments, runs since 12:00, until 14:00", for whoever may take it for an incident."""
    said = {
        "what": ", ".join(one.touches),
        "begins": clock_near(one.begins_us, now_us, zone),
        "ends": clock_near(one.ends_us, now_us, zone),
        "number": among.label(one),
    }
    if one.phase(now_us) is Phase.LATE:
        return _tr("Is it this? {number}, {what}, runs since {begins}, was to end {ends}").format(**said)
    return _tr("Is it this? {number}, {what}, runs since {begins}, until {ends}").format(**said)


def expected_words(one: Maintenance, also: Sequence[str], people: People) -> str:
    """What it said that may be noticed, whom to ask, and the numbers of others that it could be, too."""
    asked = " · ".join(filter(None, (owner_words(one, people), one.contact.value)))
    expect = _tr("Expected: {what}").format(what=one.expect.value) if one.expect.value else ""
    others = _tr("Or {numbers}").format(numbers=", ".join(also)) if also else ""
    return ". ".join(filter(None, (expect, _tr("Ask {who}").format(who=asked), others)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("MaintenanceWords", text)
