"""Whether people can be called in from here: what `doctor` says of it."""

from incident_desk.desk import ReadingDesk
from incident_desk.desk.health import Finding
from incident_desk.outreach.channels import CHANNELS, names_in, standings
from incident_desk.store import installation
from incident_desk.store.home import Home, Where
from incident_desk.store.reader import Reader


def looked(place: Where) -> list[Finding]:
    """Which channels of the plan's ladders are set up here, and where one-time links lead; nothing is sent."""
    if not ReadingDesk.is_there(place):
        return []
    reading = ReadingDesk.open(place)
    try:
        plans = reading.organisation().plans.in_use(board.headline for board in reading.headlines())
    finally:
        reading.close()
    if not any(plan.ladders for plan in plans):
        return []  # nobody is called in by the desk
    with Reader.open(Home.at(place)) as reader:
        found = list(standings(plans, names_in(installation.setting(reader, CHANNELS))))
    told = f"set up here: {', '.join(each.key for each in found if each.asked_by and each.is_set_up) or 'none'}"
    if lacking := [each.key for each in found if each.is_lacking]:
        told += f"; not here: {', '.join(lacking)} (incident-desk channel set KEY, or Settings → Channels)"
    plan = plans[0]
    links = f"lead to {plan.answers_at}" if plan.answers_at else "none: the plan has no `answers_at` for serve"
    return [Finding("calls", told), Finding("one-time links", links)]
