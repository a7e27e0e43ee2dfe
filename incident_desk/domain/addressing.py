"""Whom a command means: "me", somebody of this record, or a name that only the words give."""

from incident_desk.domain.commands import Context
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.holdings import Holder, Roles
from incident_desk.domain.people import People, checked_name
from incident_desk.domain.restriction import Restriction


def holder_called(people: People, context: Context, text: str) -> Holder:
    """Whoever is meant, with an @ or without; a name that nobody here has stands for itself.

    Raises: RuleError if it is no name.
    """
    named = text.strip().removeprefix("@")
    if named.casefold() == "me":
        return Holder(people.name(context.by), context.by)
    found = holder_named(people, named)
    return found if found.person else Holder(checked_name(named))


def holder_named(people: People, text: str) -> Holder:
    """Somebody of this record by their name or a start of it that nobody else has; else that name."""
    try:
        person = people.find(text)
    except NotFound:
        return Holder(text)
    return Holder(people.name(person), person)


def split_address(line: str, roles: Roles, people: People) -> tuple[str, str]:
    """Whoever stands at the beginning, with an @ or without, and the rest: the longest name or title that is known,
    else one word."""
    words = line.strip().removeprefix("@").split()
    for count in range(len(words), 1, -1):
        name = " ".join(words[:count])
        if people.called(name) or roles.called(name) or _holds(name, roles):
            return name, " ".join(words[count:])
    return (words[0], " ".join(words[1:])) if words else ("", "")


def _holds(name: str, roles: Roles) -> bool:
    """Whether somebody whom only a role names is called so."""
    holders = (holding.holder.value for holding in roles.held.values())
    return any(holder is not None and holder.name.casefold() == name.casefold() for holder in holders)


def must_know(restriction: Restriction, holder: Holder) -> None:
    """Raises: RuleError if this person may not know of the incident."""
    if holder.person is not None and not restriction.may_know(holder.person):
        raise RuleError(f"{holder.name} may not know of this incident; /let-in {holder.name} first.")
