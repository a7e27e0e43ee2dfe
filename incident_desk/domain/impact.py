"""Who is hurt by the incident, where, and from when to when."""

import msgspec
from msgspec import UNSET, UnsetType

from incident_desk.domain.commands import Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fields import Field, Over
from incident_desk.domain.incident import IncidentDeclared
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.moments import MomentUs, iso, plain
from incident_desk.domain.sentences import LineSort, Sentence


@kind("impact.set")
class ImpactSet(Body, frozen=True):
    """Some of the four facts about the impact were set; a fact not named stays as it was, null clears it."""

    started_us: MomentUs | UnsetType | None = UNSET
    ended_us: MomentUs | UnsetType | None = UNSET
    services: tuple[str, ...] | UnsetType = UNSET
    affected: str | UnsetType = UNSET
    over: dict[str, Over] = {}

    sort = LineSort.IMPACT

    def sentence(self) -> Sentence:
        parts = {
            "started": _moment_words(self.started_us),
            "ended": _moment_words(self.ended_us),
            "services": ", ".join(self.services) if isinstance(self.services, tuple) else "",
            "affected": self.affected if isinstance(self.affected, str) else "",
        }
        said = {name: words for name, words in parts.items() if words}
        template = ", ".join(_TEMPLATES[name] for name in said)
        return Sentence("Impact: " + template if said else "Impact cleared", said)

    def remains(self) -> Body:
        over = {fact: ids for fact, ids in self.over.items() if fact in ("started_us", "ended_us")}
        return ImpactSet(started_us=self.started_us, ended_us=self.ended_us, over=over)


_TEMPLATES = {
    "started": "since {started}",
    "ended": "until {ended}",
    "services": "on {services}",
    "affected": "affecting {affected}",
}


def _moment_words(us: int | UnsetType | None) -> str:
    return iso(us) if isinstance(us, int) else ""


class Impact(msgspec.Struct):
    """What is known about the impact."""

    started_us: Field[int | None] = msgspec.field(default_factory=Field[int | None])
    ended_us: Field[int | None] = msgspec.field(default_factory=Field[int | None])
    services: Field[tuple[str, ...]] = msgspec.field(default_factory=Field[tuple[str, ...]])
    affected: Field[str] = msgspec.field(default_factory=Field[str])

    @property
    def is_running(self) -> bool:
        return self.started_us.value is not None and self.ended_us.value is None


FACTS = ("started_us", "ended_us", "services", "affected")


@applies("impact", ImpactSet)
def impact_set(impact: Impact, entry: Entry, body: ImpactSet) -> None:
    for fact in FACTS:
        value = getattr(body, fact)
        if value is not UNSET:
            getattr(impact, fact).set(value, entry, body.over.get(fact, ()))


@applies("impact", IncidentDeclared)
def services_named(impact: Impact, entry: Entry, body: IncidentDeclared) -> None:
    if body.services:
        impact.services.set(body.services, entry, ())


class SetImpact(Fields, frozen=True):
    """Facts left out stay as they are."""

    affected: str | UnsetType = UNSET
    started_us: MomentUs | UnsetType | None = UNSET
    ended_us: MomentUs | UnsetType | None = UNSET
    services: tuple[str, ...] | UnsetType = UNSET
    occurred_us: MomentUs | None = None


@command("impact.set", help="Say who is affected, on which services, from when to when", slash=("impact",))
def set_impact(impact: Impact, fields: SetImpact) -> list[Draft]:
    given = {f: getattr(fields, f) for f in FACTS if getattr(fields, f) is not UNSET}
    if not given:
        raise RuleError("Say what changed: who is affected, started_at=…, ended_at=… or services=….")
    started = given.get("started_us", impact.started_us.value)
    ended = given.get("ended_us", impact.ended_us.value)
    if started is not None and ended is not None and ended < started:
        raise RuleError(f"The impact cannot end at {plain(ended)}, before it started at {plain(started)}.")
    over = {fact: getattr(impact, fact).over for fact in given}
    return [Draft(ImpactSet(**given, over=over), occurred_us=fields.occurred_us)]
