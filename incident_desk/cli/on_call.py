"""on-call: who is on call, gaps and stale contacts; import a list of shifts; test who answers."""

import argparse
from collections.abc import Iterator
from datetime import UTC, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from incident_desk.cli.terminal import DONE, NO, Arguments, Subparsers, Terminal
from incident_desk.domain.call_list import Stage
from incident_desk.domain.errors import BadInput
from incident_desk.domain.kinds import read_body
from incident_desk.domain.ladders import steps
from incident_desk.domain.moments import iso
from incident_desk.domain.on_call import list_called, list_meant
from incident_desk.domain.on_call_changes import Changed, changes
from incident_desk.domain.on_call_now import Gap, ListNow, gaps, lists_now, stale
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.people import folded_name
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import OnCall
from incident_desk.domain.reach_entries import ReachAsked
from incident_desk.domain.reach_list import reach_standings
from incident_desk.domain.reaching import AskReach, SayReached

if TYPE_CHECKING:
    from incident_desk.intake.on_call import Understood

_STANDS: Final = {Stage.SPEAK: "to be called by hand", Stage.SILENT: "does not answer"}
SHOWN_MOST = 20
"""So many changes are told to a person; a program gets all."""


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parsers of these commands."""
    one = names.add_parser("on-call", parents=[everywhere], help="who is on call, gaps, stale contacts")
    one.set_defaults(run=show)
    ways = one.add_subparsers(metavar="WAY", parser_class=type(one))
    way = ways.add_parser("import", parents=[everywhere], help="take the shifts of one list from iCalendar or CSV")
    way.add_argument("file", metavar="FILE", help="an iCalendar, or a table with columns name, start and end")
    way.add_argument(
        "--list", dest="list_", metavar="LIST", help="an on-call list of the plan; else the one that is called as it is"
    )
    way.add_argument("--zone", default="UTC", metavar="ZONE", help="what times without a zone mean: Europe/Berlin")
    way.add_argument("--dry-run", action="store_true", help="only say what is understood, and what would change")
    way.set_defaults(run=import_)
    way = ways.add_parser(
        "test", parents=[everywhere], help="test who answers: a desk that has a window or serves tries them"
    )
    way.add_argument("people", nargs="*", metavar="PERSON", help="whom to try; else everybody who is on call now")
    way.set_defaults(run=test)
    way = ways.add_parser("answered", parents=[everywhere], help="write down that somebody answered when tried, or not")
    way.add_argument("person", metavar="PERSON")
    way.add_argument("--no", dest="is_answered", action="store_false", help="they did not answer")
    way.add_argument("--text", default="", metavar="TEXT", help="what they said, if it is worth keeping")
    way.set_defaults(run=answered)


def show(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.desk import system_clock

    organisation, now_us = _organisation(terminal), system_clock()
    plan, on_call = organisation.plans.current, organisation.on_call
    lists = [_listed(each) for each in lists_now(plan, on_call, now_us)]
    missing = [_missing(gap) for gap in gaps(plan, on_call, now_us)]
    old = [
        {"name": each.name, "checked_at": _iso(each.checked_us)} for each in stale(plan, organisation.reaching, now_us)
    ]
    tests = [*_tested(organisation, now_us)]
    told = [*map(_list_line, lists), *map(_gap_line, missing)]
    told += [f"{each['name']}: contact checked {each['checked_at'] or 'never'}" for each in old]
    told += [f"{t['name']}: {t['stands']}, {t['at']}" for t in tests]
    value = {"lists": lists, "gaps": missing, "stale": old, "tests": tests}
    terminal.say(value, "\n".join(told) or "The plan has no on-call lists.")
    return DONE


def _tested(organisation: Organisation, now_us: int) -> Iterator[dict[str, Any]]:
    """Whoever was tried: how the test stands that runs, else what came of the last."""
    reaching = organisation.reaching
    running = reach_standings(reaching, organisation.plans.current, now_us)
    for each in running:
        stands = _STANDS.get(each.stage, "asked, no answer yet")
        yield {"name": each.occasion.about, "answered": False, "stands": stands, "at": iso(each.occasion.since_us)}
    waited = {folded_name(each.occasion.about) for each in running}
    for key, test in reaching.last.items():
        if key not in waited:
            stands = "answered" if test.is_answered else "did not answer"
            yield {"name": test.name, "answered": test.is_answered, "stands": stands, "at": iso(test.at_us)}


def _listed(each: ListNow) -> dict[str, Any]:
    return {
        "list": each.list,
        "title": each.title,
        "names": list(each.names),
        "until": _iso(each.until_us),
        "then": list(each.then),
        "file": each.file or None,
        "read_at": _iso(each.read_us),
    }


def _missing(gap: Gap) -> dict[str, Any]:
    return {"list": gap.list, "title": gap.title, "from": iso(gap.start_us), "to": _iso(gap.end_us)}


def _list_line(each: dict[str, Any]) -> str:
    until = f" until {each['until']}, then {', '.join(each['then']) or 'NOBODY'}" if each["until"] else ""
    source = f"; {each['file']}, read {each['read_at']}" if each["read_at"] else "; by the plan"
    return f"{each['title']}: {', '.join(each['names']) or 'NOBODY'}{until}{source}"


def _gap_line(gap: dict[str, Any]) -> str:
    return f"!! nobody is on call for {gap['title']} from {gap['from']}" + (f" to {gap['to']}" if gap["to"] else " on")


# import ---------------------------------------------------------------------------------------------------------------


def import_(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.desk import system_clock
    from incident_desk.intake import on_call

    now_us = system_clock()
    found = on_call.read(Path(arguments.file), now_us, _zone(arguments.zone))
    organisation = _organisation(terminal)
    listed = _list(organisation.plans.current, arguments.list_, found.title)
    changed = changes(organisation.on_call.rota(listed.key), found.shifts, (now_us, found.until_us))
    for fault in found.faults:
        place = f"line {fault.line}" + (f", column {fault.column}" if fault.column else "")
        terminal.complain(f"incident-desk: {found.file}, {place}: {fault.words}")
    is_taken = bool(found.shifts) and not arguments.dry_run
    if is_taken:
        with terminal.desk("incident-desk on-call import") as desk:
            desk.record(found.fields(listed.key)).result()
    _tell(terminal, found, listed.key, listed.title, changed, is_taken=is_taken)
    return NO if found.faults else DONE


def _list(plan: Plan, named: str | None, title: str) -> OnCall:
    """The list that is named, else the one that the file is called like. Raises: NotFound."""
    meant = None if named else list_meant(plan, title)
    return meant or list_called(plan, named or title)


def _tell(
    terminal: Terminal, found: "Understood", key: str, title: str, changed: list[Changed], *, is_taken: bool
) -> None:
    value = {
        "list": key,
        "shifts": len(found.shifts),
        "names": sorted({shift.name for shift in found.shifts}),
        "until": iso(found.until_us),
        "changes": [{"from": iso(c.start_us), "to": iso(c.end_us), "was": c.was, "now": c.now} for c in changed],
        "faults": [{"line": f.line, "column": f.column, "reason": f.words} for f in found.faults],
        "remarks": list(found.remarks),
        "imported": is_taken,
    }
    done = "imported" if is_taken else "understood, nothing imported"
    counted = f"{_counted(len(found.shifts), 'shift')} {done}, {_counted(len(found.faults), 'fault')}"
    told = [f"{title}: {counted}; read up to {iso(found.until_us)}"]
    told += [_change_line(each) for each in changed[:SHOWN_MOST]]
    if len(changed) > SHOWN_MOST:
        told.append(f"and {len(changed) - SHOWN_MOST} more changes")
    terminal.say(value, "\n".join([*told, *found.remarks]))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _change_line(each: Changed) -> str:
    return f"{iso(each.start_us)} to {iso(each.end_us)}: {each.now or 'nobody'}, before {each.was or 'nobody'}"


def test(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.desk("incident-desk on-call test") as desk:
        entries = desk.record(AskReach(tuple(arguments.people))).result()
        plan = desk.reading.organisation().plans.current
    asked = [body for entry in entries if isinstance(body := read_body(entry), ReachAsked)]
    lines = [_asked_line(plan, body) for body in asked]
    value = {"asked": [{"name": body.name, "call": entry.id} for body, entry in zip(asked, entries, strict=True)]}
    terminal.say(value, "\n".join(lines))
    return DONE


def _asked_line(plan: Plan, body: ReachAsked) -> str:
    ladder = steps(plan, body.name, body.role)
    ways = ", then ".join(f"{step.title} {step.address}" for step in ladder)
    return f"{body.name}: asked by {ways}" if ways else f"{body.name}: to be spoken to; no ladder of the plan has them"


def answered(terminal: Terminal, arguments: Arguments) -> int:
    fields = SayReached(arguments.person, arguments.is_answered, arguments.text)
    with terminal.desk("incident-desk on-call answered") as desk:
        entry = desk.record(fields).result()[-1]
    terminal.say({"entry": entry.id}, f"Saved here: {entry.id}")
    return DONE


def _organisation(terminal: Terminal) -> Organisation:
    from incident_desk.desk.resources import default_plan

    if not terminal.has_record:
        return Organisation(plans=Plans(default_plan()))
    with terminal.reading() as desk:
        return desk.organisation()


def _zone(named: str) -> tzinfo:
    try:
        return UTC if named == "UTC" else ZoneInfo(named)
    except (ZoneInfoNotFoundError, ValueError, OSError) as e:
        raise BadInput(f"“{named}” is no zone; write one such as Europe/Berlin", "--zone") from e


def _iso(us: int | None) -> str | None:
    return None if us is None else iso(us)
