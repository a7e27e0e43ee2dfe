"""Who is to hear from us when, and how well that was kept: for the ring, the rows and the lanes. No widget."""

from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.due_words import due_words
from incident_desk.desktop.message_words import first_words, variant_name
from incident_desk.desktop.moments import clock_minutes, span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.audience_row import AudienceShown
from incident_desk.desktop.parts.promise_marks import Mark
from incident_desk.desktop.parts.promise_ring import Near, RingShown
from incident_desk.domain import promises
from incident_desk.domain.moments import HOUR_US, MINUTE_US, SECOND_US
from incident_desk.domain.promises import Standing

SOON_US = 5 * MINUTE_US


def standings(observed: ObservedIncident) -> list[Standing]:
    """Everybody who must hear, whoever hears next first."""
    found = promises.standings(observed.board, observed.plan)
    return sorted(found, key=lambda each: (each.due_us is None, each.due_us or 0))


# how it is shown ------------------------------------------------------------------------------------------------------


def ring(standing: Standing | None, now_us: int) -> RingShown:
    """How long there is still; amber for the last five minutes, red with how late it is."""
    if standing is None or standing.due_us is None:
        return RingShown(word=_tr("none"), spoken=_tr("Nothing is promised"))
    left_us = standing.due_us - now_us
    said = _tr("{audience}: {due}").format(audience=standing.title, due=due_words(standing.due_us, now_us))
    if left_us <= 0:
        return RingShown(f"+{minutes_clock(-left_us)}", _tr("late"), 0.0, Near.LATE, said)
    whole_us = max(standing.due_us - standing.since_us, 1)
    near = Near.SOON if left_us <= SOON_US else Near.FAR
    return RingShown(minutes_clock(left_us), _tr("left"), left_us / whole_us, near, said)


def minutes_clock(us: int) -> str:
    """06:48; with hours 2:06:48."""
    seconds = us // SECOND_US
    short = f"{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{us // HOUR_US}:{short}" if us >= HOUR_US else short


def marks(standing: Standing, now_us: int) -> tuple[Mark, ...]:
    """One for each promise, the running one at the end."""
    done = [Mark.KEPT if each.is_kept else Mark.MISSED for each in standing.rounds]
    if standing.due_us is None:
        return tuple(done)
    return (*done, Mark.LATE if standing.due_us < now_us else Mark.PROMISED)


def row(observed: ObservedIncident, standing: Standing, now_us: int, zone: tzinfo) -> AudienceShown:
    """Its row in the room."""
    missed = next((each for each in reversed(standing.rounds) if each.late_us), None)
    due_us = standing.due_us
    tone = "text2"
    if due_us is not None and due_us < now_us:
        said, tone = _tr("due {clock}").format(clock=clock_minutes(due_us, zone)), "bad"
    elif missed is not None and missed is standing.rounds[-1]:
        told = _tr("{clock} missed by {span}")
        said = told.format(clock=clock_minutes(missed.due_us, zone), span=span_words(missed.late_us))
        tone = "bad"
    elif due_us is None:
        said = _tr("told") if standing.last_us is not None else _tr("never told")
    else:
        told = _tr("next {clock}") if standing.last_us is not None else _tr("first by {clock}")
        said = told.format(clock=clock_minutes(due_us, zone))
    return AudienceShown(
        standing.key,
        standing.title,
        _tr("every {span}").format(span=span_words(standing.every_us)),
        ", ".join(variant_name(observed.plan, each) for each in standing.channels),
        marks(standing, now_us),
        said,
        tone,
        ring(standing, now_us),
        last=_last(observed, standing, zone),
        silent=_silent(observed, standing),
    )


def _last(observed: ObservedIncident, standing: Standing, zone: tzinfo) -> str:
    """What they were told last, by a message or by another way; empty while they have heard nothing."""
    board = observed.board
    audience = next((each for each in observed.plan.audiences_or_default if each.key == standing.key), None)
    if audience is None or standing.last_us is None:
        return ""
    word = max(promises.words(audience, board), key=lambda each: (each.at_us, each.entry))
    words = first_words(board.timeline.text_of(word.entry))
    at = clock_minutes(word.at_us, zone)
    return _tr("{clock}: {words}").format(clock=at, words=words or _tr("(the words were erased)"))


def _silent(observed: ObservedIncident, standing: Standing) -> str:
    """Who of them has not said that the last word has reached them."""
    if not standing.silent:
        return ""
    titles = {each.key: each.title for each in observed.plan.regions}
    names = ", ".join(titles.get(key, key) for key in standing.silent)
    return _tr("silent: {names}").format(names=names)


def due_line(observed: ObservedIncident, standing: Standing, now_us: int, zone: tzinfo) -> str:
    """ "Status page 4 due 01:05": what is next, with the channel that the plan names first."""
    if standing.due_us is None:
        return _tr("Nothing is promised")
    channel = standing.channels[0]
    number = sum(1 for _ in observed.board.messages.sent_by(channel)) + 1
    name = f"{variant_name(observed.plan, channel)} {number}"
    word = _tr("{name} was due {clock}") if standing.due_us < now_us else _tr("{name} due {clock}")
    return word.format(name=name, clock=clock_minutes(standing.due_us, zone))


def kept_line(standing: Standing) -> str:
    """ "Promised every 30 min · 3 of 3 kept"."""
    said = [_tr("Promised every {span}").format(span=span_words(standing.every_us))]
    if standing.rounds:
        said.append(_tr("{kept} of {all} kept").format(kept=standing.kept, all=len(standing.rounds)))
    return " · ".join(said)


def counts(found: list[Standing]) -> str:
    """ "15 kept, 1 missed"."""
    kept, missed = sum(each.kept for each in found), sum(each.missed for each in found)
    if not kept and not missed:
        return _tr("nothing sent yet")
    return _tr("{kept} kept, {missed} missed").format(kept=kept, missed=missed)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PromiseWords", text)
