"""Scheduled maintenance: announced, changed, begun, extended, ended or cancelled; and the incident that comes of it."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from msgspec import UNSET, UnsetType

from incident_desk.domain.addressing import holder_called
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fields import Field
from incident_desk.domain.headline import Headline
from incident_desk.domain.incident import checked_title
from incident_desk.domain.maintenance_entries import (
    MaintenanceBegun,
    MaintenanceCancelled,
    MaintenanceChanged,
    MaintenanceEnded,
    MaintenanceExtended,
    MaintenanceScheduled,
    MaintenanceWentWrong,
)
from incident_desk.domain.maintenance_list import Maintenance, Maintenances, Turn
from incident_desk.domain.moments import SECOND_US, MomentUs, plain
from incident_desk.domain.numbers import next_number
from incident_desk.domain.people import People
from incident_desk.domain.place_list import opened_address
from incident_desk.domain.plan import Plans
from incident_desk.domain.spans import SpanS

__all__ = ["Maintenance", "Maintenances"]

WORDS_LIMIT = 1000
NAMES_LIMIT = 100
NAME_LIMIT = 80


class Schedule(Fields, frozen=True):
    """`from` and `until` say when; `services` and `regions` are those of the plan; `expect` is what may be noticed.

    `person` does it ("me" is whoever writes), `contact` is how they are reached meanwhile, `link` leads to more.
    """

    title: str
    from_us: MomentUs
    until_us: MomentUs
    services: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    expect: str = ""
    person: str = "me"
    contact: str = ""
    link: str = ""
    origin: str = ""


class ChangeMaintenance(Fields, frozen=True):
    """`maintenance` is its number (MNT-3), or the start of its title. What is left out stays as it is.

    `reason` says why it takes place at another time.
    """

    maintenance: str
    title: str | UnsetType = UNSET
    from_us: MomentUs | UnsetType = UNSET
    until_us: MomentUs | UnsetType = UNSET
    services: tuple[str, ...] | UnsetType = UNSET
    regions: tuple[str, ...] | UnsetType = UNSET
    expect: str | UnsetType = UNSET
    person: str | UnsetType = UNSET
    contact: str | UnsetType = UNSET
    link: str | UnsetType = UNSET
    reason: str = ""


class BeginMaintenance(Fields, frozen=True):
    """`reason` says why earlier than it was announced."""

    maintenance: str
    reason: str = ""
    occurred_us: MomentUs | None = None


class ExtendMaintenance(Fields, frozen=True):
    """`box` is how much longer than it was to take, unless `until` says the moment."""

    maintenance: str
    box_s: SpanS = 1800
    reason: str = ""
    until_us: MomentUs | None = None


class EndMaintenance(Fields, frozen=True):
    """`text` says what came of it, or why it is over earlier than it was announced."""

    maintenance: str
    text: str = ""
    occurred_us: MomentUs | None = None


class CancelMaintenance(Fields, frozen=True):
    maintenance: str
    reason: str = ""


class CameOf(Fields, frozen=True):
    """`maintenance` is its number (MNT-3), or the start of its title."""

    maintenance: str


@command("maintenance.schedule", help="Announce maintenance", slash=("maintenance",), alone=True)
def schedule(
    maintenances: Maintenances, plans: Plans, people: People, context: Context, fields: Schedule
) -> list[Draft]:
    _must_follow(fields.from_us, fields.until_us)
    services, regions = _services(plans, fields.services), _regions(plans, fields.regions)
    _must_touch(services, regions)
    owner = holder_called(people, context, fields.person)
    body = MaintenanceScheduled(
        next_number(maintenances.all),
        checked_title(fields.title),
        fields.from_us,
        fields.until_us,
        services,
        regions,
        checked_words(fields.expect),
        owner.name,
        owner.person,
        checked_words(fields.contact),
        fields.origin,
        _link(fields.link),
    )
    return [Draft(body)]


@command("maintenance.change", help="Change what was announced", slash=("change-maintenance",), alone=True)
def change(
    maintenances: Maintenances, plans: Plans, people: People, context: Context, fields: ChangeMaintenance
) -> list[Draft]:
    one = maintenances.find(fields.maintenance)
    must_go_on(maintenances, one)
    given = _given(plans, fields)
    owner = None if fields.person is UNSET else holder_called(people, context, fields.person)
    new = {fact: value for fact, value in given.items() if _is_other(getattr(one, fact), value)}
    if not new and (owner is None or owner == one.owner.value):
        raise RuleError(f"Nothing of {maintenances.label(one)} would change.")
    _must_follow(given.get("from_us", one.from_us.value), given.get("until_us", one.until_us.value))
    _must_touch(given.get("services", one.services.value or ()), given.get("regions", one.regions.value or ()))
    if new.keys() & {"from_us", "until_us"}:
        _must_say_why(fields.reason, f"{maintenances.label(one)} takes place at another time")
    over = {fact: getattr(one, fact).over for fact in new}
    if owner is not None:
        new |= {"name": owner.name, "person": owner.person}
        over["owner"] = one.owner.over
    return [Draft(MaintenanceChanged(one.id, one.number, over=over, reason=checked_words(fields.reason), **new))]


@command("maintenance.begin", help="Maintenance begins now", slash=("begin-maintenance",), alone=True)
def begin(maintenances: Maintenances, context: Context, fields: BeginMaintenance) -> list[Draft]:
    one = maintenances.find(fields.maintenance)
    must_go_on(maintenances, one)
    if one.turn is Turn.BEGUN:
        raise RuleError(f"{maintenances.label(one)} was begun at {plain(one.begins_us)}.")
    if (fields.occurred_us or context.now_us) < one.begins_us:
        _must_say_why(fields.reason, f"{maintenances.label(one)} begins before {plain(one.begins_us)}")
    body = MaintenanceBegun(one.id, one.number, one.turns.over, checked_words(fields.reason))
    return [Draft(body, occurred_us=fields.occurred_us)]


@command("maintenance.extend", help="Maintenance takes longer", slash=("extend-maintenance",), alone=True)
def extend(maintenances: Maintenances, context: Context, fields: ExtendMaintenance) -> list[Draft]:
    one = maintenances.find(fields.maintenance)
    must_go_on(maintenances, one)
    until_us = fields.until_us or max(one.ends_us, context.now_us) + fields.box_s * SECOND_US
    if until_us <= max(one.ends_us, one.begins_us):
        raise RuleError(f"{maintenances.label(one)} ends at {plain(one.ends_us)} already; say a later moment.")
    _must_say_why(fields.reason, f"{maintenances.label(one)} takes longer")
    body = MaintenanceExtended(one.id, one.number, until_us, checked_words(fields.reason), one.until_us.over)
    return [Draft(body)]


@command("maintenance.end", help="Maintenance is over", slash=("end-maintenance",), alone=True)
def end(maintenances: Maintenances, context: Context, fields: EndMaintenance) -> list[Draft]:
    one = maintenances.find(fields.maintenance)
    must_go_on(maintenances, one)
    ended_us = fields.occurred_us or context.now_us
    if ended_us < one.begins_us:
        raise RuleError(f"{maintenances.label(one)} has not begun; /begin-maintenance or /cancel-maintenance it.")
    if ended_us < one.ends_us:
        _must_say_why(fields.text, f"{maintenances.label(one)} is over before {plain(one.ends_us)}")
    body = MaintenanceEnded(one.id, one.number, checked_words(fields.text), one.turns.over)
    return [Draft(body, occurred_us=fields.occurred_us)]


@command("maintenance.cancel", help="Maintenance does not take place", slash=("cancel-maintenance",), alone=True)
def cancel(maintenances: Maintenances, fields: CancelMaintenance) -> list[Draft]:
    one = maintenances.find(fields.maintenance)
    must_go_on(maintenances, one)
    if one.turn is Turn.BEGUN and not one.turns.is_conflicted:
        raise RuleError(f"{maintenances.label(one)} was begun, and what it announced came about: /end-maintenance it.")
    _must_say_why(fields.reason, f"{maintenances.label(one)} does not take place")
    return [Draft(MaintenanceCancelled(one.id, one.number, checked_words(fields.reason), one.turns.over))]


@command("incident.came_of", help="This incident came of maintenance that went wrong", slash=("came-of",))
def came_of(maintenances: Maintenances, headline: Headline, fields: CameOf) -> list[Draft]:
    one = maintenances.find(fields.maintenance)
    label = maintenances.label(one)
    if one.id in headline.came_of.values():
        raise RuleError(f"{label} is linked already.")
    return [Draft(MaintenanceWentWrong(one.id, one.number, label))]


# what the commands have in common -------------------------------------------------------------------------------------


def _given(plans: Plans, fields: ChangeMaintenance) -> dict[str, Any]:
    """Every fact that was named, as it is to be."""
    ways: dict[str, Callable[[Any], Any]] = {
        "title": checked_title,
        "from_us": int,
        "until_us": int,
        "services": partial(_services, plans),
        "regions": partial(_regions, plans),
        "expect": checked_words,
        "contact": checked_words,
        "link": _link,
    }
    named = {name: getattr(fields, name) for name in ways}
    return {name: ways[name](value) for name, value in named.items() if value is not UNSET}


def _is_other(field: Field[Any], value: object) -> bool:
    return field.is_conflicted or field.value != value


def must_go_on(maintenances: Maintenances, one: Maintenance) -> None:
    """Raises: RuleError if it is over."""
    if one.turn in (Turn.ENDED, Turn.CANCELLED) and not one.turns.is_conflicted:
        raise RuleError(f"{maintenances.label(one)} is {one.turn.value} already.")


def _must_follow(from_us: int | None, until_us: int | None) -> None:
    if from_us is not None and until_us is not None and until_us <= from_us:
        raise RuleError(
            f"It would end at {plain(until_us)}, before it begins at {plain(from_us)}; say the date with it."
        )


def _must_touch(services: tuple[str, ...], regions: tuple[str, ...]) -> None:
    if not services and not regions:
        raise RuleError("Say which services or regions it is about: services=payments")


def _must_say_why(reason: str, what: str) -> None:
    """Whatever becomes another than was announced is told with its reason: others relied on it."""
    if not reason.strip():
        raise RuleError(f"Say why {what}.")


def _link(text: str) -> str:
    """Raises: RuleError for what no browser would be given."""
    link = text.strip()
    if link and (len(link) > WORDS_LIMIT or (opened_address(link) or "tel:").startswith("tel:")):
        raise RuleError("A link begins with https:// or http://, and has no blank in it.")
    return link


def _services(plans: Plans, names: Iterable[str]) -> tuple[str, ...]:
    return _named(names, {name: name for name in plans.current.service_names})


def _regions(plans: Plans, names: Iterable[str]) -> tuple[str, ...]:
    known = plans.current.regions
    return _named(names, {region.title: region.title for region in known} | {r.key: r.title for r in known})


def _named(names: Iterable[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """As the plan spells them; what it does not know stands as it was typed."""
    spelt = {name.casefold(): title for name, title in known.items()}
    given = (" ".join(name.split()) for name in names)
    found = tuple(dict.fromkeys(spelt.get(name.casefold(), name) for name in given if name))
    if len(found) > NAMES_LIMIT or any(len(name) > NAME_LIMIT for name in found):
        raise RuleError(f"At most {NAMES_LIMIT} services or regions, each of at most {NAME_LIMIT} characters.")
    return found


def checked_words(text: str) -> str:
    """Raises: RuleError if they are too long."""
    words = text.strip()
    if len(words) > WORDS_LIMIT:
        raise RuleError(f"At most {WORDS_LIMIT} characters there; this has {len(words)}.")
    return words
