"""What those outside wait for: an answer to whoever asks, and what the law asks to be told."""

from collections.abc import Iterator

from incident_desk.domain.enquiry_list import Enquiry
from incident_desk.domain.holdings import Holder
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.notifying import Stand, Standing, notifications
from incident_desk.domain.situation import Ask, Need, Situation, Urgency


def enquiry_needs(at: Situation) -> Iterator[Need]:
    """Somebody outside waits: for their owner, or for whoever noted it and whoever leads while it has none."""
    for enquiry in at.enquiries.all:
        owner = enquiry.owner.value
        is_mine = at.is_me(owner) or (owner is None and (at.is_for_me or enquiry.by == at.me))
        if enquiry.is_open:
            yield _waits(enquiry, owner, at, is_mine=is_mine)
        elif not enquiry.closed:
            gave_it = any(each.by == at.me for each in enquiry.answers.settings)  # both, where two did at once
            yield from _answered(enquiry, owner, at, is_mine=is_mine or gave_it)


def _waits(enquiry: Enquiry, owner: Holder | None, at: Situation, *, is_mine: bool) -> Need:
    due_us = enquiry.due_us
    if due_us is None:
        turn, since_us = str(enquiry.asked_us), enquiry.asked_us
        return Need(NeedKind.ENQUIRY, Ask.ANSWER, enquiry.id, since_us, Urgency.WAITS, is_mine, turn, owner)
    near_us = due_us - max((due_us - enquiry.asked_us) // 4, 10 * MINUTE_US)
    urgency = Urgency.WAITS if owner is None or at.now_us >= near_us else Urgency.SOON
    if at.now_us >= due_us:
        urgency = Urgency.LATE
    return Need(NeedKind.ENQUIRY, Ask.FINISH, enquiry.id, due_us, urgency, is_mine, str(due_us), owner)


def _answered(enquiry: Enquiry, owner: Holder | None, at: Situation, *, is_mine: bool) -> Iterator[Need]:
    """What they were told holds no longer, or two desks told them two things."""
    answers = enquiry.answers.settings
    turn = ",".join(each.entry for each in answers)
    if gone := enquiry.withdrawn(at.facts):
        since_us = max(at.facts.of[fact].last.occurred_us for fact in gone if fact in at.facts.of)
        yield Need(NeedKind.ENQUIRY, Ask.CORRECT, enquiry.id, since_us, Urgency.LATE, is_mine, turn, owner)
    elif enquiry.is_answered_twice:
        since_us = max(each.occurred_us for each in answers)
        yield Need(NeedKind.ENQUIRY, Ask.SETTLE, enquiry.id, since_us, Urgency.WAITS, is_mine, turn, owner)


def notification_needs(at: Situation) -> Iterator[Need]:
    """A notification that stands: for who may decide about it, and whoever leads. It is loud before it is late."""
    if not at.plan.notifications:
        return
    for each in notifications(at, at.plan):
        if each.is_owed and each.due_us is not None and each.start_us is not None:
            yield _notification(each, each.due_us, each.start_us, at)


def _notification(each: Standing, due_us: int, start_us: int, at: Situation) -> Need:
    holders = (at.roles.held[key].holder.value for key in each.decides if key in at.roles.held)
    is_mine = at.is_for_me or any(at.is_me(holder) for holder in holders)
    half_us = start_us + (due_us - start_us) // 2
    is_asked = each.stand is Stand.OPEN or each.is_prompt or each.is_disputed or at.now_us >= half_us
    urgency = Urgency.WAITS if is_asked else Urgency.SOON
    if each.is_loud(at.now_us):
        urgency = Urgency.LATE
    return Need(NeedKind.NOTIFICATION, Ask.FINISH, each.key, due_us, urgency, is_mine, f"{each.stand}.{due_us}")
