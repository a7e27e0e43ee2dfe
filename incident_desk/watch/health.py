"""Whether the sources of watched series answer from here: what `doctor` says of it."""

import time

from incident_desk.desk import ReadingDesk
from incident_desk.desk.health import Finding
from incident_desk.store.home import Home, Where
from incident_desk.watch.answers import Asked, SourceFault
from incident_desk.watch.asking import asked
from incident_desk.watch.sources import SourceStanding, source_kept, source_standings
from incident_desk.watch.standing import sources_set_up


def looked(place: Where) -> list[Finding]:
    """Each source of the plan is asked its first question. One that is set up at other desks only is no fault."""
    if not ReadingDesk.is_there(place):
        return []
    reading = ReadingDesk.open(place)
    try:
        plan = reading.organisation().plans.current
    finally:
        reading.close()
    names = sources_set_up(place)
    return [_finding(Home.at(place), names, each) for each in source_standings(plan, names)]


def _finding(home: Home, names: dict[str, str], standing: SourceStanding) -> Finding:
    about = f"series of {standing.name}"
    if not standing.is_set_up:
        return Finding(about, f"not set up here (incident-desk watch set {standing.name})")
    source = source_kept(home, names, standing.name)
    if source is None:
        return Finding(about, "its address is gone from where it was kept: give it once more", is_fault=True)
    if not standing.series:
        return Finding(about, "set up here, and the plan asks it for nothing")
    first, now_s = standing.series[0], time.time()
    try:
        lines = asked(source, Asked(first.query, now_s - 5 * first.every_s, now_s, float(first.every_s)))
    except SourceFault as e:
        return Finding(about, str(e), is_fault=True)
    said = (
        f"it answers “{first.title}” with {len(lines)} series" if lines else f"it has nothing for “{first.title}” now"
    )
    return Finding(about, said)
