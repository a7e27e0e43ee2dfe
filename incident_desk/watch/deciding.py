"""What to write of the series as they stand: which warnings begin, which are over."""

from collections.abc import Iterable

from incident_desk.desk.watched import Facts, OpenIncident
from incident_desk.domain.commands import Fields
from incident_desk.domain.frozen_series import FROZEN_MOST, FreezeSeries, FrozenPicture
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.warning_entries import SHIFTS_MOST, Shift
from incident_desk.domain.warnings import EndWarning, RaiseWarning
from incident_desk.watch.series import Series, Tile, oddness, picture_of


def decided(series: Iterable[Series], facts: Facts, now_s: float) -> list[Fields]:
    """Series of one service, or of one question, that shifted together become one warning.

    What is announced by maintenance is not warned of; if it goes on after its end, it is.
    """
    shifted: dict[tuple[str, str], list[tuple[float, Shift]]] = {}
    over: dict[str, list[str]] = {}
    for each in series:
        if not each.is_fresh(now_s):
            continue
        warning = facts.on.get(each.id)
        if warning is not None and not each.detector.is_warning:
            over.setdefault(warning, []).append(each.id)
        is_muted = (each.service, each.watched.region) in facts.muted
        if warning is None and each.detector.is_warning and not is_muted and (shift := each.shift) is not None:
            group = (each.service, "" if each.service else each.watched.key)
            shifted.setdefault(group, []).append((each.last_s or now_s, shift))
    return [
        *(EndWarning(warning, tuple(names)) for warning, names in over.items()),
        *(raised for (service, _), found in shifted.items() for raised in _raised(service, found)),
    ]


def to_freeze(series: Iterable[Series], opened: OpenIncident) -> FreezeSeries | None:
    """What is kept of an incident: the series of its services, the oddest first, and whatever else warns now."""
    tiles = sorted((each.tile() for each in series if each.last_s is not None), key=oddness)
    wanted = [
        each
        for each in tiles
        if each.series not in opened.kept and (each.is_warning or each.service.casefold() in opened.services)
    ]
    found = tuple(_frozen(each) for each in wanted[: max(FROZEN_MOST - len(opened.kept), 0)])
    return FreezeSeries(found, opened.is_end) if found else None


def _frozen(tile: Tile) -> FrozenPicture:
    picture = picture_of(tile.points, tile.step_s)
    return FrozenPicture(tile.series, tile.title, picture, tile.unit, tile.low, tile.high, tile.is_warning)


def _raised(service: str, found: list[tuple[float, Shift]]) -> Iterable[RaiseWarning]:
    """The oddest first."""
    found.sort(key=lambda each: -each[1].score)
    for at in range(0, len(found), SHIFTS_MOST):
        part = found[at : at + SHIFTS_MOST]
        occurred_us = int(max(last_s for last_s, _ in part) * SECOND_US)
        yield RaiseWarning(tuple(shift for _, shift in part), service, occurred_us=occurred_us)
