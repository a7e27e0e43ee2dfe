"""Which picture a line of the alerts has: that of the watched series it is about, else when it fired."""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.alert_words import LOOKS, QUIET, standing_word
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock, clock_minutes
from incident_desk.desktop.parts.alert_picture import MomentShown, PictureShown
from incident_desk.domain.alert_firing import BAR_US, SHOWN_US, expression_of
from incident_desk.domain.alert_view import Line, Standing
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.warning_list import EarlyWarning

if TYPE_CHECKING:  # what watches is loaded by the thread that does
    from incident_desk.watch.series import Tile

CLOCKS: Final = (1 / 6, 1 / 2, 5 / 6)


def picture_of(line: Line, bridge: Bridge) -> PictureShown:
    """The last two hours of it."""
    until_s = bridge.now_us() / SECOND_US
    from_s = until_s - SHOWN_US / SECOND_US
    tone = LOOKS[line.standing][1] if line.standing not in QUIET else "text3"
    moments = _moments(line, bridge)
    clocks = [from_s + part * (until_s - from_s) for part in CLOCKS]
    bare = PictureShown(
        from_s,
        until_s,
        tone="spark" if tone == "ok" else tone,
        moments=moments,
        clocks=tuple((at_s, clock_minutes(int(at_s * SECOND_US), bridge.zone)) for at_s in clocks),
        words=_words(line, moments),
    )
    return _drawn(bare, line, bridge)


def _drawn(bare: PictureShown, line: Line, bridge: Bridge) -> PictureShown:
    if (tile := tile_of(line, bridge)) is not None:
        points = tuple(point for point in tile.points if point[0] >= bare.from_s)
        return replace(bare, line=points, low=tile.low, high=tile.high)
    if line.warning is not None and (points := _shifted(line.warning)):
        return replace(bare, line=points)
    if line.bars:
        bars = tuple((at_us / SECOND_US, count) for at_us, count in line.bars)
        return replace(bare, bars=bars, bar_s=BAR_US / SECOND_US)
    steps = [(at_us / SECOND_US, float(count)) for at_us, count in line.firing]
    before = [(bare.from_s, 0.0)] if not steps or steps[0][0] > bare.from_s else []
    last = steps[-1][1] if steps else float(line.standing is not Standing.ENDED)
    return replace(bare, line=(*before, *steps, (bare.until_s, last)), is_stepped=True)


def tile_of(line: Line, bridge: Bridge) -> "Tile | None":
    """The watched series that its rule asks about too, where one is watched here."""
    if line.warning is not None:
        return next((tile for tile in bridge.series.tiles if tile.series in line.warning.series), None)
    expression = expression_of(line.link)
    if not expression:
        return None
    plan = bridge.organisation.plans.current
    keys = {each.key for each in plan.watch if each.query.strip() and each.query.strip() in expression}
    said = [f'{name}="{value}"' for name, value in line.labels.items()]
    found = [tile for tile in bridge.series.tiles if tile.series.partition("{")[0] in keys]
    own = [tile for tile in found if all(pair in said for pair in _labels(tile.series))]
    return own[0] if len(own) == 1 else None


def _labels(series: str) -> list[str]:
    inside = series.partition("{")[2].removesuffix("}")
    return [pair if pair.endswith('"') else f'{pair}"' for pair in inside.split('",') if pair]


def _shifted(warning: EarlyWarning) -> tuple[tuple[float, float | None], ...]:
    """The picture that came with the warning."""
    found = next((shift.picture for shift in warning.shifts if shift.picture is not None), None)
    if found is None:
        return ()
    first_s = found.from_us / SECOND_US
    return tuple((first_s + place * found.step_s, value) for place, value in enumerate(found.values))


def _moments(line: Line, bridge: Bridge) -> tuple[MomentShown, ...]:
    """When the rule fired, and when a warning of ours of the same service came."""
    if line.warning is not None:
        at = MomentShown(line.warning.at_us / SECOND_US, _tr("ours"), "warn", is_ours=True)
        return (at,)
    if line.standing is Standing.SILENT:
        return ()
    told = _tr("rule {time}").format(time=clock(line.since_us, bridge.zone))
    found = [MomentShown(line.since_us / SECOND_US, told, "bad" if line.standing not in QUIET else "text3")]
    for warning in bridge.customers.view.warnings:
        if warning.service and warning.service == line.service and warning.at_us <= line.since_us:
            ours = _tr("ours {time}").format(time=clock(warning.at_us, bridge.zone))
            found.append(MomentShown(warning.at_us / SECOND_US, ours, "warn", is_ours=True))
            break
    return tuple(found)


def _words(line: Line, moments: tuple[MomentShown, ...]) -> str:
    told = (standing_word(line.standing), line.title, *(moment.words for moment in moments))
    return ", ".join(filter(None, told))


def _tr(text: str) -> str:
    return QCoreApplication.translate("AlertPictures", text)
