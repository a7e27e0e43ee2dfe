"""What `doctor` says of the monitors that may send alerts."""

from incident_desk.desk.health import Finding
from incident_desk.desk.reading import ReadingDesk
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import ALERTS
from incident_desk.domain.moments import iso
from incident_desk.store.home import Where


def looked(place: Where) -> list[Finding]:
    """One for each monitor; never raises for what it finds."""
    if not ReadingDesk.is_there(place):
        return []
    try:
        reading = ReadingDesk.open(place)
    except (DeskError, OSError):
        return []  # which the others say
    try:
        board, plan = reading.fold(ALERTS).board, reading.organisation().plans.current
        mappings = {each.key for each in plan.alert_mappings}
        found: list[Finding] = []
        for source in board.alerts.sources.values():
            if not source.digest:
                continue
            about = f"alerts of {source.name}"
            if source.mapping and source.mapping not in mappings:
                says = f"the plan has no mapping “{source.mapping}” that reads them"
                found.append(Finding(about, says, is_fault=True))
            elif source.silent_since_us is not None:
                found.append(Finding(about, f"nothing was heard since {iso(source.silent_since_us)}", is_fault=True))
            else:
                last = "not heard of yet" if source.last_us is None else f"last heard at {iso(source.last_us)}"
                found.append(Finding(about, f"{source.kind}, {last}"))
        return found
    finally:
        reading.close()
