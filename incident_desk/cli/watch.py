"""watch list, show, test, set, remove: the series that are watched, and where this desk reads them."""

import argparse
import sys
import time
from typing import TYPE_CHECKING, Any, Final

from incident_desk.cli.terminal import DONE, NO, Arguments, Subparsers, Terminal
from incident_desk.cli.watch_lines import (
    POINTS_SHOWN,
    answer_line,
    answer_shown,
    tile_line,
    tile_shown,
    warning_line,
    warning_shown,
)
from incident_desk.domain.errors import BadInput
from incident_desk.domain.ids import WATCHED
from incident_desk.domain.moments import SECOND_US, iso

if TYPE_CHECKING:
    from incident_desk.domain.plan_schema import Plan
    from incident_desk.domain.plan_watch import WatchedSeries
    from incident_desk.watch.sources import Source

ADDRESS_LIMIT: Final = 8192
KINDS: Final = ("prometheus", "sql", "csv", "json")


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parsers of these commands."""
    group = names.add_parser("watch", parents=[everywhere], help="the series that are watched, and where they are read")
    under = group.add_subparsers(metavar="COMMAND", required=True)
    one = under.add_parser("list", parents=[everywhere], help="the series of the plan as they stand here, oddest first")
    one.set_defaults(run=listed)
    one = under.add_parser("show", parents=[everywhere], help="the warnings, newest first; or the points of a series")
    one.add_argument("series", metavar="SERIES", nargs="?", default="", help="a series as `watch list` names it")
    one.set_defaults(run=show)
    one = under.add_parser("test", parents=[everywhere], help="ask a source now, and say in words what is wrong")
    one.add_argument("source", metavar="SOURCE", help="a source of the plan, set up here")
    one.add_argument("query", metavar="QUERY", nargs="?", default="", help="a question that is in no plan yet")
    one.set_defaults(run=test)
    one = under.add_parser("set", parents=[everywhere], help="set a source up; its address comes from standard input")
    one.add_argument("source", metavar="SOURCE", help="its name in the plan")
    one.add_argument("--kind", choices=KINDS, required=True, help="how it is asked")
    one.add_argument("--tenant", default="", help="the organisation that Mimir and its like ask for")
    one.set_defaults(run=put)
    one = under.add_parser("remove", parents=[everywhere], help="ask a source from here no more")
    one.add_argument("source", metavar="SOURCE")
    one.set_defaults(run=remove)


def listed(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.reading() as desk:
        from incident_desk.watch.standing import tiles_kept

        plan, warnings = desk.organisation().plans.current, desk.fold(WATCHED).board.warnings
        tiles = tiles_kept(terminal.place, plan, warnings)
        set_up = _set_up(terminal)
    lacking = [each.source for each in plan.watch if each.source not in set_up]
    found = [tile_shown(tile, warnings) for tile in tiles]
    lines = [tile_line(each) for each in found] or ["Nothing is watched here yet: the plan names series in `watch`."]
    lines += [f"{source}: not set up here (incident-desk watch set {source})" for source in dict.fromkeys(lacking)]
    terminal.say({"series": found, "not_set_up": list(dict.fromkeys(lacking))}, "\n".join(lines))
    return DONE


def _set_up(terminal: Terminal) -> dict[str, str]:
    from incident_desk.watch.standing import sources_set_up

    return sources_set_up(terminal.place)


def show(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.reading() as desk:
        from incident_desk.watch.standing import tiles_kept

        plan, warnings = desk.organisation().plans.current, desk.fold(WATCHED).board.warnings
        tiles = tiles_kept(terminal.place, plan, warnings) if arguments.series else []
    if not arguments.series:
        found = [warning_shown(warnings, each) for each in reversed(warnings.all)]
        lines = [warning_line(each) for each in found]
        terminal.say({"warnings": found}, "\n".join(lines) or "There was no warning yet.")
        return DONE
    tile = next((each for each in tiles if each.series == arguments.series), None)
    if tile is None:
        raise BadInput("no series of that name is watched here; see incident-desk watch list", arguments.series)
    points = [[iso(int(at * SECOND_US)), value] for at, value in tile.points]
    told = tile_shown(tile, warnings)
    terminal.say({**told, "points": points}, "\n".join([tile_line(told), *(f"{at},{value}" for at, value in points)]))
    return DONE


def test(terminal: Terminal, arguments: Arguments) -> int:
    """Every question of the plan to that source, or one that is in no plan yet."""
    from incident_desk.watch.answers import Asked, SourceFault
    from incident_desk.watch.asking import asked

    with terminal.reading() as desk:
        plan = desk.organisation().plans.current
        source = _source(terminal, arguments.source)
    now_s, found, is_well = time.time(), list[dict[str, Any]](), True
    for key, query, step in _questions(plan, arguments):
        try:
            lines = asked(source, Asked(query, now_s - POINTS_SHOWN * step, now_s, step))
            found.append({"series": key, "ok": bool(lines), "answers": [answer_shown(key, line) for line in lines]})
            is_well &= bool(lines)
        except SourceFault as e:
            found.append({"series": key, "ok": False, "fault": str(e)})
            is_well = False
    terminal.say({"source": arguments.source, "ok": is_well, "series": found}, "\n".join(map(answer_line, found)))
    return DONE if is_well else NO


def _questions(plan: "Plan", arguments: Arguments) -> list[tuple[str, str, float]]:
    if arguments.query:
        return [("query", arguments.query, 60.0)]
    asked_for: list[WatchedSeries] = [each for each in plan.watch if each.source == arguments.source]
    if not asked_for:
        raise BadInput("the plan asks that source for nothing; give a QUERY behind it", arguments.source)
    return [(each.key, each.query, float(each.every_s)) for each in asked_for]


def _source(terminal: Terminal, name: str) -> "Source":
    from incident_desk.watch.standing import source_at

    source = source_at(terminal.place, name)
    if source is None:
        raise BadInput(f"not set up here: incident-desk watch set {name} --kind KIND", name)
    return source


def put(terminal: Terminal, arguments: Arguments) -> int:
    """The address may hold a password, and a second line a token: from standard input, so that nobody sees them."""
    address, token = (sys.stdin.readline(ADDRESS_LIMIT).strip() for _ in range(2))
    if not address:
        raise BadInput("give the address on standard input: echo http://… | incident-desk watch set SOURCE --kind KIND")
    with terminal.desk("incident-desk watch") as desk:
        from incident_desk.watch.sources import Source, SourceKind, Sources

        Sources(desk).put(arguments.source, Source(SourceKind(arguments.kind), address, token, arguments.tenant))
        plan = desk.reading.organisation().plans.current
    asked_for = [each.key for each in plan.watch if each.source == arguments.source]
    said = f"{arguments.source} is set up here."
    if not asked_for:
        said += " The plan asks it for nothing yet: name its series in `watch`."
    terminal.say({"source": arguments.source, "is_set_up": True, "series": asked_for}, said)
    return DONE


def remove(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.desk("incident-desk watch") as desk:
        from incident_desk.watch.sources import Sources

        Sources(desk).remove(arguments.source)
    terminal.say({"source": arguments.source, "is_set_up": False}, f"{arguments.source} is asked from here no more.")
    return DONE
