"""Old incidents leave the tables that desks read every day. What is left of them on every desk is what a list shows."""

import re
from typing import Final

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fields import Over
from incident_desk.domain.headline import Archiving, Headline
from incident_desk.domain.impact import Impact
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.powers import Power
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State

_NAME: Final = re.compile(r"[0-9]{4}(-[0-9]{2}-[0-9]{2})?", re.ASCII)


@kind("gov.incident.archived")
class IncidentArchived(Body, frozen=True):
    """The incident was moved to an archive, which the subject names too: a year, or the day before which it was over.

    It repeats what a list of incidents shows, for desks that do not have the rest. `of` are the entries that said so,
    `entries` how many there were.
    """

    archive: str
    entries: int = 0
    title: str = ""
    severity: Severity | None = None
    state: State = State.RESOLVED
    entered_us: dict[State, MomentUs] = {}
    started_us: MomentUs | None = None
    ended_us: MomentUs | None = None
    services: tuple[str, ...] = ()
    source: str = ""
    origin: str = ""
    of: dict[str, Over] = {}

    sort = LineSort.NOTE

    def sentence(self) -> Sentence:
        return Sentence("Moved to the archive {archive}: {title}", {"archive": self.archive, "title": self.title})

    def remains(self) -> Body:
        archive = self.archive if _NAME.fullmatch(self.archive) else ""
        return msgspec.structs.replace(self, archive=archive, title="", services=(), source="")


@applies("headline", IncidentArchived)
def archived(headline: Headline, entry: Entry, body: IncidentArchived) -> None:
    headline.source = headline.source or body.source
    headline.origin = headline.origin or body.origin
    headline.archivings.append(Archiving(entry.id, body.archive, body.entries, body.remains()))
    if body.title:
        headline.title.stand_in(body.title, entry, body.of.get("title", ()))
    if body.severity is not None:
        headline.severity.stand_in(body.severity, entry, body.of.get("severity", ()))
    headline.states.stand_in(body.state, entry, body.of.get("state", ()))
    for state, moment_us in body.entered_us.items():
        headline.entered_us.setdefault(state, moment_us)


@applies("impact", IncidentArchived)
def impact_archived(impact: Impact, entry: Entry, body: IncidentArchived) -> None:
    if body.services:
        impact.services.stand_in(body.services, entry, body.of.get("services", ()))
    for fact in ("started_us", "ended_us"):
        if (moment_us := getattr(body, fact)) is not None:
            getattr(impact, fact).stand_in(moment_us, entry, body.of.get(fact, ()))


class Archive(Fields, frozen=True):
    """`archive` is a year, or a day: the incident was over before it. `entries`: how many the desk had then."""

    archive: str
    entries: int = 0


def checked_archive(name: str) -> str:
    """Raises: RuleError if that is neither a year nor a day."""
    if not _NAME.fullmatch(name.strip()):
        raise RuleError("Name the archive by a year (2024), or by the day before which it was over (2025-07-01).")
    return name.strip()


@command(
    "incident.archive",
    help="Move a closed incident to the archive",
    who="an administrator of the shared record",
    power=Power.ADMINISTER,
)
def archive(headline: Headline, impact: Impact, context: Context, fields: Archive) -> list[Draft]:
    name = checked_archive(fields.archive)
    if headline.is_open:
        raise RuleError(f"{headline.number} is {headline.state}; only what is over goes to the archive.")
    if headline.is_restricted:
        raise RuleError(f"{headline.number} is restricted, so it stays where only its members read it.")
    body = IncidentArchived(
        name,
        entries=fields.entries,
        title=headline.title.value or "",
        severity=headline.severity.value,
        state=headline.state,
        entered_us=dict(headline.entered_us),
        started_us=impact.started_us.value,
        ended_us=impact.ended_us.value,
        services=impact.services.value or (),
        source=headline.source,
        origin=headline.origin,
        of={
            "title": headline.title.over,
            "severity": headline.severity.over,
            "state": headline.states.over,
            "services": impact.services.over,
            "started_us": impact.started_us.over,
            "ended_us": impact.ended_us.over,
        },
    )
    return [Draft(body, subject=name)]
