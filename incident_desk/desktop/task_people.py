"""Whom a task can be given to: everybody of this record, and whoever holds a role."""

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.elsewhere_words import also_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.task_standing import task_standings
from incident_desk.desktop.task_words import load_words
from incident_desk.domain.holdings import Holder


def takers(bridge: Bridge, observed: ObservedIncident) -> tuple[dict[str, str], frozenset[str]]:
    """Each name with what is to be known of them: their role, how many tasks they have, and where else they work.

    And those of them who work in another incident as well.
    """
    board, people = observed.board, observed.organisation.people
    standings = task_standings(board, observed.plan, people, bridge.now_us())
    found: dict[str, str] = {}
    for holding in board.roles.held.values():
        holder = holding.holder.value
        if holder is not None:
            now = holder.now(people)
            said = [found.get(now.name, ""), holding.title]
            found[now.name] = ", ".join(filter(None, said))
    for person, name in people.all():
        if board.restriction.may_know(person):
            found.setdefault(name, "")
    counts = {name: sum(task.is_open and task.is_of(_holder(bridge, name)) for task in standings) for name in found}
    also = {name: also_words(observed.also(name)) for name in found}
    told = ((name, (role, load_words(counts[name]), also[name])) for name, role in found.items())
    busy = frozenset(name for name, there in also.items() if there)
    return {name: " · ".join(filter(None, parts)) for name, parts in told}, busy


def _holder(bridge: Bridge, name: str) -> Holder:
    return Holder(name, bridge.organisation.people.called(name))
