"""Watched series and warnings of ours for programs, and in English lines."""

from typing import TYPE_CHECKING, Any, Final

from incident_desk.domain.moments import SECOND_US, iso
from incident_desk.domain.warning_list import EarlyWarning, Warnings

if TYPE_CHECKING:  # loaded by whoever has some
    from incident_desk.watch.answers import Line
    from incident_desk.watch.series import Tile

POINTS_SHOWN: Final = 5


def tile_shown(tile: "Tile", warnings: Warnings) -> dict[str, Any]:
    """One series for a program."""
    warning = warnings.strays(tile.series)
    return {
        "series": tile.series,
        "title": tile.title,
        "service": tile.service,
        "source": tile.source,
        "unit": tile.unit,
        "at": iso(int(tile.at_s * SECOND_US)) if tile.at_s is not None else None,
        "value": tile.value,
        "usual_low": tile.low,
        "usual_high": tile.high,
        "score": tile.score,
        "is_warning": tile.is_warning,
        "is_notice": tile.is_notice,
        "since": iso(int(tile.since_s * SECOND_US)) if tile.since_s is not None else None,
        "warning": warnings.label(warning) if warning is not None else None,
    }


def tile_line(told: dict[str, Any]) -> str:
    """The same in a line."""
    state = "warning" if told["is_warning"] else "notice" if told["is_notice"] else "calm"
    value = f"{told['value']:.4g}" if told["value"] is not None else "no point yet"
    if told["usual_low"] is not None:
        usual = f"usual {told['usual_low']:.4g} to {told['usual_high']:.4g}"
    else:
        usual = "still learning what is usual"
    return f"{told['series']:<28} {state:<8} {value} {told['unit']}  {usual}  {told['at'] or ''}".rstrip()


def warning_shown(warnings: Warnings, warning: EarlyWarning) -> dict[str, Any]:
    """One warning for a program."""
    return {
        "warning": warnings.label(warning),
        "service": warning.service,
        "at": iso(warning.at_us),
        "since": iso(warning.since_us),
        "ended": iso(warning.ended_us) if warning.ended_us is not None else None,
        "mark": warning.mark,
        "series": [
            {
                "series": each.series,
                "title": each.title,
                "value": each.value,
                "usual": each.usual,
                "at_this_hour": each.at_this_hour,
                "times": each.times,
                "is_rise": each.is_rise,
                "since": iso(each.since_us),
            }
            for each in warning.shifts
        ],
        "agree": list(warning.agree),
    }


def warning_line(told: dict[str, Any]) -> str:
    """The same in a line."""
    first = told["series"][0]
    times = f"{first['times']:.2g}× usual" if first["times"] else f"{first['value']:.4g}, usual {first['usual']:.4g}"
    state = told["mark"] or ("over" if told["ended"] else "on")
    also = f" and {len(told['series']) - 1} more" if len(told["series"]) > 1 else ""
    said = f"{first['title'] or first['series']} {times}{also}"
    return f"{told['warning']:<6} {state:<12} {told['at']}  {said}  {told['service']}".rstrip()


def answer_shown(key: str, line: "Line") -> dict[str, Any]:
    """The last points of a series that a source answered with."""
    points = [[iso(int(at * SECOND_US)), value] for at, value in line.points[-POINTS_SHOWN:]]
    return {"series": key + line.name, "points": points}


def answer_line(told: dict[str, Any]) -> str:
    """What came of one question: its points, or what is wrong."""
    if "fault" in told:
        return f"{told['series']}: {told['fault']}"
    if not told["answers"]:
        return f"{told['series']}: It answers, and has nothing of that name for the last minutes."
    rows = (
        f"{each['series']}  {'  '.join(f'{at} {value}' for at, value in each['points'])}" for each in told["answers"]
    )
    return "\n".join(rows)
