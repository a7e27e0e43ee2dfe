"""What the texts of an incident are held against: the plan it runs on, the people known here, its fact sheet."""

from incident_desk.domain.board import Board
from incident_desk.domain.people import People
from incident_desk.domain.plan_schema import Plan
from incident_desk.outreach.checking import Asked
from incident_desk.outreach.facts_in_text import Stated


def asked_of(plan: Plan, people: People, board: Board | None = None) -> Asked:
    """For `checking.check`; without a board there are no facts."""
    names = tuple(name for _, name in people.all())
    facts = board.facts.all if board is not None else []
    return Asked(
        plan.wording, names, (), tuple(Stated(fact.text, fact.state, fact.field) for fact in facts if fact.text)
    )


def known_words(plan: Plan, people: People, board: Board | None = None) -> tuple[str, ...]:
    """For `spelling.check_spelling`: names that are right as they are written here."""
    titles = (board.headline.title.value or "",) if board is not None else ()
    services = tuple(service.name for service in plan.services)
    regions = tuple(region.title for region in plan.regions)
    return (*titles, *services, *regions, *(name for _, name in people.all()))
