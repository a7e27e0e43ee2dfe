"""How the watched series stand by what this desk keeps on its disk, for whoever only reads beside a window or serve."""

import contextlib

from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.warning_list import Warnings
from incident_desk.store import installation, kept_series
from incident_desk.store.home import Home, Where
from incident_desk.store.reader import Reader
from incident_desk.watch.series import Series, Tile, oddness
from incident_desk.watch.sources import SOURCES, Source, names_in, source_kept


def sources_set_up(place: Where) -> dict[str, str]:
    """See `Sources.set_up`."""
    with Reader.open(Home.at(place)) as reader:
        return names_in(installation.setting(reader, SOURCES))


def source_at(place: Where, name: str) -> Source | None:
    """How a source is reached from here; None if it is not set up."""
    return source_kept(Home.at(place), sources_set_up(place), name)


def tiles_kept(place: Where, plan: Plan, warnings: Warnings) -> list[Tile]:
    """The series of the plan, the oddest first, as they stood when they were kept last: within the last minute."""
    found: list[Tile] = []
    strictness = warnings.strictness
    for source in dict.fromkeys(each.source for each in plan.watch):
        kept = kept_series.kept(Home.at(place), source)
        of = {each.key: each for each in plan.watch if each.source == source}
        for own, each in kept.items():
            key, brace, labels = own.partition("{")
            if key in of:
                with contextlib.suppress(ValueError):  # of another version
                    series = Series.resumed(of[key], brace + labels, of[key].service, each)
                    series.detector.strictness = strictness.get(own, 1.0)
                    found.append(series.tile())
    return sorted(found, key=oddness)
