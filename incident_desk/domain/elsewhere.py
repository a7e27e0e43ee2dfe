"""Who is at work in which of the open incidents: a person with a part in two is shown as such in both."""

from collections.abc import Iterable

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.holdings import Holder
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.people import People
from incident_desk.domain.task_list import assignment


class Part(msgspec.Struct, frozen=True):
    """What one person does in one incident: the titles of the roles they hold, and how many tasks lie with them."""

    holder: Holder
    roles: tuple[str, ...] = ()
    tasks: int = 0


class At(msgspec.Struct, frozen=True):
    """Everybody with a part in one incident."""

    incident: IncidentId
    number: str
    title: str
    parts: tuple[Part, ...]

    def of(self, holder: Holder) -> Part | None:
        """The part of this person; None if they have none here."""
        return next((part for part in self.parts if part.holder.is_(holder)), None)


class Elsewhere(msgspec.Struct, frozen=True):
    """The part of one person in another incident, `number` and `title` being what that is called."""

    incident: IncidentId
    number: str
    title: str
    roles: tuple[str, ...]
    tasks: int


def at_work(board: Board, people: People) -> At:
    """Who holds a role or has an open task in an incident, under the names they go by now."""
    found: list[Part] = []
    for holding in board.roles.held.values():
        if (holder := holding.holder.value) is not None:
            _take_in(found, holder, people, (holding.title,), 0)
    for task in board.tasks.open:
        if (now := assignment(task, board.roles)) is not None:
            _take_in(found, now[0], people, (), 1)
    headline = board.headline
    return At(board.incident, headline.number, headline.title.value or "", tuple(found))


def _take_in(found: list[Part], holder: Holder, people: People, roles: tuple[str, ...], tasks: int) -> None:
    at = next((at for at, part in enumerate(found) if part.holder.is_(holder)), None)
    if at is None:
        found.append(Part(holder.now(people), roles, tasks))
    else:
        part = found[at]
        found[at] = Part(part.holder, part.roles + roles, part.tasks + tasks)


def elsewhere(among: Iterable[At], holder: Holder, here: IncidentId) -> list[Elsewhere]:
    """What a person does in other incidents than this; those where they hold a role come first."""
    found = ((at, at.of(holder)) for at in among if at.incident != here)
    told = [Elsewhere(at.incident, at.number, at.title, part.roles, part.tasks) for at, part in found if part]
    return sorted(told, key=lambda each: not each.roles)
