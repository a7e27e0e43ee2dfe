"""The measures of every incident of this desk."""

from incident_desk.desk.reading import ReadingDesk
from incident_desk.domain.measuring import Measured, measured


def all_measured(desk: ReadingDesk) -> list[Measured]:
    """By the plan that each runs on."""
    plans = desk.organisation().plans
    boards = (desk.fold(each.incident).board for each in desk.headlines())
    return [measured(board, plans.of(board.headline)) for board in boards]
