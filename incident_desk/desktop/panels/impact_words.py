"""The facts of the impact as tiles say them."""

from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.conflicts import Conflict
from incident_desk.desktop.moments import clock_near, in_zone, short_day, span_words, zone_name
from incident_desk.desktop.parts.tile import TileShown
from incident_desk.desktop.words import counted
from incident_desk.domain.board import Board
from incident_desk.domain.fields import Field
from incident_desk.domain.incident import State
from incident_desk.domain.measuring import Clocked, clocked


def tiles(board: Board, bridge: Bridge) -> dict[str, TileShown]:
    """Every tile by the name of its fact."""
    found = {
        "affected": (_affected(board, bridge), _tr("Affected")),
        "services": (_services(board, bridge), _tr("Services")),
        "started_us": (_started(board, bridge), _tr("Started")),
        "ended_us": (_ended(board, bridge), _tr("Ended")),
        "detect": (_detect(board), _tr("To detect")),
    }
    return {fact: msgspec.structs.replace(shown, short=short) for fact, (shown, short) in found.items()}


def in_conflict(shown: TileShown, conflict: Conflict) -> TileShown:
    """The same tile, saying that another desk says otherwise."""
    return msgspec.structs.replace(
        shown, foot=conflict.said_shortly, foot_tone="accent", symbol="git-merge", symbol_tone="accent"
    )


def _affected(board: Board, bridge: Bridge) -> TileShown:
    name, fact = _tr("Who is affected"), board.impact.affected
    if not fact.value:
        return TileShown(name, words=_tr("Nobody has said yet"), tone="text3", foot=_tr("Say who"), is_open=True)
    return TileShown(name, words=fact.value, foot=_told(fact, bridge))


def _services(board: Board, bridge: Bridge) -> TileShown:
    name, fact = _tr("Services"), board.impact.services
    if not fact.value:
        return TileShown(name, words=_tr("None named yet"), tone="text3", foot=_tr("Name them"), is_open=True)
    count = counted(len(fact.value), _tr("1 service"), _tr("{count} services"))
    return TileShown(name, words=", ".join(fact.value), foot=count)


def _started(board: Board, bridge: Bridge) -> TileShown:
    name, us = _tr("Impact started"), board.impact.started_us.value
    if us is None:
        words = _tr("Not known yet")
        return TileShown(name, words=words, tone="text3", foot=_tr("Say when customers felt it first"), is_open=True)
    return TileShown(name, _clock(us, bridge), foot=_day(us, bridge))


def _ended(board: Board, bridge: Bridge) -> TileShown:
    name, impact = _tr("Impact ended"), board.impact
    started_us, ended_us = impact.started_us.value, impact.ended_us.value
    if ended_us is not None:
        took = _tr("lasted {span}").format(span=span_words(ended_us - started_us)) if started_us is not None else ""
        return TileShown(name, _clock(ended_us, bridge), foot=took or _day(ended_us, bridge), tone="ok")
    if started_us is None:
        return TileShown(name, words=_tr("No impact known"), tone="text3", foot=_tr("Once it has started"))
    return TileShown(name, _tr("Running"), foot=_tr("Say when it is over"), symbol="activity")


def _detect(board: Board) -> TileShown:
    name, us = _tr("Time to detect"), clocked(board, Clocked.DETECT)
    started_us, detected_us = board.impact.started_us.value, board.headline.entered_us.get(State.DETECTED)
    if us is not None:
        return TileShown(name, span_words(us), foot=_tr("impact started → detected"))
    if started_us is None or detected_us is None:
        return TileShown(name, "–", foot=_tr("impact started → detected"), tone="text3")
    ahead = _tr("{span} ahead").format(span=span_words(started_us - detected_us))
    return TileShown(name, ahead, foot=_tr("detected → impact started"), tone="ok")


def _told(fact: Field[Any], bridge: Bridge) -> str:
    """Who said it last, and when."""
    last = fact.last
    if last is None:
        return ""
    clock = clock_near(last.occurred_us, bridge.now_us(), bridge.zone)
    return _tr("{name}, {clock}").format(name=bridge.name(last.by), clock=clock)


def _clock(us: int, bridge: Bridge) -> str:
    return in_zone(us, bridge.zone).strftime("%H:%M")


def _day(us: int, bridge: Bridge) -> str:
    """The day, and the zone that all times here are in."""
    return f"{short_day(us, bridge.zone)}, {zone_name(bridge.zone, us)}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImpactPanel", text)
