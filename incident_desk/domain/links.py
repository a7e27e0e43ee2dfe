"""How incidents hang together. A link destroys nothing and can be taken back."""

import enum

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fields import Over
from incident_desk.domain.ids import NO_INCIDENT, OPEN_STREAM, EntryId, IncidentId
from incident_desk.domain.incident import Headline, State
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.sentences import LineSort, Sentence


class Relation(enum.StrEnum):
    """What this incident is to the other."""

    DUPLICATE_OF = "duplicate-of"
    PART_OF = "part-of"
    CAUSED_BY = "caused-by"
    REPEAT_OF = "repeat-of"
    SPLIT_FROM = "split-from"


@kind("link.added")
class LinkAdded(Body, frozen=True):
    """This incident was linked to another; `label` is how the other was called then.

    A duplicate is merged by it: `over` are the settings of the state that this replaces.
    """

    relation: Relation
    other: IncidentId
    label: str
    over: Over = ()

    sort = LineSort.LINK

    def sentence(self) -> Sentence:
        return Sentence("{relation} {other}", {"relation": _spoken(self.relation), "other": self.label})

    def remains(self) -> Body:
        return LinkAdded(self.relation, self.other, self.other, self.over)


@kind("link.removed")
class LinkRemoved(Body, frozen=True):
    """A link was taken back. If `reopens`, work goes on here: the incident was merged by it."""

    link: EntryId
    relation: Relation
    label: str
    reopens: bool = False
    over: Over = ()

    sort = LineSort.LINK

    def sentence(self) -> Sentence:
        said = {"relation": _spoken(self.relation), "other": self.label}
        return Sentence("No longer linked: {relation} {other}", said)

    def remains(self) -> Body:
        return LinkRemoved(self.link, self.relation, "", self.reopens, self.over)


def _spoken(relation: Relation) -> str:
    return relation.replace("-", " ").capitalize()


class Link(msgspec.Struct, frozen=True, gc=False):
    """A link that stands."""

    relation: Relation
    other: IncidentId
    label: str


class Links(msgspec.Struct):
    """The links of an incident, by the entry that made each."""

    standing: dict[EntryId, Link] = msgspec.field(default_factory=dict[EntryId, Link])


@applies("links", LinkAdded)
def added(links: Links, entry: Entry, body: LinkAdded) -> None:
    links.standing[entry.id] = Link(body.relation, body.other, body.label)


@applies("links", LinkRemoved)
def removed(links: Links, entry: Entry, body: LinkRemoved) -> None:
    links.standing.pop(body.link, None)


@applies("headline", LinkAdded)
def merged(headline: Headline, entry: Entry, body: LinkAdded) -> None:
    if body.relation is Relation.DUPLICATE_OF:
        headline.enter(State.MERGED, entry, body.over)


@applies("headline", LinkRemoved)
def reopened(headline: Headline, entry: Entry, body: LinkRemoved) -> None:
    if body.reopens:
        headline.enter(State.INVESTIGATING, entry, body.over)


class Add(Fields, frozen=True):
    """`other` is an id, a number, or a unique start of a title."""

    relation: Relation
    other: str


class Remove(Fields, frozen=True):
    link: EntryId


@command(
    "link.add",
    help="Link this incident to another",
    slash=("link",),
    presets={"merge": {"relation": "duplicate-of"}, "part-of": {"relation": "part-of"}},
)
def add(links: Links, headline: Headline, context: Context, fields: Add) -> list[Draft]:
    other = context.find_incident(fields.other)
    if other.incident == context.incident:
        raise RuleError("An incident is not linked to itself.")
    if context.stream_of(other.incident) != OPEN_STREAM == context.stream_of(context.incident or NO_INCIDENT):
        raise RuleError("That incident is restricted, and a link from this one would tell of it; link it from there.")
    if any(x.relation is fields.relation and x.other == other.incident for x in links.standing.values()):
        raise RuleError("That link is there already.")
    merges = fields.relation is Relation.DUPLICATE_OF
    if merges and context.elsewhere(other.incident, Headline).state is State.MERGED:
        raise RuleError(f"{other.label} is merged itself. Name the incident in which work goes on.")
    over = headline.states.over if merges else ()
    return [Draft(LinkAdded(fields.relation, other.incident, other.label, over))]


@command("link.remove", help="Take a link back")
def remove(links: Links, headline: Headline, fields: Remove) -> list[Draft]:
    link = links.standing.get(fields.link)
    if link is None:
        raise RuleError("That link does not stand.")
    duplicates = [each for each in links.standing.values() if each.relation is Relation.DUPLICATE_OF]
    reopens = duplicates == [link] and headline.state is State.MERGED
    over = headline.states.over if reopens else ()
    return [Draft(LinkRemoved(fields.link, link.relation, link.label, reopens, over))]
