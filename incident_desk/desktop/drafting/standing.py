"""How the message that is written at stands, by the plan: whose yes it takes, and what may go out."""

from collections.abc import Mapping

from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.domain.approvals import Asked, asked, rule_for, stages
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Stage


def stages_of(work: MessageWork) -> Mapping[str, Stage]:
    """Of each variant."""
    message = work.message
    if message is None or work.observed is None:
        return {}
    return stages(work.observed.board, work.plan, message)


def stands_of(work: MessageWork) -> Mapping[str, Asked]:
    """How what is proposed stands on each channel; empty while nothing is."""
    message = work.message
    if message is None or work.observed is None or message.proposal is None:
        return {}
    return asked(work.observed.board, work.plan, message.proposal)


def rules_of(work: MessageWork) -> Mapping[str, Asked]:
    """What the plan asks for on each channel, as if nobody had said anything yet."""
    message = work.message
    if message is None or work.observed is None:
        return {}
    severity = work.observed.board.headline.severity.value
    found: dict[str, Asked] = {}
    for channel in dict.fromkeys(map(channel_of, message.keys)):
        rule = rule_for(work.plan, severity, channel, message.audiences)
        found[channel] = Asked(channel, rule, (), rule.needs, bool(rule.legal))
    return found


def needs_nobody(work: MessageWork) -> bool:
    """Whether the plan lets it go out without a yes."""
    return all(each.is_met for each in rules_of(work).values())


def is_to_be_proposed(work: MessageWork) -> bool:
    """Whether nothing is proposed that says what the drafts say."""
    message = work.message
    if message is None:
        return False
    proposal = message.proposal
    return proposal is None or proposal.declined is not None or any(map(work.is_changed, message.keys))


def may_send(work: MessageWork) -> list[str]:
    """The channels by which it may go out now."""
    found = [channel_of(key) for key, stage in stages_of(work).items() if stage is Stage.APPROVED]
    return list(dict.fromkeys(found))
