"""Whether people can be called in from here: what `doctor` says of it."""

import msgspec

from incident_desk.desk import ReadingDesk
from incident_desk.desk.health import Finding
from incident_desk.domain.ladders import BY_HAND
from incident_desk.outreach.channels import CHANNELS
from incident_desk.store import installation
from incident_desk.store.home import Home, Where
from incident_desk.store.reader import Reader


def looked(place: Where) -> list[Finding]:
    """Which channels of the plan's ladders are set up here, and where one-time links lead; nothing is sent."""
    if not ReadingDesk.is_there(place):
        return []
    reading = ReadingDesk.open(place)
    try:
        plan = reading.organisation().plans.current
    finally:
        reading.close()
    if not plan.ladders:
        return []  # nobody is called in by the desk
    with Reader.open(Home.at(place)) as reader:
        kept = installation.setting(reader, CHANNELS)
    here = set(msgspec.json.decode(kept, type=dict[str, str])) if kept else set[str]()
    used = {rung.channel for ladder in plan.ladders for rung in ladder.rungs}
    sent = [channel for channel in plan.channels if channel.key in used and channel.kind not in BY_HAND]
    lacking = [channel.key for channel in sent if channel.key not in here]
    told = f"set up here: {', '.join(c.key for c in sent if c.key in here) or 'none'}"
    if lacking:
        told += f"; not here: {', '.join(lacking)} (incident-desk channel set KEY)"
    links = f"lead to {plan.answers_at}" if plan.answers_at else "none: the plan has no `answers_at` for serve"
    return [Finding("calls", told), Finding("one-time links", links)]
