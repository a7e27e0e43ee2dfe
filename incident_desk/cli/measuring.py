"""measures: how long an incident took from clock end to clock end, beside the others of this desk."""

import argparse

from incident_desk.cli.knew_first import knew_by
from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.domain.repeats import share, share_line, share_shown
from incident_desk.domain.showing_knew_first import knew_line, knew_shown
from incident_desk.domain.showing_measured import (
    beside_shown,
    measured_lines,
    medians_lines,
    spans_shown,
    waiting_shown,
)


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    one = names.add_parser("measures", parents=[everywhere], help="how long incidents took, and what of it was waiting")
    one.add_argument("incident", nargs="?", help="one; without, the medians of all of them")
    one.set_defaults(run=measures)


def measures(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.desk.measuring import all_measured

    with terminal.reading() as desk:
        found = all_measured(desk)
        if arguments.incident is None:
            again = share(desk.headlines())
            value = {"incidents": len(found), "medians": beside_shown(found), "repeats": share_shown(again)}
            terminal.say(value, "\n".join([*medians_lines(found), share_line(again)]))
            return DONE
        incident = desk.find(arguments.incident)
        board = desk.fold(incident).board
        knew = knew_by(desk, desk.organisation(), board)
    one = next(each for each in found if each.incident == incident)
    others = [each for each in found if each.incident != incident]
    value = {
        "incident": incident,
        "number": one.label,
        "measures": spans_shown(one),
        "promises": {"kept": one.kept, "of": one.promised},
        "waiting": waiting_shown(one),
        "knew_first": knew_shown(knew),
        "others": beside_shown(others),
    }
    terminal.say(value, "\n".join([*measured_lines(one, others), f"  {knew_line(knew)}"]))
    return DONE
