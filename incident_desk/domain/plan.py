"""The versions of the plan that were published, and the one in force."""

import msgspec

from incident_desk.domain.commands import Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.plan_schema import Plan, digest_of
from incident_desk.domain.plan_text import published_plan, read_plan


@kind("plan.published")
class PlanPublished(Body, frozen=True):
    """A version of the plan, whole, and why it came."""

    text: str
    reason: str = ""


class Plans(msgspec.Struct):
    """The texts that were published, oldest first. Before the first, the default plan is in force."""

    default: str = ""
    texts: list[str] = msgspec.field(default_factory=list[str])

    @property
    def current(self) -> Plan:
        """The newest that this version can read; another desk may have published one that is ahead of it."""
        found = (plan for text in reversed(self.texts) if (plan := published_plan(text)))
        return next(found, None) or read_plan(self.default)

    def version(self, digest: str) -> Plan:
        """The plan an incident runs on; the current one if that version is not here."""
        texts = (text for text in (*self.texts, self.default) if digest_of(text) == digest)
        text = next(texts, None)
        return (published_plan(text) if text is not None else None) or self.current

    def adoption(self) -> list[Draft]:
        """What a first declaration writes before itself: the default plan, so that its version is on the record."""
        return [] if self.texts else [Draft(PlanPublished(self.default, "The default plan came into use."))]


@applies("plans", PlanPublished)
def published(plans: Plans, entry: Entry, body: PlanPublished) -> None:
    plans.texts.append(body.text)


class Use(Fields, frozen=True):
    text: str
    reason: str = ""


@command("plan.use", help="Put a version of the plan in force", alone=True)
def use(plans: Plans, fields: Use) -> list[Draft]:
    plan = read_plan(fields.text)
    if plan.digest == plans.current.digest and plans.texts:
        raise RuleError("That version of the plan is in force already.")
    return [Draft(PlanPublished(fields.text, fields.reason))]
