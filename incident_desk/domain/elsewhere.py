"""Who is at work in which of the open incidents: a person with a part in two is shown as such in both."""

from collections.abc import Iterable
from typing import Protocol

import msgspec

from incident_desk.domain.fields import Setting
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Holder, Roles
from incident_desk.domain.ids import EntryId, IncidentId, PersonId
from incident_desk.domain.links import Links
from incident_desk.domain.people import People
from incident_desk.domain.task_list import Tasks, assignment


class OnBoard(Protocol):
    """The parts of a board that it is taken from."""

    @property
    def incident(self) -> IncidentId: ...
    @property
    def headline(self) -> Headline: ...
    @property
    def roles(self) -> Roles: ...
    @property
    def tasks(self) -> Tasks: ...
    @property
    def links(self) -> Links: ...


class Given(msgspec.Struct, frozen=True, order=True):
    """When somebody was given a role, by which entry, and by whom."""

    at_us: int
    entry: EntryId
    by: PersonId


class Part(msgspec.Struct, frozen=True):
    """What one person does in one incident: the titles of the roles they hold, and how many tasks lie with them.

    `given` tells of the role they were given last.
    """

    holder: Holder
    roles: tuple[str, ...] = ()
    tasks: int = 0
    given: Given | None = None


class At(msgspec.Struct, frozen=True):
    """Everybody with a part in one incident. `linked` are the incidents that it is linked to, from its side."""

    incident: IncidentId
    number: str
    title: str
    parts: tuple[Part, ...]
    is_restricted: bool = False
    linked: frozenset[IncidentId] = frozenset()

    def of(self, holder: Holder) -> Part | None:
        """The part of this person; None if they have none here."""
        return next((part for part in self.parts if part.holder.is_(holder)), None)


class AlsoIn(msgspec.Struct, frozen=True):
    """The part of one person in another incident, `number` and `title` being what that is called."""

    incident: IncidentId
    number: str
    title: str
    roles: tuple[str, ...]
    tasks: int
    is_restricted: bool = False


def at_work(board: OnBoard, people: People) -> At:
    """Who holds a role or has an open task in an incident, under the names they go by now."""
    found: list[Part] = []
    for holding in board.roles.held.values():
        given = holding.holder.last
        if given is not None and given.value is not None:
            _take_in(found, Part(given.value.now(people), (holding.title,), 0, given_when(given)))
    for task in board.tasks.open:
        if (now := assignment(task, board.roles)) is not None:
            _take_in(found, Part(now[0].now(people), (), 1))
    headline = board.headline
    linked = frozenset(link.other for link in board.links.standing.values())
    title = headline.title.value or ""
    return At(board.incident, headline.number, title, tuple(found), headline.is_restricted, linked)


def given_when(setting: "Setting[Holder | None]") -> Given:
    """The moment of an assignment, for telling which of two was first."""
    return Given(setting.occurred_us, setting.entry, setting.by)


def _take_in(found: list[Part], part: Part) -> None:
    at = next((at for at, other in enumerate(found) if other.holder.is_(part.holder)), None)
    if at is None:
        found.append(part)
    else:
        other = found[at]
        given = max((each.given for each in (other, part) if each.given is not None), default=None)
        found[at] = Part(other.holder, other.roles + part.roles, other.tasks + part.tasks, given)


def elsewhere(among: Iterable[At], holder: Holder, here: IncidentId) -> list[AlsoIn]:
    """What a person does in other incidents than this; those where they hold a role come first."""
    found = ((at, at.of(holder)) for at in among if at.incident != here)
    told = [
        AlsoIn(at.incident, at.number, at.title, part.roles, part.tasks, at.is_restricted) for at, part in found if part
    ]
    return sorted(told, key=lambda each: not each.roles)


def others(among: Iterable[At], board: OnBoard) -> tuple[At, ...]:
    """The incidents of which it is news that somebody of this one works there.

    Not of a restricted one, since the news would be told aloud; nor of one that is linked to this, since whoever linked
    them, or split one off, knows.
    """
    own = {link.other for link in board.links.standing.values()}
    return tuple(
        at
        for at in among
        if at.incident not in (board.incident, *own) and board.incident not in at.linked and not at.is_restricted
    )
