"""Who has to say yes before words go out, by the plan, and whether they have."""

from collections.abc import Iterable, Mapping
from typing import Final, Protocol

import msgspec

from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Roles
from incident_desk.domain.ids import PersonId
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Message, Proposal, Said, Stage
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Approval
from incident_desk.domain.severity import Severity

STOP_WITHIN_S: Final = 10
"""So long what was let go can be stopped, where the plan says nothing else."""


class Rule(msgspec.Struct, frozen=True):
    """What the plan asks for on one channel: so many holders of the roles of `by`, and one of those of `legal`."""

    needs: int
    by: tuple[str, ...]
    legal: tuple[str, ...] = ()
    words: str = ""

    @property
    def roles(self) -> tuple[str, ...]:
        """Everybody whose word counts."""
        return tuple(dict.fromkeys((*self.by, *self.legal)))


NOBODY: Final = Rule(0, ())


class OnBoard(Protocol):
    """The parts of a board that approvals follow from."""

    @property
    def headline(self) -> Headline: ...
    @property
    def roles(self) -> Roles: ...


class Asked(msgspec.Struct, frozen=True):
    """How a proposal stands on one channel: by which rule, who said yes, and how many more have to."""

    channel: str
    rule: Rule
    given: tuple[Said, ...]
    lacking: int
    lacks_legal: bool = False

    @property
    def is_met(self) -> bool:
        return not self.lacking and not self.lacks_legal


def rule_for(
    plan: Plan, severity: Severity | None, channel: str, audiences: Iterable[str] = (), template: str = ""
) -> Rule:
    """What the plan asks for; where its parts say several things, the one that names most of the case holds.

    A public channel of which the plan says nothing wants a word of whoever leads.
    """
    wanted = severity or Severity.SEV1
    found = [each for each in plan.approvals if channel in each.channels and wanted in (each.severities or (wanted,))]
    if found:
        most = max(map(_named, found))
        chosen = max((each for each in reversed(found) if _named(each) == most), key=lambda each: each.needs)
        return Rule(chosen.needs, chosen.by, words=chosen.words)
    is_public = any(each.key == channel and each.is_public for each in plan.channels)
    return Rule(1, (plan.roles[0].key,)) if is_public and plan.roles else NOBODY


def _named(approval: Approval) -> int:
    """How much of a case it names."""
    return bool(approval.severities)


def asked(board: OnBoard, plan: Plan, proposal: Proposal) -> dict[str, Asked]:
    """How a proposal stands, channel by channel."""
    severity = board.headline.severity.value
    channels = dict.fromkeys(map(channel_of, proposal.texts))
    rules = {each: rule_for(plan, severity, each, proposal.audiences, proposal.template) for each in channels}
    return {channel: _asked(board.roles, proposal, channel, rule) for channel, rule in rules.items()}


def _asked(roles: Roles, proposal: Proposal, channel: str, rule: Rule) -> Asked:
    given = tuple(said for said in proposal.approved.values() if has_held(roles, said.by, rule.roles))
    lacks_legal = bool(rule.legal) and not any(has_held(roles, said.by, rule.legal) for said in given)
    of_role = sum(has_held(roles, said.by, rule.by) for said in given)
    return Asked(channel, rule, given, max(0, rule.needs - of_role), lacks_legal)


def has_held(roles: Roles, person: PersonId, among: Iterable[str]) -> bool:
    """Whether this person holds one of these roles, or has held one: a handover takes no word back."""
    held = (roles.held[key].holder.history for key in among if key in roles.held)
    return any(setting.value is not None and setting.value.person == person for each in held for setting in each)


def holds_now(roles: Roles, person: PersonId, among: Iterable[str]) -> str:
    """The first of these roles that this person holds; empty if they hold none."""
    for key in among:
        holding = roles.held.get(key)
        if holding is not None and holding.holder.value is not None and holding.holder.value.person == person:
            return key
    return ""


def may_approve(board: OnBoard, plan: Plan, proposal: Proposal) -> tuple[str, ...]:
    """The roles whose word is still wanted, on any of its channels."""
    found = (each.rule.roles for each in asked(board, plan, proposal).values() if not each.is_met)
    return tuple(dict.fromkeys(key for roles in found for key in roles))


def stages(board: OnBoard, plan: Plan, message: Message) -> Mapping[str, Stage]:
    """How far each variant of a message is, by the plan's rule: ASKED is APPROVED where it may be sent."""
    proposal = message.proposal
    met = {each.channel for each in asked(board, plan, proposal).values() if each.is_met} if proposal else set[str]()

    def stage(key: str, stage: Stage) -> Stage:
        is_approved = stage is Stage.ASKED and channel_of(key) in met and not message.rivals
        return Stage.APPROVED if is_approved else stage

    return {key: stage(key, variant.stage) for key, variant in message.variants.items()}


def stop_within_s(plan: Plan) -> int:
    """So long what was let go can be stopped."""
    return STOP_WITHIN_S
