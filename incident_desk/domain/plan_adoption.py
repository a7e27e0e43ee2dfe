"""A running incident takes over what a newer version of the plan has and its own leaves blank."""

from incident_desk.domain.commands import Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Roles
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.place_list import Places, planned
from incident_desk.domain.places import PlaceSet
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_comparing import changes
from incident_desk.domain.plan_filling import filled
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_triggers import opened_by
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.task_list import Tasks

TOLD = 12
"""So many changes are told one by one; the rest is counted."""


@kind("plan.adopted")
class PlanAdopted(Body, frozen=True):
    """A version of the plan filled what the version of this incident leaves blank."""

    plan: str
    changed: tuple[str, ...] = ()

    sort = LineSort.NOTE

    def sentence(self) -> Sentence:
        said = {"version": self.plan[:8], "count": str(len(self.changed))}
        return Sentence("Version {version} of the plan filled what was blank: {count} places", said)

    def words(self) -> str:
        rest = len(self.changed) - TOLD
        return "\n".join([*self.changed[:TOLD], *([f"and {rest} more"] if rest > 0 else [])])

    def remains(self) -> Body:
        return PlanAdopted(self.plan)


@applies("headline", PlanAdopted)
def adopted(headline: Headline, entry: Entry, body: PlanAdopted) -> None:
    if body.plan not in headline.adopted:
        headline.adopted.append(body.plan)


class AdoptPlan(Fields, frozen=True):
    """`version` is the start of the version to take from; without it, the one in force."""

    version: str = ""


@command("plan.adopt", help="Fill from a newer plan what the plan of this incident leaves blank", slash=("adopt-plan",))
def adopt(
    *, headline: Headline, roles: Roles, tasks: Tasks, places: Places, plans: Plans, fields: AdoptPlan
) -> list[Draft]:
    running = plans.of(headline)
    newer = _wanted(plans, fields.version.strip())
    if newer.digest == headline.plan or newer.digest in headline.adopted:
        raise RuleError("This incident runs on that version already.")
    after = filled(running, newer)
    changed = tuple(change.english for change in changes(running, after))
    if not changed:
        raise RuleError("That version has nothing that the plan of this incident leaves blank.")
    body = PlanAdopted(newer.digest, changed)
    new = (place for place in planned(after, headline.number) if place.key not in places.of)
    named = [Draft(PlaceSet(place.kind, place.where, place.of)) for place in new]
    return [*plans.adoption(), Draft(body), *opened_by(after, headline.severity.value, roles, tasks), *named]


def _wanted(plans: Plans, start: str) -> Plan:
    if not start:
        return plans.current
    digests = {version.digest for version in plans.published if version.digest.startswith(start)}
    if len(digests) != 1:
        raise NotFound(f"“{start}” is {'several versions' if digests else 'no version'} of the plan on this record.")
    return plans.version(digests.pop())
