"""What was changed around an incident of the past: from a day before it to its end."""

from typing import TYPE_CHECKING

from incident_desk.desktop.bridge import Bridge
from incident_desk.domain.changes import BEFORE_US, Around, Changed, changed_in

if TYPE_CHECKING:
    from incident_desk.desk.reviewing import Whole


async def changes_around(bridge: Bridge, whole: "Whole") -> tuple[Changed, ...]:
    """By when each was; read beside the window."""
    changes = await bridge.alerts.changes()
    organisation, found = bridge.organisation, whole.reviewed
    known = organisation.plans.current.service_names
    around = Around(found.from_us - BEFORE_US, found.to_us, known, whole.services)
    return tuple(changed_in(around, changes, organisation.maintenances, bridge.now_us()))
