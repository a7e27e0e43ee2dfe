"""How an investigation stands, in words: for its tab, its sheet and its dialogs."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near, span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.investigation_tab import TabShown
from incident_desk.domain.ids import PersonId
from incident_desk.domain.investigation_entries import Part, Rating, Trust
from incident_desk.domain.investigation_list import Investigation, Piece, Stage, When
from incident_desk.domain.people import People


def tab(found: Investigation, observed: ObservedIncident, me: PersonId, now_us: int, zone: tzinfo) -> TabShown:
    """What its tab says."""
    investigations = observed.board.investigations
    stage = investigations.stage(found)
    late = stage is Stage.SEALED and (until_us := found.until.value) is not None and now_us >= until_us
    return TabShown(
        key=found.id,
        letter=investigations.label(found),
        words=found.question(observed.board.timeline) or _tr("(the question was erased)"),
        foot=f"{found.team} · {stage_words(found, observed, me, now_us, zone)}",
        tone="warn" if late else "text2",
        is_sealed=not investigations.may_read(found, me),
    )


def stage_words(found: Investigation, observed: ObservedIncident, me: PersonId, now_us: int, zone: tzinfo) -> str:
    """ "sealed, 12 min left", "in 00:31, opens with the last", "submitted 00:49"."""
    stage = observed.board.investigations.stage(found)
    clock = "" if found.submitted_us is None else clock_near(found.submitted_us, now_us, zone)
    if stage is Stage.OPEN:
        return _tr("submitted {clock}").format(clock=clock) if clock else _tr("the seal was broken")
    if stage is Stage.SUBMITTED:
        return _tr("in {clock}, opens with the last").format(clock=clock)
    left = left_words(found, now_us)
    word = _tr("you work here") if me in found.people else _tr("sealed")
    return f"{word}, {left}" if left else word


def left_words(found: Investigation, now_us: int) -> str:
    """How much of its time is left; empty where it has no end."""
    until_us = found.until.value
    if until_us is None:
        return ""
    span = span_words(abs(until_us - now_us))
    return _tr("{span} late").format(span=span) if now_us >= until_us else _tr("{span} left").format(span=span)


def box_left_words(found: Investigation, now_us: int) -> str:
    """ "12 min of 45 min left"."""
    until_us = found.until.value
    if until_us is None:
        return _tr("no end")
    if now_us >= until_us:
        return left_words(found, now_us)
    left, whole = span_words(until_us - now_us), span_words(until_us - found.opened_us)
    return _tr("{left} of {whole} left").format(left=left, whole=whole)


def people_words(found: Investigation, people: People) -> str:
    """Who works on it, the lead first."""
    return ", ".join(people.name(person) for person in found.people)


def alive_words(found: Investigation, now_us: int, zone: tzinfo) -> str:
    """When somebody worked on it last, as far as everybody may know."""
    if found.alive_us is None:
        return _tr("nothing written yet")
    return _tr("last activity {clock}").format(clock=clock_near(found.alive_us, now_us, zone))


def outside_words(found: Investigation, observed: ObservedIncident, bridge: Bridge) -> str:
    """What everybody may know of one that is sealed to them: how long it has, or that it is in, and that it lives."""
    now_us, zone = bridge.now_us(), bridge.zone
    is_in = observed.board.investigations.stage(found) is Stage.SUBMITTED
    left = stage_words(found, observed, bridge.me, now_us, zone) if is_in else left_words(found, now_us)
    return " · ".join(filter(None, (left, alive_words(found, now_us, zone))))


def sealed_words(found: Investigation, observed: ObservedIncident, bridge: Bridge) -> tuple[str, str]:
    """What everybody may know of one that is sealed to them, in two lines."""
    names = people_words(found, observed.organisation.people)
    told = [outside_words(found, observed, bridge), _tr("What it says opens with the last of its round.")]
    if bridge.sharing.state is None:
        told.append(_tr("Without a shared record the seal is a courtesy: whoever sits at this desk has its disk."))
    return _tr("Sealed to those who work on it: {names}").format(names=names), " · ".join(filter(None, told))


def piece_detail(piece: Piece, source: str, observed: ObservedIncident, now_us: int, zone: tzinfo) -> str:
    """When, who, from where; and that it was added after they had seen each other."""
    name = observed.organisation.people.name(piece.by)
    told = [clock_near(piece.added_us, now_us, zone), name, source]
    if piece.when is When.IN_THEIR_LIGHT:
        told.append(_tr("in the light of the others"))
    elif piece.when is When.AFTER_SUBMITTING:
        told.append(_tr("after it was in"))
    return " · ".join(filter(None, told))


def confidence_word(percent: int) -> str:
    """How sure, in a word."""
    if percent >= 75:
        return _tr("High")
    return _tr("Medium") if percent >= 50 else _tr("Low")


def rating_word(rating: Rating | None) -> str:
    """What a piece of evidence says of a hypothesis."""
    return {
        Rating.CONSISTENT: _tr("fits"),
        Rating.INCONSISTENT: _tr("speaks against"),
        Rating.NEUTRAL: _tr("neither"),
        None: _tr("not yet said"),
    }[rating]


def cell_words(rating: Rating | None, differing: Sequence[str]) -> str:
    """What a cell of the matrix says; where members differ, what each of them does."""
    if differing:
        return _tr("members differ: {letters}").format(letters=", ".join(differing))
    return rating_word(rating)


def trust_word(trust: Trust) -> str:
    """How much it is trusted."""
    return {Trust.HIGH: _tr("High"), Trust.MEDIUM: _tr("Medium"), Trust.LOW: _tr("Low")}[trust]


PART_LOOKS: Final = {
    Part.TRIGGER: ("zap", "warn"),
    Part.CONDITION: ("layers", "text2"),
    Part.WORSE: ("trending-up", "text2"),
    Part.DELAYED: ("hourglass", "text2"),
    Part.LIMITED: ("shield-check", "ok"),
}
"""The icon of what a factor did, and its ink."""


def part_word(part: Part) -> str:
    """What a factor did."""
    return {
        Part.TRIGGER: _tr("trigger"),
        Part.CONDITION: _tr("condition"),
        Part.WORSE: _tr("made it worse"),
        Part.DELAYED: _tr("delayed us"),
        Part.LIMITED: _tr("limited the harm"),
    }[part]


def _tr(text: str) -> str:
    return QCoreApplication.translate("InvestigationWords", text)
