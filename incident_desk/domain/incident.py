"""What an incident is: its number, title, severity and state."""

from collections.abc import Iterator

import msgspec

from incident_desk.domain.clock_entries import ClocksMissed, Missed
from incident_desk.domain.clock_list import Clocks
from incident_desk.domain.clock_rounds import unkept
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.fields import Over
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Roles
from incident_desk.domain.ids import NIL, EntryId, IncidentId, derived, is_id, restricted_number, shared_number
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.place_list import Place, planned
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_triggers import first_tasks, following
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import BEGINNINGS, CLOSED, COURSE, State, StateSet
from incident_desk.domain.task_entries import OpenedTask
from incident_desk.domain.task_list import Tasks

__all__ = ["CLOSED", "COURSE", "Headline", "State", "StateSet"]

TITLE_LIMIT = 200
NO_REASON = "-"
"""Stands for the reason of a severity in the heat: then the record says that none was given."""


class OpenedRole(msgspec.Struct, frozen=True, gc=False):
    """A role that stands open from the declaration on."""

    key: str
    title: str


@kind("gov.incident.opened")
class IncidentOpened(Body, frozen=True):
    """The governing entry of an opening: the subject is the severity. A shared database acts on it later.

    It holds what must outlive an erasure of the title: the number, the version of the plan, the roles that stand
    open, the first tasks that the plan gives them, the places it names.
    """

    number: str
    plan: str = ""
    roles: tuple[OpenedRole, ...] = ()
    tasks: tuple[OpenedTask, ...] = ()
    places: tuple[Place, ...] = ()


@kind("incident.declared")
class IncidentDeclared(Body, frozen=True):
    """An incident was declared. `source` says where an imported one comes from, `origin` which file it was."""

    title: str
    severity: Severity | None = None
    services: tuple[str, ...] = ()
    detected_us: MomentUs | None = None
    source: str = ""
    origin: str = ""
    state: State = State.DECLARED

    sort = LineSort.STATE

    def sentence(self) -> Sentence:
        if self.state is State.DETECTED:
            return Sentence("Detected: {title}", {"title": self.title})
        return Sentence("Declared: {title}", {"title": self.title})

    def remains(self) -> Body:
        return IncidentDeclared("", self.severity, detected_us=self.detected_us, origin=self.origin, state=self.state)


@kind("incident.retitled")
class IncidentRetitled(Body, frozen=True):
    """The title was set anew."""

    title: str
    over: Over = ()

    sort = LineSort.NOTE

    def sentence(self) -> Sentence:
        return Sentence("Title set to “{title}”", {"title": self.title})

    def remains(self) -> Body:
        return IncidentRetitled("", self.over)


@kind("severity.set")
class SeveritySet(Body, frozen=True):
    """The severity was set, with the reason said; `unexplained` where it was asked for and nobody had the time."""

    severity: Severity
    was: Severity | None = None
    reason: str = ""
    over: Over = ()
    unexplained: bool = False

    sort = LineSort.SEVERITY

    def sentence(self) -> Sentence:
        if self.was is None:
            return Sentence("Severity set to {severity}", {"severity": self.severity})
        told = "Severity {was} → {severity}, no reason given" if self.unexplained else "Severity {was} → {severity}"
        return Sentence(told, {"was": self.was, "severity": self.severity})

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return SeveritySet(self.severity, was=self.was, over=self.over, unexplained=self.unexplained)


@kind("gov.severity.set")
class SeverityGoverned(Body, frozen=True):
    """The governing entry beside `severity.set`: the subject is the severity that rules of sending go by."""


@applies("headline", IncidentOpened)
def opened(headline: Headline, entry: Entry, body: IncidentOpened) -> None:
    if not headline.number:  # it never changes, whatever is written later
        headline.number = body.number
        headline.plan = body.plan
    if entry.number is not None:
        headline.alias = shared_number(entry.number)


@applies("headline", IncidentDeclared)
def declared(headline: Headline, entry: Entry, body: IncidentDeclared) -> None:
    headline.origin = body.origin
    headline.source = body.source
    if body.title:
        headline.title.set(body.title, entry, ())
    if body.severity is not None:
        headline.severity.set(body.severity, entry, ())
    if body.detected_us is not None:
        headline.entered_us.setdefault(State.DETECTED, body.detected_us)
    headline.enter(body.state, entry, ())


@applies("headline", IncidentRetitled)
def retitled(headline: Headline, entry: Entry, body: IncidentRetitled) -> None:
    if body.title:
        headline.title.set(body.title, entry, body.over)


@applies("headline", SeveritySet)
def severity_set(headline: Headline, entry: Entry, body: SeveritySet) -> None:
    headline.severity.set(body.severity, entry, body.over)


@applies("headline", StateSet)
def state_set(headline: Headline, entry: Entry, body: StateSet) -> None:
    headline.enter(body.state, entry, body.over)


# commands ------------------------------------------------------------------------------------------------------------


class Declare(Fields, frozen=True):
    """An incident in three decisions: what is wrong, how bad, which services.

    `restricted`: nobody knows of it but who declares it, and whom they let in.
    """

    title: str
    severity: Severity | None = None
    services: tuple[str, ...] = ()
    occurred_us: MomentUs | None = None
    detected_us: MomentUs | None = None
    incident: IncidentId | None = None
    source: str = ""
    origin: str = ""
    state: State = State.DECLARED
    restricted: bool = False


class Retitle(Fields, frozen=True):
    title: str


class SetSeverity(Fields, frozen=True):
    """A severity that is changed needs its `reason`; "-" puts on the record that none was given."""

    severity: Severity
    reason: str = ""
    occurred_us: MomentUs | None = None


class SetState(Fields, frozen=True):
    state: State
    note: str = ""
    occurred_us: MomentUs | None = None
    speaker: str = ""
    origin: str = ""
    approximate: bool = False


def checked_title(text: str) -> str:
    """The title without stray spaces. Raises: RuleError if nothing is left or it is too long for one line."""
    title = " ".join(text.split())
    if not title:
        raise RuleError("A title is needed: say what is wrong in words a customer would use.")
    if len(title) > TITLE_LIMIT:
        raise RuleError(f"A title has at most {TITLE_LIMIT} characters; this one has {len(title)}.")
    return title


@command("incident.declare", help="Declare an incident", alone=True)
def declare(plans: Plans, context: Context, fields: Declare) -> list[Draft]:
    plan = plans.current
    if fields.state not in BEGINNINGS:
        raise RuleError("An incident begins detected or declared; set any later state afterwards.")
    first = EntryId(context.new_id())
    incident = _restricted(fields, context, first) if fields.restricted else _open(fields, context)
    detected_us = fields.detected_us
    if detected_us is None and not fields.origin:
        detected_us = fields.occurred_us or context.now_us
    body = IncidentDeclared(
        title=checked_title(fields.title),
        severity=fields.severity,
        services=tuple(dict.fromkeys(s.strip() for s in fields.services if s.strip())),
        detected_us=detected_us,
        source=fields.source,
        origin=fields.origin,
        state=fields.state,
    )
    roles = tuple(OpenedRole(r.key, r.title) for r in plan.roles_for(fields.severity))
    number = restricted_number(context.desk, incident) if fields.restricted else context.next_number
    places = () if fields.origin else planned(plan, number)
    governing = IncidentOpened(number, plan.digest, roles, first_tasks(plan, fields.severity), places)
    return [
        *(() if fields.restricted else plans.adoption()),  # which would stand in the open
        Draft(governing, subject=fields.severity, occurred_us=fields.occurred_us, incident=incident, id=first),
        Draft(body, occurred_us=fields.occurred_us, incident=incident),
    ]


def _open(fields: Declare, context: Context) -> IncidentId:
    return _fresh(fields.incident, context) if fields.incident else IncidentId(context.new_id())


def _restricted(fields: Declare, context: Context, first: EntryId) -> IncidentId:
    """The incident is its stream, and both follow from the entry that opens them."""
    if fields.incident is not None:
        raise RuleError("A restricted incident gets its id from the entry that opens it.")
    return IncidentId(derived(context.desk, first))


def _fresh(incident: IncidentId, context: Context) -> IncidentId:
    """Raises: BadInput if that is no id, RuleError if it is that of another incident."""
    if not is_id(incident) or incident == NIL:
        raise BadInput("the id of an incident is a UUID in small letters", "incident")
    if incident in context.opened:
        raise RuleError("That incident is declared already.")
    return incident


@command("incident.retitle", help="Give the incident another title", slash=("title",))
def retitle(headline: Headline, fields: Retitle) -> list[Draft]:
    title = checked_title(fields.title)
    now = headline.title
    if title == now.value and not now.is_conflicted:
        raise RuleError("That is the title already.")
    return [Draft(IncidentRetitled(title, over=now.over))]


@command("severity.set", help="Set the severity, and say why", slash=("sev", "severity"))
def set_severity(headline: Headline, roles: Roles, tasks: Tasks, plans: Plans, fields: SetSeverity) -> list[Draft]:
    now = headline.severity
    if fields.severity is now.value and not now.is_conflicted:
        raise RuleError(f"The severity is {fields.severity} already.")
    reason = fields.reason.strip()
    if now.value is not None and not reason and not now.is_conflicted:
        raise RuleError(
            f"Why {now.value} → {fields.severity}? Say it behind the severity, or “{NO_REASON}” for no reason given."
        )
    is_said = reason != NO_REASON
    body = SeveritySet(fields.severity, now.value, reason if is_said else "", now.over, unexplained=not is_said)
    governed = Draft(SeverityGoverned(), subject=fields.severity, occurred_us=fields.occurred_us)
    triggered = following(plans.of(headline), roles, tasks, now.value, fields.severity) if headline.plan else ()
    return [*triggered, governed, Draft(body, occurred_us=fields.occurred_us)]


@command(
    "state.set",
    help="Move the incident to another state",
    slash=("state",),
    presets={
        "detected": {"state": "detected"},
        "investigating": {"state": "investigating"},
        "mitigating": {"state": "mitigating"},
        "mitigated": {"state": "monitoring"},
        "monitoring": {"state": "monitoring"},
        "resolved": {"state": "resolved"},
        "reviewed": {"state": "reviewed"},
        "reopen": {"state": "investigating"},
    },
)
def set_state(headline: Headline, clocks: Clocks, plans: Plans, context: Context, fields: SetState) -> list[Draft]:
    now = headline.states
    if fields.state is State.MERGED:
        raise RuleError("An incident is merged by linking it as a duplicate of another: /link duplicate-of INC-…")
    if fields.state is State.FALSE_ALARM and not fields.origin:
        raise RuleError("A false alarm is stood down, which ends all of it: /stand-down and what was checked.")
    if fields.state is now.value and not now.is_conflicted and not fields.origin:
        raise RuleError(f"The incident is {fields.state} already.")
    body = StateSet(
        fields.state,
        was=now.value,
        note=fields.note,
        speaker=fields.speaker,
        over=now.over,
        origin=fields.origin,
        approximate=fields.approximate,
    )
    missed = _missed(clocks, plans.of(headline), context.now_us, fields.occurred_us)
    return [*(missed if _ends(headline, fields) else ()), Draft(body, occurred_us=fields.occurred_us)]


def _ends(headline: Headline, fields: SetState) -> bool:
    return headline.is_open and fields.state in CLOSED and not fields.origin


def _missed(clocks: Clocks, plan: Plan, now_us: int, occurred_us: int | None) -> Iterator[Draft]:
    """What nobody kept by the end goes on the record with it."""
    if missed := tuple(Missed(clock, rounds) for clock, rounds in unkept(clocks, plan, occurred_us or now_us)):
        yield Draft(ClocksMissed(missed), occurred_us=occurred_us)
