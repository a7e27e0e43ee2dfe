"""The watched series that this desk can show: those it polls itself, and of others what their warnings tell."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.warning_words import title_words
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.warning_entries import Shift
from incident_desk.domain.warning_list import EarlyWarning

if TYPE_CHECKING:  # what watches is loaded by the thread that does
    from incident_desk.watch.series import Tile


def at_hand(bridge: Bridge) -> "tuple[Tile, ...]":
    """The oddest first. A warning that was raised at another desk brought its picture along."""
    polled = bridge.series.tiles
    known = {each.series for each in polled}
    told = [
        (warning, shift)
        for warning in bridge.customers.view.warnings
        for shift in warning.shifts
        if shift.series in warning.on and shift.series not in known and shift.picture is not None
    ]
    if not told:
        return polled
    from incident_desk.watch.series import oddness

    return tuple(sorted((*polled, *(_told(*each) for each in told)), key=oddness))


def _told(warning: EarlyWarning, shift: Shift) -> "Tile":
    from incident_desk.watch.series import Tile

    picture = shift.picture
    assert picture is not None
    first_s = picture.from_us / SECOND_US
    points = tuple(
        (first_s + at * picture.step_s, value) for at, value in enumerate(picture.values) if value is not None
    )
    return Tile(
        shift.series,
        title_words(shift),
        service=warning.service,
        unit=shift.unit,
        step_s=picture.step_s,
        at_s=points[-1][0] if points else None,
        value=shift.value,
        score=shift.score,
        is_warning=True,
        since_s=shift.since_us / SECOND_US,
        shift=shift,
        points=points,
        trouble=QCoreApplication.translate("WatchedSeries", "watched at another desk"),
    )
