"""The lanes of the communications room: what went out by each channel, what is promised, and the hours. No widget."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.message_words import first_words, scheduled_us, symbol, variant_name
from incident_desk.desktop.moments import clock_minutes, span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.message_lanes import Lane, LaneMark, LanesShown
from incident_desk.domain.ids import EntryId
from incident_desk.domain.incident import State
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Message, Sent
from incident_desk.domain.moments import HOUR_US, MINUTE_US
from incident_desk.domain.promises import Standing

STEPS_US: Final = tuple(minutes * MINUTE_US for minutes in (30, 60, 120, 240, 480, 720, 1440, 2880, 10_080))
MOST_HOURS: Final = 7
AHEAD_US: Final = 30 * MINUTE_US
BACK_US: Final = 12 * HOUR_US
"""Of an incident that goes on for days the last hours are shown."""


def lanes(observed: ObservedIncident, standings: Sequence[Standing], now_us: int, zone: tzinfo) -> LanesShown:
    """All channels of the plan, and those that the plan had when something went out by them."""
    board, plan = observed.board, observed.plan
    sent = board.messages.sent
    ended_us = board.headline.ended_us
    last_us = max([each.sent_us for _, each in sent] + ([ended_us] if ended_us else []), default=now_us)
    at_us = now_us if board.headline.is_open else last_us
    due = [each.due_us for each in standings if each.due_us is not None and each.due_us > now_us]
    to_us = max([at_us + AHEAD_US, *(each + 10 * MINUTE_US for each in due if each < at_us + 3 * HOUR_US)])
    since_us = board.headline.entered_us.get(State.DECLARED, board.headline.since_us or at_us)
    from_us = max(min([since_us, *(each.sent_us for _, each in sent)]), at_us - BACK_US)
    step_us = next((step for step in STEPS_US if (to_us - from_us) / step <= MOST_HOURS), STEPS_US[-1])
    from_us -= from_us % step_us
    hours = range(from_us, to_us + 1, step_us)
    keys = dict.fromkeys([*(each.key for each in plan.channels), *(channel_of(each.variant) for _, each in sent)])
    rounds = [each for standing in standings for each in standing.rounds]
    late = {each.by: each.late_us for each in rounds if each.by is not None and each.late_us}
    return LanesShown(
        tuple(_lane(observed, key, standings, late, (from_us, now_us, zone)) for key in keys),
        from_us,
        to_us,
        tuple((each, clock_minutes(each, zone)) for each in hours),
        now_us,
        _tr("now {clock}").format(clock=clock_minutes(now_us, zone)) if board.headline.is_open else "",
    )


def _lane(
    observed: ObservedIncident,
    key: str,
    standings: Sequence[Standing],
    late: Mapping[EntryId, int],
    around: tuple[int, int, tzinfo],
) -> Lane:
    from_us, now_us, zone = around
    name = variant_name(observed.plan, key)
    found = [pair for pair in observed.board.messages.sent_by(key) if pair[1].sent_us >= from_us]
    marks = [_sent(name, message, sent, late.get(sent.entry, 0), zone) for message, sent in found]
    number = sum(1 for _ in observed.board.messages.sent_by(key)) + 1
    due_us = [each.due_us for each in standings if key in each.channels and each.due_us is not None]
    promised = [(min(due_us), "text2")] if due_us else []
    ahead = sorted([*promised, *((at_us, "accent") for at_us in _scheduled(observed, key, now_us))])
    marks += [_ahead(key, f"{name} {at}", at, mark, zone) for at, mark in enumerate(ahead, number)]
    return Lane(symbol(observed.plan, key), name, tuple(marks))


def _ahead(key: str, name: str, number: int, mark: tuple[int, str], zone: tzinfo) -> LaneMark:
    """What is still to come: promised, or written and waiting for its time."""
    at_us, tone = mark
    clock = clock_minutes(at_us, zone)
    if tone == "text2":
        spoken = _tr("{name}, promised for {clock}").format(name=name, clock=clock)
        return LaneMark(f"/{key}", at_us, str(number), spoken=spoken)
    spoken = _tr("{name}, goes out at {clock}").format(name=name, clock=clock)
    words = _tr("goes out {clock}").format(clock=clock)
    return LaneMark(f"/{key}", at_us, str(number), tone, words, spoken)


def _scheduled(observed: ObservedIncident, key: str, now_us: int) -> list[int]:
    """When words wait to go out by this channel."""
    variants = (each for message in observed.board.messages.all for each in message.variants.values())
    found = (scheduled_us(observed.plan, each, now_us) for each in variants if each.key == key)
    return sorted(each for each in found if each is not None)


def _sent(name: str, message: Message, sent: Sent, late_us: int, zone: tzinfo) -> LaneMark:
    words = _tr("{span} late").format(span=span_words(late_us)) if late_us else ""
    said = _tr("{name} {number}, sent {clock}: {words}")
    spoken = said.format(
        name=name, number=sent.number, clock=clock_minutes(sent.sent_us, zone), words=first_words(sent.text)
    )
    tone = "bad" if late_us else "ok"
    return LaneMark(f"{message.id}/{sent.variant}", sent.sent_us, str(sent.number), tone, words, spoken)


def counts(observed: ObservedIncident, standings: Sequence[Standing]) -> str:
    """ "13 sent, 1 late, 5 promised"."""
    late = sum(each.missed for each in standings)
    promised = sum(len(each.channels) for each in standings if each.due_us is not None)
    said = [_tr("{count} sent").format(count=len(observed.board.messages.sent))]
    said.append(_tr("{count} late").format(count=late) if late else "")
    said.append(_tr("{count} promised").format(count=promised) if promised else "")
    return ", ".join(filter(None, said))


def _tr(text: str) -> str:
    return QCoreApplication.translate("MessageLanes", text)
