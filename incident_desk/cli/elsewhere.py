"""Who works in several incidents: said beside an incident, and to whoever gives somebody something to do."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from incident_desk.cli.terminal import Terminal
from incident_desk.domain.board import Board
from incident_desk.domain.elsewhere import elsewhere
from incident_desk.domain.entry import Entry
from incident_desk.domain.handover_entries import HandoverOffered
from incident_desk.domain.holdings import Holder
from incident_desk.domain.ids import PersonId
from incident_desk.domain.kinds import kind_named, read_body
from incident_desk.domain.role_entries import RoleAssigned, RoleHandedOver
from incident_desk.domain.showing_elsewhere import also_english, elsewhere_shown
from incident_desk.domain.task_entries import TaskGiven, TaskReassigned

if TYPE_CHECKING:
    from incident_desk.desk import ReadingDesk

GIVING = frozenset(map(kind_named, (RoleAssigned, RoleHandedOver, HandoverOffered, TaskGiven, TaskReassigned)))
"""The kinds of entries by which somebody gets something to do."""


def also_shown(desk: "ReadingDesk", board: Board) -> list[dict[str, Any]]:
    """Of an incident as it is now; see domain.showing_elsewhere."""
    if not board.headline.is_open:
        return []
    from incident_desk.desk.open_incidents import OpenIncidents

    opened = OpenIncidents(desk)
    return elsewhere_shown(board, opened.boards, opened.organisation.people)


def say_who_is_elsewhere(
    terminal: Terminal, desk: "ReadingDesk", entries: Iterable[Entry], viewer: PersonId | None
) -> None:
    """Of whoever was just given something to do: in which other incidents they work, as far as `viewer` may know."""
    given = [(entry, read_body(entry)) for entry in entries if entry.kind in GIVING]
    if not given:
        return
    from incident_desk.desk.open_incidents import OpenIncidents

    opened = OpenIncidents(desk)
    at_work = opened.at_work(viewer)
    told: dict[str, None] = {}
    for entry, body in given:
        name, person = getattr(body, "name", ""), getattr(body, "person", None)
        holder = Holder(name, person).now(opened.organisation.people)
        for also in elsewhere(at_work, holder, entry.incident):
            told[f"{holder.name} works elsewhere as well: {also_english(also)}"] = None
    for line in told:
        terminal.complain(line)
