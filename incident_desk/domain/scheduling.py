"""Words that were let go for later: whether they may still go out when their time has come.

What holds when they are let go may hold no more by then: a fact is withdrawn (which holds them back at once, see
message_effects), somebody declines them, the severity rises and the plan asks for more.
"""

from typing import Final

from incident_desk.domain.approvals import OnBoard, asked, stop_within_s
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Message, Release
from incident_desk.domain.moments import MINUTE_US, SECOND_US
from incident_desk.domain.plan_schema import Plan

DECLINED: Final = "It was declined after it was let go. Write it anew."
NO_LONGER: Final = "The yes to it no longer holds by the plan. Ask anew."


def is_scheduled(release: Release, plan: Plan) -> bool:
    """Whether it waits for longer than what is sent at once can be stopped."""
    return release.from_us > release.at_us + stop_within_s(plan) * SECOND_US + MINUTE_US


def why_held(board: OnBoard, plan: Plan, message: Message, key: str) -> str:
    """Why one of its variants may not go out any more; empty if it may. What is sent at once was asked just now."""
    release, proposal = message.ways[key].release, message.released(key)
    if release is None or proposal is None or not is_scheduled(release, plan):
        return ""
    if proposal.declined is not None:
        return DECLINED
    if release.is_before_approval or release.witness is not None:
        return ""
    stands = asked(board, plan, proposal).get(channel_of(key))
    return "" if stands is None or stands.is_met else NO_LONGER
