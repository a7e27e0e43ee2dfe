"""How incidents hang together. A link destroys nothing and can be taken back."""

import enum

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.incident import Headline, State, StateSet
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.sentences import LineSort, Sentence


class Relation(enum.StrEnum):
    """What this incident is to the other."""

    DUPLICATE_OF = "duplicate-of"
    PART_OF = "part-of"
    CAUSED_BY = "caused-by"
    REPEAT_OF = "repeat-of"


@kind("link.added")
class LinkAdded(Body, frozen=True):
    """This incident was linked to another; `label` is how the other was called then."""

    relation: Relation
    other: IncidentId
    label: str

    sort = LineSort.LINK

    def sentence(self) -> Sentence:
        return Sentence("{relation} {other}", {"relation": _spoken(self.relation), "other": self.label})


@kind("link.removed")
class LinkRemoved(Body, frozen=True):
    """A link was taken back."""

    link: EntryId
    relation: Relation
    label: str

    sort = LineSort.LINK

    def sentence(self) -> Sentence:
        said = {"relation": _spoken(self.relation), "other": self.label}
        return Sentence("No longer linked: {relation} {other}", said)


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


class Add(Fields, frozen=True):
    """`other` is an id, a number, or a unique start of a title."""

    relation: Relation
    other: str


class Remove(Fields, frozen=True):
    link: EntryId


@command("link.add", help="Link this incident to another", slash=("link",))
def add(links: Links, headline: Headline, context: Context, fields: Add) -> list[Draft]:
    other = context.find_incident(fields.other)
    if other == context.incident:
        raise RuleError("An incident is not linked to itself.")
    if any(x.relation is fields.relation and x.other == other for x in links.standing.values()):
        raise RuleError("That link is there already.")
    drafts = [Draft(LinkAdded(fields.relation, other, fields.other))]
    if fields.relation is Relation.DUPLICATE_OF:
        was = headline.states
        drafts.append(Draft(StateSet(State.MERGED, was=was.value, over=was.over)))
    return drafts


@command("link.remove", help="Take a link back")
def remove(links: Links, headline: Headline, fields: Remove) -> list[Draft]:
    link = links.standing.get(fields.link)
    if link is None:
        raise RuleError("That link does not stand.")
    drafts = [Draft(LinkRemoved(fields.link, link.relation, link.label))]
    if link.relation is Relation.DUPLICATE_OF and headline.state is State.MERGED:
        body = StateSet(State.INVESTIGATING, was=State.MERGED, over=headline.states.over)
        drafts.append(Draft(body))
    return drafts
