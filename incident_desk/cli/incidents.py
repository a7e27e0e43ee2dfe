"""declare, list, state, show."""

import argparse
from typing import TYPE_CHECKING, Any

from incident_desk.cli.elsewhere import also_shown
from incident_desk.cli.knew_first import knew_of
from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal, moment, reading_now
from incident_desk.desk.reading import find_timeline
from incident_desk.domain.board import Board
from incident_desk.domain.commands import Fields, command_named
from incident_desk.domain.errors import BadInput
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.repeats import repeat_shown, repeats_of
from incident_desk.domain.restriction import OnePerson
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import shown, struck, summary
from incident_desk.domain.standing_down import StandDown
from incident_desk.domain.state import State
from incident_desk.domain.texts import read_fields

if TYPE_CHECKING:
    from incident_desk.desk import ReadingDesk


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parsers of these commands."""
    one = names.add_parser("declare", parents=[everywhere], help="declare an incident")
    one.add_argument("--title", required=True)
    one.add_argument("--severity", help="SEV1 to SEV4")
    one.add_argument("--service", action="append", default=[], metavar="S", help="may be given several times")
    one.add_argument("--occurred-at", metavar="T", help="when it began for you, if not now")
    one.add_argument("--restricted", action="store_true", help="nobody knows of it but you, and whom you let in")
    one.add_argument("--member", action="append", default=[], metavar="PERSON", help="let them know of it")
    one.set_defaults(run=declare)
    one = names.add_parser("list", parents=[everywhere], help="every incident of this desk")
    one.set_defaults(run=list_)
    one = names.add_parser("state", parents=[everywhere], help="say or set where an incident stands")
    one.add_argument("incident", nargs="?")
    one.add_argument("state", nargs="?", help="or a word of the slash line: mitigated, reopen, false-alarm")
    one.add_argument("note", nargs="?", default="", help="why")
    one.set_defaults(run=state)
    one = names.add_parser("show", parents=[everywhere], help="the whole folded state of an incident")
    one.add_argument("incident")
    one.add_argument("--at", metavar="T", help="as it was at this moment")
    one.add_argument("--known", action="store_true", help="with --at: what was known then")
    one.set_defaults(run=show)


def declare(terminal: Terminal, arguments: Arguments) -> int:
    severity = severity_named(arguments.severity)
    is_restricted = arguments.restricted
    if arguments.member and not is_restricted:
        raise BadInput("--member goes with --restricted: of any other incident everybody may know")
    services, occurred_us = tuple(arguments.service), moment(arguments.occurred_at)
    declaring = Declare(arguments.title, severity, services, occurred_us, restricted=is_restricted)
    with terminal.desk("incident-desk declare") as desk:
        entries = desk.record([declaring, *map(OnePerson, arguments.member)]).result()
        incident = entries[-1].incident
        number = desk.reading.fold(incident).board.headline.number
    terminal.say({"incident": incident, "number": number}, f"{number} declared: {arguments.title}")
    return DONE


def severity_named(text: str | None) -> Severity | None:
    """Raises: BadInput naming the four there are."""
    if text is None:
        return None
    try:
        return Severity(text.upper() if not text.isdigit() else f"SEV{text}")
    except ValueError as e:
        raise BadInput(f"“{text}” is no severity; there are SEV1, SEV2, SEV3 and SEV4", "--severity") from e


def list_(terminal: Terminal, arguments: Arguments) -> int:
    boards: list[Board] = []
    away: frozenset[IncidentId] = frozenset()
    if terminal.has_record:
        with terminal.reading() as desk:
            boards, away = desk.headlines(), desk.away()
    lines = [_line(board, away) for board in boards] or ["No incidents yet."]
    told = [{**summary(board), "here": board.incident not in away} for board in boards]
    terminal.say({"incidents": told}, "\n".join(lines))
    return DONE


def _line(board: Board, away: frozenset[IncidentId] = frozenset()) -> str:
    headline = board.headline
    title = headline.title.value or "(erased)"
    title = f"(restricted) {title}" if headline.is_restricted else title
    title += f" (archive {headline.archive})" if board.incident in away else ""
    return f"{headline.number:<12} {headline.severity.value or '-':<5} {headline.state:<14} {title}"


def state(terminal: Terminal, arguments: Arguments) -> int:
    if arguments.incident is None:
        return list_(terminal, arguments)
    if arguments.state is not None:
        return _set_state(terminal, arguments)
    with terminal.reading() as desk:
        board = desk.fold(desk.find(arguments.incident)).board
    terminal.say(summary(board), _line(board))
    return DONE


def _set_state(terminal: Terminal, arguments: Arguments) -> int:
    fields = _moving(arguments.state, arguments.note)
    with terminal.desk("incident-desk state") as desk:
        incident = desk.reading.find(arguments.incident)
        desk.record(fields, incident).result()
        board = desk.reading.fold(incident).board
    terminal.say(summary(board), _line(board))
    return DONE


def _moving(word: str, note: str) -> Fields:
    """A false alarm is stood down; to any other state it only moves."""
    if word.lower().replace("-", " ") == State.FALSE_ALARM:
        return StandDown(note)
    command = command_named("state.set")
    named = command.presets.get(word.lower(), {"state": word})
    return read_fields(command, {**named, "note": note}, reading_now())


def show(terminal: Terminal, arguments: Arguments) -> int:
    if arguments.known and arguments.at is None:
        raise BadInput("--known goes with --at: say at which moment")
    at_us = moment(arguments.at)
    with terminal.reading() as desk:
        incident = find_timeline(desk, arguments.incident)
        board = desk.fold(incident).board if at_us is None else desk.at(incident, at_us, arguments.known)
        say_if_away(terminal, desk, incident)
        organisation = desk.organisation()
        then = organisation.maintenances if at_us is None else organisation.maintenances_at(at_us, arguments.known)
        value = shown(board, organisation.people, then, organisation.plans.of(board.headline))
        if at_us is None:
            value["elsewhere"] = also_shown(desk, board)
            value["knew_first"] = knew_of(desk, organisation, board)
            value["repeats"] = [repeat_shown(each) for each in repeats_of(board, desk.headlines())]
    terminal.say(value, _told(value))
    return DONE


def say_if_away(terminal: Terminal, desk: "ReadingDesk", incident: IncidentId) -> None:
    """What is shown of an incident in the archive is only what every desk keeps of it."""
    if incident in desk.away():
        number = desk.fold(incident).board.headline.number
        terminal.complain(f"{number} lies in the archive; all of it: incident-desk archive open {number}")


def _told(value: dict[str, Any]) -> str:
    head = f"{value['number']}  {value['severity'] or 'severity not set'}  {value['state']}  {value['title']}"
    places = [f"  {p['place'].capitalize()}{', ' + p['of'] if p['of'] else ''}: {p['where']}" for p in value["places"]]
    roles = [f"  {r['title']}: {r['holder'] or 'nobody'}{_also(r, value)}" for r in value["roles"]]
    works = [f"  Maintenance {x['number']} ({x['turn']}): {x['title']}" for x in value["maintenance"]]
    lines = [f"  {x['occurred_at']}  {x['sort']:<16} {struck(x)}" for x in value["timeline"]]
    return "\n".join([head, *places, *roles, *works, *lines])


def _also(role: dict[str, Any], value: dict[str, Any]) -> str:
    """In which other incidents its holder works."""
    holder = (role["person"], role["holder"])
    numbers = [each["number"] for each in value.get("elsewhere", ()) if (each["person"], each["name"]) == holder]
    return f" (also in {', '.join(numbers)})" if numbers else ""
