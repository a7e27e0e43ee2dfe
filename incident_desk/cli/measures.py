"""measures: what all incidents of the record say together."""

import argparse

import msgspec

from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.domain.first_known import Shares, first_known, shares
from incident_desk.domain.ids import CUSTOMER_REPORTS
from incident_desk.domain.state import State

NO_INCIDENTS = (State.FALSE_ALARM, State.MERGED)
"""What was none, or is counted with another."""


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    one = names.add_parser(
        "measures", parents=[everywhere], help="over all incidents: how often the business knew before its customers"
    )
    one.set_defaults(run=measures)


def measures(terminal: Terminal, arguments: Arguments) -> int:
    found = Shares()
    if terminal.has_record:
        with terminal.reading() as desk:
            plans, reports = desk.organisation().plans, desk.fold(CUSTOMER_REPORTS).board.reports
            counted = [each for each in desk.headlines() if each.headline.state not in NO_INCIDENTS]
            boards = (desk.fold(each.incident).board for each in counted)
            found = shares(first_known(board, plans.of(board.headline), reports) for board in boards)
    terminal.say({"who_knew_first": msgspec.to_builtins(found)}, _told(found))
    return DONE


def _told(found: Shares) -> str:
    if not found.reported:
        return f"No customer reported any of {found.unreported} incidents."
    return (
        f"Customers reported {found.reported} of {found.reported + found.unreported} incidents.\n"
        f"The business knew first: {_of(found.knew, found.reported)}\n"
        f"Customers could read of it before the first report: {_of(found.told, found.reported)}"
    )


def _of(count: int, all_of_them: int) -> str:
    return f"{count} of {all_of_them} ({round(100 * count / all_of_them)} %)"
