"""What the mark in the header says, in two lines and a tooltip, of how far the words of this desk have come."""

import enum
from datetime import tzinfo
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.file_words import waiting_words
from incident_desk.desktop.moments import clock_near, span_words
from incident_desk.desktop.sharing import Sharing
from incident_desk.desktop.words import counted

if TYPE_CHECKING:
    from incident_desk.desk.sharing_state import Shared


WORTH_SAYING: Final = 500
"""Fewer entries than this go through before anybody has read how many there are."""


class Trouble(enum.StrEnum):
    """What stands in the way of "saved" or of "shared", the worst first."""

    DAMAGED = "damaged"
    REFUSED = "refused"
    READ_ONLY = "read only"
    NOT_SHARED = "not shared"
    CUT_OFF = "cut off"
    NOT_TAKEN = "not taken"
    CLOCK = "clock"
    CONFLICT = "conflict"
    SHARING = "sharing"
    SHARED = "shared"
    NONE = "none"


SYMBOLS = {
    Trouble.DAMAGED: ("octagon-alert", "bad"),
    Trouble.REFUSED: ("octagon-alert", "bad"),
    Trouble.READ_ONLY: ("lock", "warn"),
    Trouble.NOT_SHARED: ("cloud-off", "warn"),
    Trouble.CUT_OFF: ("hard-drive", "warn"),
    Trouble.NOT_TAKEN: ("cloud-off", "warn"),
    Trouble.CLOCK: ("clock", "warn"),
    Trouble.CONFLICT: ("git-merge", "accent"),
    Trouble.SHARING: ("refresh-cw", "text2"),
    Trouble.SHARED: ("cloud-check", "ok"),
    Trouble.NONE: ("hard-drive", "ok"),
}


class TruthWords(msgspec.Struct, frozen=True):
    """The two lines of the mark, what they are about, and what only the tooltip has room for."""

    trouble: Trouble
    line: str
    detail: str
    tip: str = ""


def sharing_words(sharing: Sharing, now_us: int, zone: tzinfo) -> TruthWords | None:
    """How this desk stands with the shared database; None if it shares its record with nobody."""
    state = sharing.state
    if state is None:
        return None
    if not state.is_connected:
        return _apart(state, sharing.lost_us or now_us, now_us, zone)
    if state.not_taken and state.waiting:
        detail = counted(state.waiting, _tr("1 entry is not taken"), _tr("{count} entries are not taken"))
        tip = _tr("The shared database takes nothing from this desk there; it stays here. Ask an administrator.")
        return TruthWords(Trouble.NOT_TAKEN, _tr("Saved here · not shared"), detail, tip)
    if state.total >= WORTH_SAYING and state.through:
        return _catching_up(state, now_us - (sharing.catching_up_since_us or now_us))
    if state.waiting or state.through:
        on_the_way = state.waiting or state.through
        detail = counted(on_the_way, _tr("1 entry on the way"), _tr("{count} entries on the way"))
        return TruthWords(Trouble.SHARING, _tr("Saved here · sharing"), detail, state.address)
    # files go behind the words, so they are told of when those are through
    return _files(state) if state.files.waiting or state.files.moving else _together(state, now_us)


def _files(state: "Shared") -> TruthWords:
    files = state.files
    words, share = waiting_words(files), _tr("{words} · {percent}\u202f%")
    detail = share.format(words=words, percent=files.percent) if files.moving else words
    tip = "\n".join(filter(None, (files.trouble, *files.parked))) or state.address
    return TruthWords(Trouble.SHARING, _tr("Saved here · words shared"), detail, tip)


def _catching_up(state: "Shared", took_us: int) -> TruthWords:
    """After an absence, or when a desk joins: how much of it went through, and how long the rest may take."""
    share = f"{state.through / state.total:.0%}".replace("%", " %")
    line = _tr("Saved here · catching up, {share}").format(share=share)
    left = span_words(took_us * (state.total - state.through) // state.through)
    detail = _tr("{through} of {total} · {left} left")
    numbers = {"through": _grouped(state.through), "total": _grouped(state.total), "left": left}
    tip = _tr("The newest came first; what is older follows. Work goes on meanwhile.") if state.past else state.address
    return TruthWords(Trouble.SHARING, line, detail.format(**numbers), tip)


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")


def _apart(state: "Shared", lost_us: int, now_us: int, zone: tzinfo) -> TruthWords:
    rest = _tr("It connects by itself as soon as a way opens; nothing is lost by waiting.")
    files = waiting_words(state.files)
    tip = "\n".join(filter(None, (state.trouble, rest, files)))
    if state.waiting:
        span = span_words(now_us - (state.waiting_since_us or lost_us))
        line = _tr("Saved here · not shared for {span}").format(span=span)
        waits = counted(state.waiting, _tr("1 entry waits; work goes on"), _tr("{count} entries wait; work goes on"))
        return TruthWords(Trouble.NOT_SHARED, line, waits, tip)
    line = _tr("Not connected since {clock}").format(clock=clock_near(lost_us, now_us, zone))
    return TruthWords(Trouble.CUT_OFF, line, files or _tr("This desk keeps the whole record"), tip)


def _together(state: "Shared", now_us: int) -> TruthWords:
    span = span_words(max(0, now_us - (state.heard_us or now_us)))
    line = _tr("Saved here · shared {span} ago").format(span=span)
    drift = drift_words(state.drift_us)
    others = counted(state.desks, _tr("No other desk is there now"), _tr("{count} desks see this"))
    through, files = _tr("Shared through {address}").format(address=state.address), waiting_words(state.files)
    goes_by = _tr("Set it right; until then this desk goes by the shared clock.") if state.is_clock_wrong else ""
    told = (through, state.advice, drift, goes_by, files, state.files.trouble, *state.parked, *state.files.parked)
    tip = "\n".join(filter(None, told))
    return TruthWords(Trouble.CLOCK if state.is_clock_wrong else Trouble.SHARED, line, drift or others, tip)


def drift_words(drift_us: int) -> str:
    """How far the clocks are apart, where that matters."""
    if not drift_us:
        return ""
    behind = _tr("This clock is {span} behind the shared one")
    ahead = _tr("This clock is {span} ahead of the shared one")
    return (behind if drift_us > 0 else ahead).format(span=span_words(abs(drift_us)))


def conflict_words(field: str) -> TruthWords:
    """Two desks set one field of the header without having seen each other."""
    lines = {
        "title": _tr("Two desks changed the title"),
        "severity": _tr("Two desks changed the severity"),
        "state": _tr("Two desks changed the state"),
    }
    return TruthWords(Trouble.CONFLICT, lines[field], _tr("Both kept; choose one"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Truth", text)
