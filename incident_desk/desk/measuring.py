"""The measures of the incidents of this desk."""

from incident_desk.desk.reading import ReadingDesk
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.measuring import Measured, measured
from incident_desk.domain.plan import Plans


def all_measured(desk: ReadingDesk) -> list[Measured]:
    """Every incident, by the plan that it runs on."""
    plans = desk.organisation().plans
    return [measured_of(desk, each.incident, plans) for each in desk.headlines()]


def measured_of(desk: ReadingDesk, incident: IncidentId, plans: Plans) -> Measured:
    """One of them."""
    board = desk.fold(incident).board
    return measured(board, plans.of(board.headline))
