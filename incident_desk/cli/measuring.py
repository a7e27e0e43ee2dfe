"""measures: how long an incident took from clock end to clock end, beside the others of this desk."""

import argparse
from typing import TYPE_CHECKING

from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.domain.ids import CUSTOMER_REPORTS
from incident_desk.domain.knew_first import knew_first
from incident_desk.domain.measuring import Measured, measured
from incident_desk.domain.showing_knew_first import knew_line, knew_shown
from incident_desk.domain.showing_measured import (
    beside_shown,
    measured_lines,
    medians_lines,
    spans_shown,
    waiting_shown,
)

if TYPE_CHECKING:
    from incident_desk.desk import ReadingDesk


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    one = names.add_parser("measures", parents=[everywhere], help="how long incidents took, and what of it was waiting")
    one.add_argument("incident", nargs="?", help="one; without, the medians of all of them")
    one.set_defaults(run=measures)


def measures(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.reading() as desk:
        found = all_measured(desk)
        if arguments.incident is None:
            terminal.say({"incidents": len(found), "medians": beside_shown(found)}, "\n".join(medians_lines(found)))
            return DONE
        incident = desk.find(arguments.incident)
        board = desk.fold(incident).board
        knew = knew_first(
            board, desk.organisation().plans.of(board.headline), desk.fold(CUSTOMER_REPORTS).board.reports
        )
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


def all_measured(desk: "ReadingDesk") -> list[Measured]:
    """Every incident of this desk."""
    plans = desk.organisation().plans
    boards = (desk.fold(each.incident).board for each in desk.headlines())
    return [measured(board, plans.of(board.headline)) for board in boards]
