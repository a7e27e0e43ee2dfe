"""Independent investigations: opened in one gesture, blind to each other until all of them are in."""

import re
from typing import Final

from incident_desk.domain import investigating, investigation_effects
from incident_desk.domain.addressing import must_know
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.holdings import Holder
from incident_desk.domain.ids import EntryId, PersonId, derived
from incident_desk.domain.investigation_entries import (
    Concluded,
    InvestigationExtended,
    InvestigationJoined,
    InvestigationOpened,
    InvestigationSubmitted,
    LeadNamed,
    Unsealed,
)
from incident_desk.domain.investigation_list import Investigation, Investigations, Stage
from incident_desk.domain.moments import SECOND_US, MomentUs
from incident_desk.domain.people import People
from incident_desk.domain.restriction import MemberAdded, Restriction, must_manage
from incident_desk.domain.spans import SpanS
from incident_desk.domain.standing_lines import must_be_for_all
from incident_desk.domain.timeline import Timeline, checked_text

__all__ = ["Investigation", "Investigations", "investigating", "investigation_effects"]

WHO_MANAGES: Final = "who manages the incident"
MOST_TEAMS: Final = 12
_TEAM: Final = re.compile(r"(?:(?P<name>[^:]*):)?(?P<people>[^():]+)(?:\((?P<question>.+)\))?\s*", re.DOTALL)


class Investigate(Fields, frozen=True):
    """`text` is the question, and `teams` has one a line: "Backups: Maya, Jun (Which copy can we restore?)".

    The first of a team leads it. A team may have a question of its own, in brackets. In `text`, too, teams may stand
    behind the question, with "|" between them. `known` are the lines that all begin with.
    """

    box_s: SpanS | None = None
    text: str = ""
    teams: str = ""
    known: tuple[EntryId, ...] = ()
    occurred_us: MomentUs | None = None


class JoinInvestigation(Fields, frozen=True):
    """`investigation` is its letter."""

    investigation: str
    person: str


class ExtendInvestigation(Fields, frozen=True):
    """`box` is how much longer from now."""

    investigation: str
    box_s: SpanS
    reason: str = ""


class Submit(Fields, frozen=True):
    """`confidence` in percent; `leading` is the best hypothesis, "H1"; `dissent` who sees it otherwise, and why."""

    investigation: str
    confidence: int
    text: str
    leading: str = ""
    dissent: str = ""


class BreakSeal(Fields, frozen=True):
    investigation: str
    reason: str = ""


@command(
    "investigation.open",
    help="Have several teams look into a question, each blind to the others until all are in",
    slash=("investigate",),
    who=WHO_MANAGES,
)
def open_apart(
    *,
    investigations: Investigations,
    restriction: Restriction,
    people: People,
    timeline: Timeline,
    context: Context,
    fields: Investigate,
) -> list[Draft]:
    must_manage(restriction, people, context)
    question, _, behind = fields.text.partition("|")
    teams = _read_teams(fields.teams or behind, people)
    _must_be_apart([member for _, members, _ in teams for member in members], restriction, people)
    for line in fields.known:
        must_be_for_all(investigations, timeline.line(line))
    number = max((each.number for each in investigations.all), default=0)
    until_us = context.now_us + fields.box_s * SECOND_US if fields.box_s else None
    drafts: list[Draft] = []
    round_ = ""
    for at, (name, members, own_question) in enumerate(teams, 1):
        names = tuple(map(people.name, members))
        entry = EntryId(context.new_id())
        stream = derived(context.desk, entry)
        round_ = round_ or stream
        asks = checked_text(own_question or question)
        body = InvestigationOpened(number + at, asks, name, members, names, until_us, fields.known)
        drafts.append(Draft(body, subject=f"{stream} {round_}", id=entry, occurred_us=fields.occurred_us))
        drafts.append(Draft(LeadNamed(names[0]), subject=members[0], stream=stream))
        drafts += [
            Draft(MemberAdded(named, number + at), subject=person, stream=stream)
            for person, named in zip(members[1:], names[1:], strict=True)
        ]
    return drafts


def _read_teams(text: str, people: People) -> list[tuple[str, tuple[PersonId, ...], str]]:
    """Name, members and own question of each. Raises: BadInput; NotFound for a name nobody has."""
    lines = [line.strip() for line in re.split(r"[\n|]", text) if line.strip()]
    if not lines:
        raise BadInput("say who looks into it: Backups: Maya, Jun | Database: Tomas", "teams")
    if len(lines) > MOST_TEAMS:
        raise BadInput(f"there are at most {MOST_TEAMS} teams", "teams")
    return [_read_team(line, people) for line in lines]


def _read_team(line: str, people: People) -> tuple[str, tuple[PersonId, ...], str]:
    found = _TEAM.fullmatch(line)
    names = [name.strip().removeprefix("@") for name in found["people"].split(",")] if found else []
    if found is None or not all(names):
        raise BadInput(f"“{line}” names no team; write: Backups: Maya, Jun", "teams")
    members = tuple(dict.fromkeys(people.find(name) for name in names))
    return (found["name"] or people.name(members[0])).strip(), members, (found["question"] or "").strip()


def _must_be_apart(members: list[PersonId], restriction: Restriction, people: People) -> None:
    """Raises: RuleError if somebody may not know of the incident, or would see what two teams find."""
    seen: set[PersonId] = set()
    for member in members:
        name = people.name(member)
        must_know(restriction, Holder(name, member))
        if member in seen:
            raise RuleError(f"{name} stands in two teams; each must be blind to the other.")
        seen.add(member)


@command(
    "investigation.join",
    help="Let one more person work on an investigation",
    slash=("join-investigation",),
    who=WHO_MANAGES,
)
def join(
    investigations: Investigations,
    restriction: Restriction,
    people: People,
    context: Context,
    fields: JoinInvestigation,
) -> list[Draft]:
    must_manage(restriction, people, context)
    found = investigations.find(fields.investigation)
    must_be_sealed(investigations, found)
    name = people.name(person := people.find(fields.person))
    others = [each for each in investigations.of_round(found.round) if person in each.people]
    if others:
        raise RuleError(f"{name} works on investigation {investigations.label(others[0])} of the same round.")
    must_know(restriction, Holder(name, person))
    return [
        Draft(MemberAdded(name, found.number), subject=person, stream=found.stream),
        Draft(InvestigationJoined(found.id, found.number, person, name)),
    ]


@command(
    "investigation.extend",
    help="Give an investigation more time",
    slash=("extend-investigation",),
    who="who leads it, or who manages the incident",
)
def extend(
    investigations: Investigations,
    restriction: Restriction,
    people: People,
    context: Context,
    fields: ExtendInvestigation,
) -> list[Draft]:
    found = investigations.find(fields.investigation)
    must_be_sealed(investigations, found)
    if context.by != found.lead:
        must_manage(restriction, people, context)
    until_us = context.now_us + fields.box_s * SECOND_US
    body = InvestigationExtended(found.id, found.number, until_us, fields.reason.strip(), found.until.over)
    return [Draft(body)]


@command("investigation.submit", help="Submit an investigation: final", slash=("submit",), who="who leads it")
def submit(
    investigations: Investigations, timeline: Timeline, people: People, context: Context, fields: Submit
) -> list[Draft]:
    found = investigations.find(fields.investigation)
    if context.by != found.lead:
        raise RuleError(f"{people.name(found.lead)} leads this investigation and submits it.")
    if found.conclusion is not None:
        raise RuleError("It is in already, and that is final.")
    if not 0 <= fields.confidence <= 100:
        raise BadInput("how sure, in percent from 0 to 100", "confidence")
    leading = investigating.hypothesis_called(found, fields.leading, timeline).id if fields.leading.strip() else None
    body = Concluded(
        found.id, found.number, checked_text(fields.text), fields.confidence, leading, fields.dissent.strip()
    )
    return [
        Draft(body, stream=found.stream),
        Draft(InvestigationSubmitted(found.id, found.number)),
    ]


@command(
    "investigation.break",
    help="Break the seal of an investigation early, with the reason",
    slash=("break-seal",),
    who=WHO_MANAGES,
)
def break_seal(
    investigations: Investigations, restriction: Restriction, people: People, context: Context, fields: BreakSeal
) -> list[Draft]:
    must_manage(restriction, people, context)
    found = investigations.find(fields.investigation)
    if investigations.stage(found) is Stage.OPEN:
        raise RuleError("It is open already.")
    reason = fields.reason.strip()
    if not reason:
        raise RuleError("Say why the seal is broken; everybody will read it.")
    return [Draft(Unsealed(found.id, found.number, reason), stream=found.stream)]


def must_be_sealed(investigations: Investigations, found: Investigation) -> None:
    """Raises: RuleError if it is in, or open."""
    if (stage := investigations.stage(found)) is not Stage.SEALED:
        word = "open" if stage is Stage.OPEN else "in"
        raise RuleError(f"Investigation {investigations.label(found)} is {word} already.")
