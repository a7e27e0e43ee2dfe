"""How many people the shared database asks for before it lets words go, by channel and severity: what the plan says.

The database knows no roles and no audiences. It holds to the least that the plan ever asks on a channel; the commands
ask for the rest.
"""

import re
from typing import Final

import msgspec

from incident_desk.domain.approvals import rule_for
from incident_desk.domain.commands import Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.levels import Levels
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.powers import Power
from incident_desk.domain.severity import Severity

MOST: Final = 2
_FORM: Final = re.compile(r"([a-z0-9_-]{1,32}/SEV[1-4])=([0-2])((?:\+witnessed)?(?:\+after)?)", re.ASCII)


@kind("gov.rule.set")
class RuleSet(Body, frozen=True):
    """So many people have to approve what goes out by a channel at a severity: "website/SEV1=2+witnessed+after"."""


class Rules(msgspec.Struct):
    """By channel and severity, "website/SEV1", what the shared database holds to: "2+witnessed"."""

    of: dict[str, str] = msgspec.field(default_factory=dict[str, str])

    def lacking(self, plan: Plan) -> list[str]:
        """What has to be said so that they are as the plan has it."""
        wanted = (rule.partition("=") for rule in rules_of(plan))
        return [f"{where}={rule}" for where, _, rule in wanted if self.of.get(where) != rule]

    def needs(self, channel: str, severity: Severity | None) -> int | None:
        """How many people the shared database asks for; None if it lets nothing go there."""
        rule = self.of.get(f"{channel}/{severity or Severity.SEV1}")
        return int(rule[0]) if rule else None

    def may_be_witnessed(self, channel: str, severity: Severity | None) -> bool:
        """Whether the shared database accepts afterwards what went out there with a witness."""
        return "+witnessed" in self.of.get(f"{channel}/{severity or Severity.SEV1}", "")

    def may_go_first(self, channel: str, severity: Severity | None) -> bool:
        """Whether the shared database lets something go there that is approved afterwards."""
        return self.of.get(f"{channel}/{severity or Severity.SEV1}", "").endswith("+after")


@applies("rules", RuleSet)
def rule_set(rules: Rules, entry: Entry, body: RuleSet) -> None:
    if found := _FORM.fullmatch(entry.subject or ""):
        rules.of[found[1]] = found[2] + found[3]


def rules_of(plan: Plan) -> list[str]:
    """What the shared database is told of a plan. Nothing goes out by a channel whose key it cannot take."""
    found = (
        f"{channel.key}/{severity.value}={_least(plan, severity, channel.key)}"
        for channel in plan.channels
        for severity in Severity
    )
    return [rule for rule in found if _FORM.fullmatch(rule)]


def _least(plan: Plan, severity: Severity, channel: str) -> str:
    """What is asked of every message there, to whomever it goes."""
    audiences = ((), *((each.key,) for each in plan.audiences_or_default))
    rules = [rule_for(plan, severity, channel, each) for each in audiences]
    least = min(min(MOST, rule.needs + bool(rule.legal)) for rule in rules)
    witnessed = "+witnessed" if any(rule.is_witnessed for rule in rules) else ""
    return f"{least}{witnessed}{'+after' if any(rule.is_afterwards for rule in rules) else ''}"


class KeepRules(Fields, frozen=True):
    """Nothing has to be said: the plan in force says it."""


@command(
    "rules.keep",
    help="Tell the shared database how many people have to approve what goes out: an administrator's desk does it "
    "by itself",
    alone=True,
    who="an administrator",
    power=Power.ADMINISTER,
)
def keep(rules: Rules, plans: Plans, levels: Levels, fields: KeepRules) -> list[Draft]:
    if not levels.of:
        raise RuleError("This record is shared with nobody: the desk itself holds to the plan.")
    lacking = rules.lacking(plans.current)
    if not lacking:
        raise RuleError("The shared database has the rules of the plan in force.")
    return [Draft(RuleSet(), subject=rule) for rule in lacking]
