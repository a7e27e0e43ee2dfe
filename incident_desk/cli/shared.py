"""shared and sync: the database that a team shares its record through."""

import argparse
import signal
import threading
from typing import TYPE_CHECKING

from incident_desk.cli import archive, clocks
from incident_desk.cli.progress import ProgressLine
from incident_desk.cli.terminal import DONE, NO, STOPPED, Arguments, Subparsers, Terminal
from incident_desk.desk import Desk
from incident_desk.desk.clock import system_clock
from incident_desk.domain.moments import iso
from incident_desk.domain.powers import Level

if TYPE_CHECKING:
    from incident_desk.desk.sharing_state import Shared
    from incident_desk.store.shared.members import Member

LEVELS = tuple(level.value for level in Level)
SAVED_HERE_ONLY = 3


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parsers of these commands."""
    shared = names.add_parser("shared", parents=[everywhere], help="the database a team shares its record through")
    verbs = shared.add_subparsers(metavar="init|grant|join|revoke|status|archive", required=True)
    one = verbs.add_parser("init", parents=[everywhere], help="make one, or bring one up to date, and join it")
    one.add_argument("url", help="postgresql://ADMINISTRATOR@HOST/DATABASE")
    one.set_defaults(run=init)
    one = verbs.add_parser("grant", parents=[everywhere], help="let somebody in; prints their join line, once")
    one.add_argument("person")
    one.add_argument("--level", choices=LEVELS, default="responder")
    one.set_defaults(run=grant)
    one = verbs.add_parser("join", parents=[everywhere], help="come in with a join line, with this record as it is")
    one.add_argument("line", help="the join line; - reads it from standard input")
    one.set_defaults(run=join)
    one = verbs.add_parser("revoke", parents=[everywhere], help="shut somebody out, from this moment")
    one.add_argument("person")
    one.set_defaults(run=revoke)
    one = verbs.add_parser("status", parents=[everywhere], help="who shares the record, and how it stands")
    one.set_defaults(run=status)
    one = verbs.add_parser("archive", parents=[everywhere], help="move old incidents that are over out of the way")
    one.add_argument("archive", metavar="YEAR|DAY", help="2024: all that ended then; 2025-07-01: before that day")
    one.set_defaults(run=archive.move)
    one = names.add_parser("sync", parents=[everywhere], help="exchange with the shared database")
    one.add_argument("--once", action="store_true", help="once, instead of until it is stopped")
    one.set_defaults(run=sync)


def init(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.desk("incident-desk shared init") as desk:
        advice = desk.shared.membership().found(arguments.url)
        desk.shared.exchange()
    lines = ["The shared database stands, and this home is in it as administrator.", *advice]
    terminal.say({"joined": True, "level": "administrator", "advice": advice}, "\n".join(lines))
    return DONE


def grant(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.desk("incident-desk shared grant") as desk:
        line = desk.shared.membership().grant(arguments.person, arguments.level)
    told = f"For {arguments.person}, to be used once, and handed over where nobody else reads it:\n{line}"
    terminal.say({"join": line, "level": arguments.level}, told)
    return DONE


def join(terminal: Terminal, arguments: Arguments) -> int:
    line = input().strip() if arguments.line == "-" else arguments.line
    with terminal.desk("incident-desk shared join") as desk:
        level = desk.shared.membership().join(line)
        if _exchanged(terminal, desk) is None:
            return STOPPED
    terminal.say({"joined": True, "level": level}, f"This home shares its record now, as {level}.")
    return DONE


def revoke(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.desk("incident-desk shared revoke") as desk:
        count = desk.shared.membership().revoke(arguments.person)
    told = f"{arguments.person} reads and writes nothing there any more ({count} desks)."
    terminal.say({"person": arguments.person, "desks": count}, told)
    return DONE


def status(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.desk("incident-desk shared status") as desk:
        standing = desk.shared.membership().standing(system_clock())
        last = desk.timekeeping.last().result()
    names = {m.desk: m.name for m in standing.members}
    there = [{"name": names.get(x.desk, "?"), "incident": x.incident, "panel": x.panel} for x in standing.there]
    members = [
        {
            "desk": m.desk,
            "name": m.name,
            "level": m.level,
            "revoked": m.is_revoked,
            "heard_at": None if m.heard_us is None else iso(m.heard_us),
            "waiting": m.waiting,
            "clock_offset_ms": m.offset_ms,
        }
        for m in standing.members
    ]
    value = {
        "address": standing.address,
        "level": standing.level,
        "desks": members,
        "standbys": standing.standbys,
        "survives_loss_of_the_server": standing.survives,
        "clock_offset_ms": standing.offset_us // 1000,
        "stamped_anew": clocks.stamped_anew_value(last),
        "advice": standing.advice,
        "there_now": there,
    }
    lines = [_member_line(member) for member in standing.members]
    survives = "survives" if standing.survives else "does not survive"
    lines += [
        f"This clock is {clocks.drift(standing.offset_us)} that of the server.",
        *clocks.to_do(standing.offset_us),
    ]
    lines += [clocks.stamped_anew(last)] if last is not None else []
    lines += [standing.advice] if standing.advice else []
    lines.append(f"{standing.standbys} standbys; an acknowledgement {survives} the loss of the server.")
    lines.append("There now: " + (", ".join(str(x["name"]) for x in there) or "nobody in an incident") + ".")
    terminal.say(value, "\n".join(lines))
    return DONE


def _member_line(member: "Member") -> str:
    """A desk as a line for a person."""
    heard = "never" if member.heard_us is None else iso(member.heard_us)
    if member.is_revoked:
        return f"{member.name:<24} {member.level:<16} revoked; last heard {heard}"
    drift = "" if member.offset_ms is None else f", clock {clocks.drift(member.offset_ms * 1000)} the server's"
    return f"{member.name:<24} {member.level:<16} last heard {heard}, {member.waiting or 0} waiting{drift}"


def sync(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.desk("incident-desk sync") as desk:
        if not arguments.once:
            return _stay(terminal, desk)
        shared = _exchanged(terminal, desk)
        if shared is None:
            return STOPPED
    files, said = shared.files, (*shared.parked, *shared.files.parked)
    value = {"waiting": shared.waiting, "parked": said, "not_taken": shared.not_taken}
    value |= {"advice": shared.advice}
    value |= {"clock_offset_ms": shared.offset_us // 1000, "stamped_anew": clocks.stamped_anew_value(shared.put_right)}
    value |= {"files_waiting": sorted(files.waiting), "files_lacking": sorted(files.lacking)}
    problems = [f"parked: {each}" for each in said]
    problems += [f"{len(files.waiting)} files are not shared yet. {files.trouble}".strip()] if files.waiting else []
    problems += [f"{len(files.lacking)} files are not here yet. {files.trouble}".strip()] if files.lacking else []
    if shared.trouble:
        terminal.complain(shared.trouble)
    told = "All is shared." if not shared.waiting else f"{shared.waiting} entries wait."
    done = [clocks.stamped_anew(shared.put_right)] if shared.put_right is not None else []
    terminal.say(
        value, "\n".join([told, *done, *clocks.to_do(shared.offset_us), *filter(None, [shared.advice]), *problems])
    )
    return SAVED_HERE_ONLY if shared.waiting or files.waiting else NO if said else DONE


def _exchanged(terminal: Terminal, desk: Desk) -> "Shared | None":
    """One whole exchange, with a line that says how far it is. Returns: None if somebody stopped it."""
    progress = ProgressLine(terminal)
    try:
        return desk.shared.exchange(tell=progress.hear)
    except KeyboardInterrupt:
        progress.end()
        terminal.complain("Stopped. What went through is kept, and the next sync goes on from there.")
        return None
    finally:
        progress.end()


def _stay(terminal: Terminal, desk: Desk) -> int:
    """Until somebody ends it with Ctrl+C."""
    ended = threading.Event()
    said = [""]

    def hear(shared: "Shared") -> None:
        if shared.trouble and shared.trouble != said[-1]:
            terminal.complain(shared.trouble)
        said[-1] = shared.trouble

    desk.shared.start(hear)
    signal.signal(signal.SIGTERM, lambda number, frame: ended.set())
    while not ended.wait(1.0):
        pass
    return DONE
