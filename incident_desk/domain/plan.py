"""The versions of the plan that were published, and the one in force."""

import functools
from collections.abc import Iterable, Iterator

import msgspec

from incident_desk.domain.commands import Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.people import People
from incident_desk.domain.plan_filling import filled
from incident_desk.domain.plan_schema import Plan, digest_of
from incident_desk.domain.plan_text import published_plan, read_plan


@kind("plan.published")
class PlanPublished(Body, frozen=True):
    """A version of the plan, whole, and why it came.

    `follows` names the versions that it takes the place of: those its writer had. An entry of a program that did not
    note it has none, and takes the place of all before it. `is_default`: nobody chose it; a declaration wrote it down.
    """

    text: str
    reason: str = ""
    follows: tuple[EntryId, ...] | None = None
    is_default: bool = False


class Version(msgspec.Struct, frozen=True):
    """A plan as it was published: by whom, when and why."""

    text: str
    reason: str = ""
    by: PersonId = PersonId("")
    published_us: int = 0
    is_default: bool = False

    @property
    def digest(self) -> str:
        return digest_of(self.text)


class Plans(msgspec.Struct):
    """The versions that were published, oldest first. Before the first, the default plan is in force.

    `newest` are those that no other took the place of: several, if desks published without knowing of each other.
    """

    default: str = ""
    published: list[Version] = msgspec.field(default_factory=list[Version])
    newest: dict[EntryId, Version] = msgspec.field(default_factory=dict[EntryId, Version])

    @property
    def texts(self) -> list[str]:
        return [version.text for version in self.published]

    @property
    def current(self) -> Plan:
        """The newest that this version can read; another desk may have published one that is ahead of it."""
        found = (plan for version in self._by_rank() if (plan := published_plan(version.text)))
        return next(found, None) or read_plan(self.default)

    @property
    def text_in_force(self) -> str:
        """The text of what `current` most likely is, for whoever has not read it yet."""
        return next((version.text for version in self._by_rank()), self.default)

    def _by_rank(self) -> Iterator[Version]:
        """What somebody chose goes before what came by itself; of several the last."""
        for versions in (self.newest.values(), self.published):
            yield from (version for version in reversed(versions) if not version.is_default)
        yield from reversed(self.published)

    @property
    def beside(self) -> list[Version]:
        """Versions that were published at the same moment as the one in force, by desks that did not know of it."""
        current = self.current.digest
        return [v for v in self.newest.values() if not v.is_default and v.digest != current]

    def has(self, text: str) -> bool:
        """Whether a version says exactly this: then a draft of this text says nothing that is not published."""
        return text == self.default or text in self.texts

    def published_as(self, digest: str) -> Version | None:
        """The newest version of that name; None if nobody published it."""
        return next((version for version in reversed(self.published) if version.digest == digest), None)

    def text_named(self, digest: str) -> str:
        """The text of the version of that name; empty if it is not here."""
        return next((text for text in (*self.texts, self.default) if digest_of(text) == digest), "")

    def version(self, digest: str) -> Plan:
        """The plan of that name; the current one if it is not here."""
        text = self.text_named(digest)
        return (published_plan(text) if text else None) or self.current

    def of(self, headline: Headline) -> Plan:
        """The plan an incident runs on: its version, with what it adopted from newer ones."""
        plan = self.version(headline.plan)
        return _filled((plan.text, *(self.version(digest).text for digest in headline.adopted))) or plan

    def in_use(self, headlines: Iterable[Headline]) -> list[Plan]:
        """The plan in force, and those that open incidents still run on."""
        found = [self.current]
        for plan in (self.of(headline) for headline in headlines if headline.is_open):
            if plan not in found:
                found.append(plan)
        return found

    def adoption(self) -> list[Draft]:
        """What a first declaration writes before itself: the default plan, so that its version is on the record."""
        body = PlanPublished(self.default, "The default plan came into use.", follows=(), is_default=True)
        return [] if self.published else [Draft(body)]


@functools.lru_cache(maxsize=16)
def _filled(texts: tuple[str, ...]) -> Plan | None:
    """The first of these plans, filled by those after it."""
    plans = [plan for text in texts if (plan := published_plan(text))]
    return functools.reduce(filled, plans) if plans else None


@applies("plans", PlanPublished)
def published(plans: Plans, entry: Entry, body: PlanPublished) -> None:
    version = Version(body.text, body.reason, entry.author, entry.occurred_us, body.is_default)
    plans.published.append(version)
    for before in [*plans.newest] if body.follows is None else body.follows:
        plans.newest.pop(before, None)
    plans.newest[entry.id] = version


class Use(Fields, frozen=True):
    """`made_from` is the version the text was made from: a newer one is not written over unseen."""

    text: str
    reason: str = ""
    made_from: str = ""


@command("plan.use", help="Put a version of the plan in force", alone=True)
def use(plans: Plans, people: People, fields: Use) -> list[Draft]:
    plan, now = read_plan(fields.text), plans.current.digest
    if plan.digest == now and plans.published and not plans.beside:
        raise RuleError("That version of the plan is in force already.")
    known = (now, digest_of(plans.text_in_force))  # the latter may be of a newer program, and still have been seen
    if not any(digest.startswith(fields.made_from) for digest in known):
        version = plans.published_as(now)
        by = f"{people.name(version.by)} published" if version else "there came"
        raise RuleError(f"Meanwhile {by} another version ({now[:8]}). Compare with it, then publish.")
    return [Draft(PlanPublished(fields.text, fields.reason, follows=tuple(plans.newest)))]
