"""knew-first: whether the business or a customer knew first, of one incident and over all of them."""

import argparse
from typing import TYPE_CHECKING, Any

from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.domain.board import Board
from incident_desk.domain.ids import CUSTOMER_REPORTS, WATCHED
from incident_desk.domain.knew_first import Knew, knew_first, share
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.showing_knew_first import knew_line, knew_shown, share_line

if TYPE_CHECKING:
    from incident_desk.desk import ReadingDesk


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    one = names.add_parser("knew-first", parents=[everywhere], help="whether the business or a customer knew first")
    one.add_argument("incident", nargs="?", help="one; without, all of them and the share")
    one.set_defaults(run=knew)


def knew(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.reading() as desk:
        plans = desk.organisation().plans
        wanted = [desk.find(arguments.incident)] if arguments.incident else [each.incident for each in desk.headlines()]
        reports, warnings = desk.fold(CUSTOMER_REPORTS).board.reports, desk.fold(WATCHED).board.warnings
        boards = (desk.fold(each).board for each in wanted)
        found = [knew_first(board, plans.of(board.headline), reports, warnings) for board in boards]
    over = share(found)
    lines = [knew_line(each) for each in found]
    value = {
        "incidents": [knew_shown(each) for each in found],
        "business_first": over.first,
        "of": over.of,
        "untold": over.untold,
    }
    terminal.say(value, "\n".join(lines if arguments.incident else [*lines, share_line(over)]))
    return DONE


def knew_of(desk: "ReadingDesk", organisation: Organisation, board: Board) -> dict[str, Any]:
    """For `show --json`."""
    return knew_shown(knew_by(desk, organisation, board))


def knew_by(desk: "ReadingDesk", organisation: Organisation, board: Board) -> Knew:
    """Of one incident."""
    reports, warnings = desk.fold(CUSTOMER_REPORTS).board.reports, desk.fold(WATCHED).board.warnings
    return knew_first(board, organisation.plans.of(board.headline), reports, warnings)
