"""maintenance: what is announced, and every step of it; an incident can be declared from it."""

import argparse
from collections.abc import Sequence
from typing import Any, Final

from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal, reading_now
from incident_desk.desk import Desk, system_clock
from incident_desk.domain.commands import Fields, command_named
from incident_desk.domain.ids import EntryId
from incident_desk.domain.incident import Declare
from incident_desk.domain.maintenance import CameOf
from incident_desk.domain.maintenance_list import Phase
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.showing_maintenance import maintenance_line, maintenance_shown, told_line
from incident_desk.domain.texts import read_fields

SEVERAL: Final = ("services", "regions")


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command and its verbs."""
    told = "maintenance that is announced: list, schedule, change, begin, extend, end, cancel, declare"
    whole = names.add_parser("maintenance", parents=[everywhere], help=told)
    verbs = whole.add_subparsers(metavar="VERB", required=True, parser_class=type(whole))
    listed = verbs.add_parser("list", parents=[everywhere], help="what is late, runs, or is still to come")
    listed.add_argument("--all", action="store_true", help="also what is over")
    listed.set_defaults(run=list_all)
    show = verbs.add_parser("show", parents=[everywhere], help="one of them")
    show.add_argument("maintenance")
    show.set_defaults(run=show_one)
    for verb, told in (("schedule", "announce maintenance"), ("change", "change what was announced")):
        one = verbs.add_parser(verb, parents=[everywhere], help=told)
        _facts(one, is_new=verb == "schedule")
        one.set_defaults(run=write, verb=verb)
    _steps(verbs, everywhere)
    declare = verbs.add_parser("declare", parents=[everywhere], help="it goes wrong: declare an incident, linked to it")
    declare.add_argument("maintenance")
    declare.add_argument("--title", help="without one, that of the maintenance")
    declare.add_argument("--severity", type=str.upper, choices=("SEV1", "SEV2", "SEV3", "SEV4"))
    declare.set_defaults(run=declare_from)


def _facts(one: argparse.ArgumentParser, *, is_new: bool) -> None:
    one.add_argument("title" if is_new else "maintenance")
    if not is_new:
        one.add_argument("--title")
    one.add_argument("--from", dest="from_at", required=is_new, metavar="WHEN", help="22:00, in 2 h, 2026-11-27 22:00")
    one.add_argument("--until", dest="until_at", required=is_new, metavar="WHEN")
    one.add_argument("--service", dest="services", action="append", metavar="NAME", help="may be given twice")
    one.add_argument("--region", dest="regions", action="append", metavar="NAME", help="may be given twice")
    one.add_argument("--expect", metavar="WORDS", help="what may be noticed")
    one.add_argument("--owner", dest="person", metavar="PERSON", help="who does it; without, whoever is at the desk")
    one.add_argument("--contact", metavar="WORDS", help="how they are reached meanwhile")
    one.add_argument("--link", metavar="URL", help="where more is written")
    if not is_new:
        one.add_argument("--reason", metavar="WORDS", help="asked for where the times are others")


def _steps(verbs: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    for verb, told, option in (
        ("begin", "it begins now", "reason"),
        ("extend", "it takes longer", "reason"),
        ("end", "it is over", "text"),
        ("cancel", "it does not take place", "reason"),
    ):
        one = verbs.add_parser(verb, parents=[everywhere], help=told)
        one.add_argument("maintenance")
        if verb == "extend":
            one.add_argument("box", metavar="SPAN", help="how much longer: 30m, 2h")
        told_by = "--reason" if option == "reason" else "--note"
        one.add_argument(told_by, dest=option, metavar="WORDS", help="asked for where it is not as it was announced")
        one.set_defaults(run=write, verb=verb)


def list_all(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.reading() as desk:
        organisation = desk.organisation()
    now_us = system_clock()
    found = [one for one in organisation.maintenances.all if arguments.all or not one.phase(now_us).is_over]
    rank = list(Phase)
    found.sort(key=lambda one: (one.phase(now_us) is not Phase.LATE, one.begins_us, rank.index(one.phase(now_us))))
    _say(terminal, organisation, [one.id for one in found], "No maintenance is announced.")
    return DONE


def show_one(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.reading() as desk:
        organisation = desk.organisation()
    one, people = organisation.maintenances.find(arguments.maintenance), organisation.people
    facts = {"Expected": one.expect.value, "Asked for": one.contact.value, "More": one.link.value}
    said = [f"  {name}: {value}" for name, value in facts.items() if value]
    _say(terminal, organisation, [one.id], "", (*said, *(f"  {told_line(told, people)}" for told in one.told)))
    return DONE


def write(terminal: Terminal, arguments: Arguments) -> int:
    command = command_named(f"maintenance.{arguments.verb}")
    named = (
        "title",
        "maintenance",
        "from_at",
        "until_at",
        *SEVERAL,
        "expect",
        "person",
        "contact",
        "link",
        "box",
        "reason",
    )
    given = {name: value for name in (*named, "text") if (value := getattr(arguments, name, None)) is not None}
    given |= {name: tuple(given[name]) for name in SEVERAL if name in given}
    fields = read_fields(command, given, reading_now())
    with terminal.desk(f"incident-desk maintenance {arguments.verb}") as desk:
        which = _which(desk, fields)
        entries = desk.record(fields).result()
        organisation = desk.reading.organisation()
    _say(terminal, organisation, [which or EntryId(entries[-1].id)], "")
    return DONE


def _which(desk: Desk, fields: Fields) -> EntryId | None:
    """The maintenance that is written about; None for a new one."""
    named = getattr(fields, "maintenance", None)
    return desk.reading.organisation().maintenances.find(named).id if named is not None else None


def declare_from(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.desk("incident-desk maintenance declare") as desk:
        maintenances = desk.reading.organisation().maintenances
        one = maintenances.find(arguments.maintenance)
        severity: Any = arguments.severity
        title = arguments.title or f"{one.title.value} goes wrong"
        declaring = read_fields(
            command_named("incident.declare"),
            {"title": title, "services": one.services.value or (), **({"severity": severity} if severity else {})},
            reading_now(),
        )
        assert isinstance(declaring, Declare)
        incident = desk.record([declaring, CameOf(one.id)]).result()[-1].incident
        headline = desk.board(incident).headline
    told = f"{headline.number} declared: {headline.title.value}, came of {maintenances.label(one)}"
    terminal.say({"incident": incident, "number": headline.number, "maintenance": one.id}, told)
    return DONE


def _say(
    terminal: Terminal, organisation: Organisation, which: Sequence[EntryId], nothing: str, below: Sequence[str] = ()
) -> None:
    maintenances, people, now_us = organisation.maintenances, organisation.people, system_clock()
    found = [maintenances.of[each] for each in which]
    lines = [maintenance_line(one, maintenances, people, one.phase(now_us)) for one in found]
    shown = [{**maintenance_shown(one, maintenances, people), "phase": one.phase(now_us)} for one in found]
    terminal.say({"maintenance": shown}, "\n".join([*lines, *below]) or nothing)
