"""The versions of the plan that were published, and the one in force."""

import functools

import msgspec

from incident_desk.domain.commands import Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import PersonId
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.plan_filling import filled
from incident_desk.domain.plan_schema import Plan, digest_of
from incident_desk.domain.plan_text import published_plan, read_plan


@kind("plan.published")
class PlanPublished(Body, frozen=True):
    """A version of the plan, whole, and why it came."""

    text: str
    reason: str = ""


class Version(msgspec.Struct, frozen=True):
    """A plan as it was published: by whom, when and why."""

    text: str
    reason: str = ""
    by: PersonId = PersonId("")
    published_us: int = 0

    @property
    def digest(self) -> str:
        return digest_of(self.text)


class Plans(msgspec.Struct):
    """The versions that were published, oldest first. Before the first, the default plan is in force."""

    default: str = ""
    published: list[Version] = msgspec.field(default_factory=list[Version])

    @property
    def texts(self) -> list[str]:
        return [version.text for version in self.published]

    @property
    def current(self) -> Plan:
        """The newest that this version can read; another desk may have published one that is ahead of it."""
        found = (plan for version in reversed(self.published) if (plan := published_plan(version.text)))
        return next(found, None) or read_plan(self.default)

    def version(self, digest: str) -> Plan:
        """The plan of that name; the current one if it is not here."""
        texts = (text for text in (*self.texts, self.default) if digest_of(text) == digest)
        text = next(texts, None)
        return (published_plan(text) if text is not None else None) or self.current

    def of(self, headline: Headline) -> Plan:
        """The plan an incident runs on: its version, with what it adopted from newer ones."""
        plan = self.version(headline.plan)
        return _filled((plan.text, *(self.version(digest).text for digest in headline.adopted))) or plan

    def adoption(self) -> list[Draft]:
        """What a first declaration writes before itself: the default plan, so that its version is on the record."""
        return [] if self.published else [Draft(PlanPublished(self.default, "The default plan came into use."))]


@functools.lru_cache(maxsize=16)
def _filled(texts: tuple[str, ...]) -> Plan | None:
    """The first of these plans, filled by those after it."""
    plans = [plan for text in texts if (plan := published_plan(text))]
    return functools.reduce(filled, plans) if plans else None


@applies("plans", PlanPublished)
def published(plans: Plans, entry: Entry, body: PlanPublished) -> None:
    plans.published.append(Version(body.text, body.reason, entry.author, entry.occurred_us))


class Use(Fields, frozen=True):
    text: str
    reason: str = ""


@command("plan.use", help="Put a version of the plan in force", alone=True)
def use(plans: Plans, fields: Use) -> list[Draft]:
    plan = read_plan(fields.text)
    if plan.digest == plans.current.digest and plans.published:
        raise RuleError("That version of the plan is in force already.")
    return [Draft(PlanPublished(fields.text, fields.reason))]
