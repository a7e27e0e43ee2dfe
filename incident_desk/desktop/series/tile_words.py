"""Watched series in words: what a tile says, and how all of them stand."""

from datetime import tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import clock_minutes, span_words
from incident_desk.desktop.parts.series_tile import SeriesShown
from incident_desk.desktop.warning_words import number_words, times_words
from incident_desk.domain.moments import SECOND_US

if TYPE_CHECKING:  # what watches is loaded by the thread that does
    from incident_desk.watch.series import Tile

STALE_STEPS = 5


def tile_shown(tile: "Tile", now_us: int, zone: tzinfo) -> SeriesShown:
    """One series as its tile has it."""
    tone, symbol = ("warn", "diamond") if tile.is_warning else ("text", "")
    return SeriesShown(
        tile.series,
        tile.title,
        number_words(tile.value) if tile.value is not None else "–",
        tile.unit,
        foot_words(tile, now_us, zone),
        tone,
        symbol,
        tile.points,
        tile.low,
        tile.high,
        tile.since_s if tile.is_warning else None,
    )


def foot_words(tile: "Tile", now_us: int, zone: tzinfo) -> str:
    """What stands below: how far it strays, what is usual, or why there is nothing."""
    if tile.at_s is None:
        return tile.trouble or _tr("no point yet")
    silent_us = now_us - int(tile.at_s * SECOND_US)
    if tile.trouble or silent_us > STALE_STEPS * tile.step_s * SECOND_US:
        silent = _tr("nothing since {time}").format(time=clock_minutes(int(tile.at_s * SECOND_US), zone))
        return f"{silent}: {tile.trouble}" if tile.trouble else silent
    if tile.shift is not None and tile.since_s is not None:
        span = span_words(max(now_us - int(tile.since_s * SECOND_US), 0))
        told = _tr("{times}, rising for {span}") if tile.shift.is_rise else _tr("{times}, falling for {span}")
        return told.format(times=times_words(tile.shift), span=span)
    if tile.low is None or tile.high is None:
        return _tr("still learning what is usual")
    low = 0.0 if tile.low < 0 <= min((value for _, value in tile.points), default=-1.0) else tile.low
    return _tr("Usual {low} to {high}").format(low=number_words(low), high=number_words(tile.high))


def _tr(text: str) -> str:
    return QCoreApplication.translate("WatchedSeries", text)
