"""What becomes of an incident that is merged into another: told before it is done, and nothing of it is destroyed."""

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.course_list import OVER
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.links import Relation
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.report_list import Reports
from incident_desk.domain.status_page import page_channel


class RoleMerged(msgspec.Struct, frozen=True):
    """A role that is held here: by whom, and who has it in the other incident; empty if nobody has."""

    title: str
    here: str
    there: str


class Merging(msgspec.Struct, frozen=True):
    """What a merging leaves where it is: the roles, open tasks, courses and messages by their numbers, the lines.

    `reports` is how many reports of customers were judged to be of it, `is_on_page` whether the status page tells it.
    """

    roles: tuple[RoleMerged, ...]
    tasks: tuple[str, ...]
    courses: tuple[str, ...]
    messages: tuple[str, ...]
    lines: int
    reports: int = 0
    is_on_page: bool = False


def preview(board: Board, other: Board, plan: Plan, reports: Reports) -> Merging:
    """What would become of `board` if it were merged into `other`.

    Args:
        plan: the one in force, which says by which channel the status page is told.
    """
    page = page_channel(plan)
    held = [holding for holding in board.roles.held.values() if holding.holder.value is not None]
    return Merging(
        tuple(RoleMerged(each.title, _holder(board, each.key), _holder(other, each.key)) for each in held),
        tuple(board.tasks.label(task) for task in board.tasks.open),
        tuple(board.courses.label(course) for course in board.courses.all if course.stand not in OVER),
        tuple(board.messages.label(message) for message in board.messages.all if message.is_open),
        len(board.timeline.lines),
        len(reports.judged_to(board.incident)),
        is_on_page=page is not None and any(board.messages.sent_by(page.key)),
    )


def _holder(board: Board, role: str) -> str:
    holding = board.roles.held.get(role)
    holder = holding.holder.value if holding is not None else None
    return holder.name if holder is not None else ""


def is_merged_into(board: Board, other: IncidentId) -> bool:
    """Whether a link says that this is a duplicate of the other."""
    return any(link.relation is Relation.DUPLICATE_OF and link.other == other for link in board.links.standing.values())
