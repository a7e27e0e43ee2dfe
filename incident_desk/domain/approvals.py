"""Who has to say yes before words go out, by the plan, and whether they have."""

from collections.abc import Iterable, Mapping
from typing import Final, Protocol

import msgspec

from incident_desk.domain.facts import Facts
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Roles
from incident_desk.domain.ids import PersonId
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Message, Proposal, Said, Stage
from incident_desk.domain.message_writing import beginning
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Approval, Offline
from incident_desk.domain.severity import Severity


class Rule(msgspec.Struct, frozen=True):
    """What the plan asks for on one channel: so many holders of the roles of `by`, and one of those of `legal`.

    Whoever holds one of `next_roles` counts, too, once nobody has answered for `moves_on_s`. What is made of the
    templates of `in_advance` and says nothing else needs nobody. With `is_afterwards` it may go first.
    """

    needs: int
    by: tuple[str, ...]
    legal: tuple[str, ...] = ()
    in_advance: tuple[str, ...] = ()
    is_afterwards: bool = False
    is_witnessed: bool = False
    moves_on_s: int = 0
    next_roles: tuple[str, ...] = ()
    words: str = ""

    @property
    def roles(self) -> tuple[str, ...]:
        """Everybody whose word counts from the beginning."""
        return tuple(dict.fromkeys((*self.by, *self.legal)))

    def roles_after(self, waited_us: int) -> tuple[str, ...]:
        """Everybody whose word counts so long after it was asked for."""
        later = self.next_roles if self.next_roles and waited_us >= self.moves_on_s * SECOND_US else ()
        return tuple(dict.fromkeys((*self.roles, *later)))


NOBODY: Final = Rule(0, ())


class OnBoard(Protocol):
    """The parts of a board that approvals follow from."""

    @property
    def headline(self) -> Headline: ...
    @property
    def roles(self) -> Roles: ...
    @property
    def facts(self) -> Facts: ...


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


def rule_for(plan: Plan, severity: Severity | None, channel: str, audiences: Iterable[str] = ()) -> Rule:
    """What the plan asks for; where its parts say several things, the one that names most of the case holds.

    A public channel of which the plan says nothing wants a word of whoever leads.
    """
    wanted, told = severity or Severity.SEV1, set(audiences)
    found = [
        each
        for each in plan.approvals
        if channel in each.channels
        and wanted in (each.severities or (wanted,))
        and (not each.audiences or told.intersection(each.audiences))
    ]
    if found:
        most = max(map(_named, found))
        return _rule(max((each for each in reversed(found) if _named(each) == most), key=lambda each: each.needs))
    return Rule(1, (plan.roles[0].key,)) if channel in plan.public_channels and plan.roles else NOBODY


def _named(approval: Approval) -> int:
    """How much of a case it names."""
    return bool(approval.severities) + bool(approval.audiences)


def _rule(approval: Approval) -> Rule:
    moves_on = approval.moves_on
    return Rule(
        approval.needs,
        approval.by,
        legal=approval.legal,
        in_advance=approval.in_advance,
        is_afterwards=approval.afterwards,
        is_witnessed=approval.offline is Offline.WITNESSED,
        moves_on_s=moves_on.after_s if moves_on else 0,
        next_roles=moves_on.to if moves_on else (),
        words=approval.words,
    )


def asked(board: OnBoard, plan: Plan, proposal: Proposal) -> dict[str, Asked]:
    """How a proposal stands, channel by channel."""
    severity = board.headline.severity.value
    channels = dict.fromkeys(map(channel_of, proposal.texts))
    rules = {each: rule_for(plan, severity, each, proposal.audiences) for each in channels}
    return {
        channel: Asked(channel, rule, (), 0)
        if proposal.template in rule.in_advance and _is_as_prepared(board, plan, proposal, channel)
        else _asked(board.roles, proposal, channel, rule)
        for channel, rule in rules.items()
    }


def _is_as_prepared(board: OnBoard, plan: Plan, proposal: Proposal, channel: str) -> bool:
    """Whether the words are those of the template as it would be filled now, and say nothing else."""
    template = next((each for each in plan.templates if each.key == proposal.template), None)
    if template is None:
        return False
    texts = {key: text for key, text in proposal.texts.items() if channel_of(key) == channel}
    return all(beginning(template, plan, key, board.facts).text.strip() == text for key, text in texts.items())


def _asked(roles: Roles, proposal: Proposal, channel: str, rule: Rule) -> Asked:
    counts = {key: rule.roles_after(said.at_us - proposal.at_us) for key, said in proposal.approved.items()}
    given = tuple(said for key, said in proposal.approved.items() if has_held(roles, said.by, counts[key]))
    lacks_legal = bool(rule.legal) and not any(has_held(roles, said.by, rule.legal) for said in given)
    of_role = sum(has_held(roles, said.by, (*rule.by, *rule.next_roles)) for said in given)
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


def may_approve(board: OnBoard, plan: Plan, proposal: Proposal, now_us: int | None = None) -> tuple[str, ...]:
    """The roles whose word is still wanted on any of its channels: at a moment, or at first."""
    waited_us = 0 if now_us is None else now_us - proposal.at_us
    found = (each.rule.roles_after(waited_us) for each in asked(board, plan, proposal).values() if not each.is_met)
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
    return plan.sending_or_default.stop_within_s
