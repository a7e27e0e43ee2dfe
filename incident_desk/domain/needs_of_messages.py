"""What words to others need: a yes, somebody who reads them out or tries again, and that what was promised is kept."""

from collections.abc import Iterator
from typing import Final

from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Message, Stage, Variant
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.plan_sections import ChannelKind
from incident_desk.domain.promises import Standing, standings
from incident_desk.domain.situation import Ask, Need, Situation, Urgency
from incident_desk.domain.waiting import Waiting, waiting

SLASH: Final = "/"
"""Stands between the message and the variant that a need is about."""
NEAR_US: Final = 5 * MINUTE_US
"""A promise is shown so long before it is due."""
LOUD_US: Final = 2 * MINUTE_US
"""So long before it asks somebody: that is enough to send what is written, and it is not missed yet."""
ON_ITS_WAY_US: Final = 2 * MINUTE_US
"""What was let go is out by then, where any desk sends by that channel."""
READ_OUT: Final = frozenset({ChannelKind.PHONE, ChannelKind.RADIO, ChannelKind.VOICEMAIL})


def approval_needs(at: Situation) -> Iterator[Need]:
    """A yes to exact words: for those who can give it, and where nobody can, for whoever leads.

    What went out first is late until it is approved; so is what nobody answered before it moved on, or for as long as
    the plan waits for an answer.
    """
    for each in waiting(at, at.plan, at.now_us):
        is_mine = any(map(at.is_me, each.people)) or (not each.people and at.is_for_me)
        since_us = each.proposal.at_us
        is_late = each.went_first or each.moved_on or at.now_us >= since_us + at.patience_us
        urgency = Urgency.LATE if is_late else Urgency.WAITS
        holder = each.people[0] if each.people else None
        turn = each.proposal.entry
        yield Need(NeedKind.APPROVAL, _ask(each), each.message.id, since_us, urgency, is_mine, turn, holder)


def _ask(each: Waiting) -> Ask:
    return Ask.APPROVE_AFTER if each.went_first else Ask.APPROVE


def message_needs(at: Situation) -> Iterator[Need]:
    """What was let go and is not out, for whoever keeps the promises and whoever wrote it."""
    for message in at.messages.all:
        is_mine = at.is_for_writer or message.by == at.me
        if message.rivals:
            turn = ",".join(each.entry for each in message.rivals)
            since_us = max(each.at_us for each in message.rivals)
            yield Need(NeedKind.MESSAGE, Ask.SETTLE, message.id, since_us, Urgency.WAITS, is_mine, turn)
        for variant in message.variants.values():
            if (ask := _asks(message, variant, at)) and not _is_overtaken(message, variant, at):
                yield _of_variant(ask, message, variant, is_mine=is_mine)


def refused_needs(at: Situation) -> Iterator[Need]:
    """What went out with a witness and was refused afterwards: for whoever leads, who says what came of it, for whoever
    keeps the promises and whoever wrote it."""
    for message in at.messages.all:
        is_mine = at.is_for_me or at.is_for_writer or message.by == at.me
        yield from _unaccepted(message, is_mine=is_mine)


def _unaccepted(message: Message, *, is_mine: bool) -> Iterator[Need]:
    for key, way in message.ways.items():
        if way.is_unaccepted and way.explained is None and way.sent is not None:
            about = f"{message.id}{SLASH}{key}"
            turn, since_us = way.sent.entry, way.sent.sent_us
            yield Need(NeedKind.MESSAGE, Ask.EXPLAIN, about, since_us, Urgency.LATE, is_mine, turn)


def _asks(message: Message, variant: Variant, at: Situation) -> Ask | None:
    release = variant.way.release
    if release is None:
        return None
    if variant.stage is Stage.LAPSED:
        return Ask.REWRITE
    if variant.stage is Stage.FAILED:
        return Ask.SEND
    channel = next((each for each in at.plan.channels if each.key == variant.channel), None)
    patience_us = MINUTE_US // 2 if channel is not None and channel.kind in READ_OUT else ON_ITS_WAY_US
    is_held_up = variant.stage is Stage.RELEASED and at.now_us >= release.from_us + patience_us
    return Ask.READ_OUT if is_held_up else None


def _is_overtaken(message: Message, variant: Variant, at: Situation) -> bool:
    """Whether later words went out there, or are being written in its place."""
    release = variant.way.release
    assert release is not None
    is_later = any(sent.sent_us > release.at_us for _, sent in at.messages.sent_by(channel_of(variant.key)))
    return is_later or any(each.again == message.id for each in at.messages.all)


def _of_variant(ask: Ask, message: Message, variant: Variant, *, is_mine: bool) -> Need:
    way = variant.way
    assert way.release is not None
    turn = way.ended_by or way.release.entry
    urgency = Urgency.WAITS if ask is Ask.READ_OUT else Urgency.LATE
    about = f"{message.id}{SLASH}{variant.key}"
    return Need(NeedKind.MESSAGE, ask, about, way.release.from_us, urgency, is_mine, turn)


def promise_needs(at: Situation) -> Iterator[Need]:
    """The next word that an audience was promised, for whoever keeps the promises: near, asked for, late.

    Late for as long as the plan waits for an answer, it is for whoever leads as well: nobody else will see to it.
    """
    for standing in standings(at, at.plan):
        due_us = standing.due_us
        if due_us is not None and at.now_us >= due_us - NEAR_US:
            urgency = promise_urgency(standing, at.now_us)
            is_mine = at.is_for_writer or (at.is_for_me and at.now_us >= due_us + at.patience_us)
            yield Need(NeedKind.PROMISE, Ask.TELL, standing.key, due_us, urgency, is_mine, str(due_us))


def promise_urgency(standing: Standing, now_us: int) -> Urgency:
    """How much a promise asks of people, once it is near."""
    left_us = (standing.due_us or now_us) - now_us
    if left_us < 0:
        return Urgency.LATE
    return Urgency.SOON if left_us > LOUD_US else Urgency.WAITS
