"""What the room of alerts shows, as plain values that another thread may have: groups, storms, what flaps, whose."""

import enum
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import msgspec

from incident_desk.domain.alert_entries import OURS, AlertKey, AlertState
from incident_desk.domain.alert_firing import Steps, bars, firing
from incident_desk.domain.alert_list import Alert, Alerts, AlertSource, Change, Silence
from incident_desk.domain.ids import PersonId
from incident_desk.domain.maintenance_list import Maintenances
from incident_desk.domain.moments import HOUR_US, SECOND_US
from incident_desk.domain.people import People
from incident_desk.domain.plan_alerts import AlertReading, AlertRules
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.sentences import Sentence
from incident_desk.domain.severity import Severity
from incident_desk.domain.warning_list import EarlyWarning
from incident_desk.domain.warning_worth import Worth

ENDED_SHOWN_US: Final = 12 * HOUR_US
"""So long what is over is shown."""
WORDS_SHOWN: Final = 200
CHANGES_SHOWN: Final = 200


class Standing(enum.StrEnum):
    """How a line stands, in the order in which lines are shown."""

    FIRING = "firing"
    STORM = "storm"
    WARNING = "warning"
    SILENT = "silent"
    FLAPPING = "flapping"
    TAKEN = "taken"
    NOTICE = "notice"
    SILENCED = "silenced"
    MUTED = "muted"
    ENDED = "ended"


HELD: Final = (Standing.SILENCED, Standing.MUTED)
"""These are held: by a silence, or by maintenance that announced them."""
ASKING: Final = (Standing.FIRING, Standing.STORM, Standing.WARNING, Standing.SILENT)
"""These ask somebody to take them."""
ORDER: Final = {standing: place for place, standing in enumerate(Standing)}


class Sort(msgspec.Struct, frozen=True, gc=False):
    """What the plan makes of an alert."""

    service: str
    severity: Severity
    region: str
    group: tuple[str, ...]


class Line(msgspec.Struct, frozen=True, gc=False):
    """One line: alerts that belong together. `id` stays the same while they do.

    `sentence` says what the desk says of it, `words` what its source says. `taken_by` is who looks after it, `owner`
    whose service it is. `is_late`: by the plan somebody should have taken it by now. `until_us` is when a silence or
    maintenance that holds it ends. `warning` is one of ours. `firing` is how many fired from when on, `bars` how many
    of a storm began when; `labels` are those of the first.
    """

    id: str
    standing: Standing
    title: str
    words: str = ""
    sentence: Sentence | None = None
    service: str = ""
    region: str = ""
    severity: Severity = Severity.SEV3
    source: str = ""
    owner: str = ""
    count: int = 0
    open: int = 0
    since_us: int = 0
    last_us: int = 0
    ended_us: int | None = None
    until_us: int | None = None
    taken_by: str = ""
    taken_us: int | None = None
    is_mine: bool = False
    is_late: bool = False
    incidents: tuple[str, ...] = ()
    keys: tuple[AlertKey, ...] = ()
    turns: tuple[int, ...] = ()
    runbook: str = ""
    link: str = ""
    warning: EarlyWarning | None = None
    firing: Steps = ()
    bars: Steps = ()
    labels: dict[str, str] = {}

    @property
    def asks(self) -> bool:
        """Whether it asks somebody to take it, and nobody has, and it belongs to no incident."""
        return self.standing in ASKING and not self.taken_by and not self.incidents


class Detail(msgspec.Struct, frozen=True):
    """All of one line. `labels` are those that all of its alerts have.

    `incidents` are the open ones, and `suggested` is the one of them that it may belong to; `because` says why.
    """

    line: Line
    labels: dict[str, str] = {}
    annotations: dict[str, str] = {}
    incidents: tuple[str, ...] = ()
    suggested: str = ""
    because: Sentence | None = None


class View(msgspec.Struct, frozen=True):
    """Everything that is shown now. `lines` are in the order in which they are read."""

    at_us: int = 0
    lines: tuple[Line, ...] = ()
    silences: tuple[Silence, ...] = ()
    sources: tuple[AlertSource, ...] = ()
    held_back: int = 0
    today: int = 0
    changes: tuple[Change, ...] = ()
    worth: Worth = Worth()

    @property
    def asking(self) -> list[Line]:
        """The lines that ask somebody."""
        return [line for line in self.lines if line.asks]

    @property
    def late(self) -> list[Line]:
        """The lines that somebody should have taken by now, by the plan."""
        return [line for line in self.lines if line.is_late and line.asks]


class Looking(msgspec.Struct, frozen=True):
    """What a view is made with. `sort` says what the plan makes of an alert; whoever shows many remembers it."""

    plan: Plan
    people: People
    maintenances: Maintenances
    me: object
    now_us: int
    sort: Callable[[Alert], Sort]

    @property
    def rules(self) -> AlertRules:
        return self.plan.alerts_or_default


def sort_of(alert: Alert, reading: AlertReading) -> Sort:
    """What the plan makes of an alert."""
    rules = reading.rules
    service = reading.service_of(alert.labels)
    own = {"service": service, "alertname": alert.title, "source": alert.source}
    group = tuple(own.get(name) or alert.labels.get(name, "") for name in rules.group_by)
    severity = reading.severity_of(alert.labels)
    return Sort(service, severity, rules.region_of(alert.labels), group if any(group) else (alert.key,))


def view(alerts: Alerts, looking: Looking, warnings: Iterable[EarlyWarning] = ()) -> View:
    """What is shown at this moment."""
    now_us = looking.now_us
    silences = [each for each in alerts.silences.values() if each.holds(now_us) or each.from_us > now_us]
    groups: dict[tuple[str, ...], list[Alert]] = {}
    for alert in alerts.of.values():
        if alert.is_open or (alert.ended_us or 0) > now_us - ENDED_SHOWN_US:
            groups.setdefault(looking.sort(alert).group, []).append(alert)
    holding = [each for each in silences if each.holds(now_us) and each.ended_us is None]
    lines = [_line(group, own, holding, looking) for group, own in groups.items()]
    lines = [*_storms(lines, looking), *_silent(alerts.sources.values(), looking), *map(_warned, warnings)]
    day_us = now_us - now_us % (24 * HOUR_US)
    return View(
        now_us,
        tuple(sorted(lines, key=_place)),
        tuple(sorted(silences, key=lambda each: each.ends_us())),
        tuple(msgspec.structs.replace(each) for each in alerts.sources.values() if not each.is_removed),
        sum(each.count for each in alerts.held_back),
        sum(alert.opened_us >= day_us for alert in alerts.of.values()),
        tuple(alerts.changes[-CHANGES_SHOWN:]),
    )


def _place(line: Line) -> tuple[int, str, int, str]:
    over = line.ended_us if line.standing is Standing.ENDED and line.ended_us else line.since_us
    return ORDER[line.standing], line.severity, -over, line.id


def _line(group: Sequence[str], own: list[Alert], holding: Sequence[Silence], looking: Looking) -> Line:
    of = [each for each in own if each.is_open] or own
    first = min(of, key=lambda each: (each.opened_us, each.key))
    sorts = [looking.sort(each) for each in of]
    severity = min(sort.severity for sort in sorts)
    service = sorts[0].service
    is_open = first.is_open
    since_us = first.opened_us if is_open else first.since_us
    until_us, standing = _held(of, holding, looking) if is_open else (None, Standing.ENDED)
    if standing is not Standing.SILENCED and standing is not Standing.MUTED:
        standing = _standing(own, of, severity, looking)
    taken = max((each.acknowledged for each in of if each.acknowledged), key=lambda each: each.at_us, default=None)
    waits_us = looking.rules.acknowledge_within_s * SECOND_US
    is_late = severity in looking.rules.to_acknowledge and since_us + waits_us < looking.now_us
    return Line(
        "\x1f".join(group),
        standing,
        first.title,
        " ".join(first.summary.split())[:WORDS_SHOWN],
        _sentence(standing, own, of, looking),
        service,
        _one([sort.region for sort in sorts]),
        severity,
        first.source,
        next((each.owner for each in looking.plan.services if each.name == service), ""),
        sum(each.count for each in own),
        len(of) if is_open else 0,
        since_us,
        max(each.said_us for each in own),
        None if is_open else max(each.ended_us or 0 for each in own),
        until_us,
        _name(taken.by, first.source, looking) if taken is not None else "",
        taken.at_us if taken is not None else None,
        taken is not None and taken.by is not None and taken.by == looking.me,
        is_late and standing in ASKING and taken is None,
        tuple(dict.fromkeys(label for each in of for label in each.incidents.values())),
        tuple(each.key for each in of),
        tuple(sorted(at_us for each in own for at_us in each.turns))[-24:],
        next((each.runbook for each in of if each.runbook), ""),
        first.link,
        firing=firing(own, looking.now_us),
        bars=bars((each.opened_us for each in own), looking.now_us) if standing is Standing.STORM else (),
        labels=first.labels,
    )


def _one(names: Iterable[str]) -> str:
    """What they all say, or nothing."""
    found = set(names)
    return found.pop() if len(found) == 1 else ""


def _name(by: PersonId | None, source: str, looking: Looking) -> str:
    return source if by is None else looking.people.name(by)


def _held(of: Sequence[Alert], holding: Sequence[Silence], looking: Looking) -> tuple[int | None, Standing]:
    """Whether silences, or announced maintenance, hold all of it, and until when."""
    ends: list[int] = []
    for alert in of:
        found = [each.ends_us() for each in holding if each.fits(alert.labels)]
        if not found:
            break
        ends.append(max(found))
    else:
        return min(ends), Standing.SILENCED
    sort = looking.sort(of[0])
    muted = looking.maintenances.muted_by(sort.service, sort.region, looking.now_us) if sort.service else None
    return (muted.ends_us, Standing.MUTED) if muted is not None else (None, Standing.FIRING)


def _standing(own: Sequence[Alert], of: Sequence[Alert], severity: Severity, looking: Looking) -> Standing:
    rules, now_us = looking.rules, looking.now_us
    if len(own) <= rules.storm and any(_flaps(each, rules, now_us) for each in own):
        return Standing.FLAPPING
    if not of[0].is_open:
        return Standing.ENDED
    if all(each.acknowledged is not None or each.state is AlertState.TAKEN or each.incidents for each in of):
        return Standing.TAKEN
    if severity is Severity.SEV4:
        return Standing.NOTICE
    if len(of) > rules.storm:
        return Standing.STORM
    return Standing.WARNING if of[0].source == OURS else Standing.FIRING


def _flaps(alert: Alert, rules: AlertRules, now_us: int) -> bool:
    """Whether it changed too often lately, and has not held long enough since."""
    if len(alert.turns) < rules.flaps or alert.turns[-1] < now_us - rules.holds_s * SECOND_US:
        return False
    return alert.turned_since(now_us - rules.flaps_within_s * SECOND_US) >= rules.flaps


def _sentence(standing: Standing, own: Sequence[Alert], of: Sequence[Alert], looking: Looking) -> Sentence | None:
    if standing is Standing.FLAPPING:
        rules = looking.rules
        since_us = looking.now_us - rules.flaps_within_s * SECOND_US
        turns = max(each.turned_since(since_us) for each in own)
        said = {"count": str(turns), "within": str(rules.flaps_within_s // 60), "holds": str(rules.holds_s // 60)}
        return Sentence("changed {count} times in {within} min; folded until it holds {holds} min", said)
    if standing is Standing.STORM:
        return Sentence("{count} alerts, folded to one line", {"count": str(len(of))})
    return None


def _storms(lines: Sequence[Line], looking: Looking) -> list[Line]:
    """The lines, those of a storm as one: of one service, or one source, that began within a short while."""
    rules = looking.rules
    within_us = rules.storm_within_s * SECOND_US
    loose: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        if line.standing in (Standing.FIRING, Standing.STORM) and not line.incidents:
            loose.setdefault(("", line.service) if line.service else (line.source, ""), []).append(line)
    folded: dict[str, Line] = {}
    for (source, service), own in loose.items():
        own.sort(key=lambda line: line.since_us)
        near = [line for line in own if line.since_us - own[0].since_us <= within_us]
        if len(near) <= rules.storm:
            near = [line for line in own if own[-1].since_us - line.since_us <= within_us]
        if len(near) > rules.storm:
            whole = _storm(source, service, near, looking)
            folded |= dict.fromkeys((line.id for line in near), whole)
    return list({each.id: each for line in lines for each in (folded.get(line.id, line),)}.values())


def _storm(source: str, service: str, near: Sequence[Line], looking: Looking) -> Line:
    first = near[0]
    count = sum(line.open for line in near)
    taken = "" if any(not line.taken_by for line in near) else near[-1].taken_by
    return Line(
        f"storm\x1f{source}\x1f{service}",
        Standing.STORM,
        first.title,
        first.words,
        Sentence("{count} alerts of {kinds} kinds, folded to one line", {"count": str(count), "kinds": str(len(near))}),
        service,
        _one(line.region for line in near),
        min(line.severity for line in near),
        first.source,
        first.owner,
        sum(line.count for line in near),
        count,
        first.since_us,
        max(line.last_us for line in near),
        taken_by=taken,
        is_late=any(line.is_late for line in near),
        keys=tuple(key for line in near for key in line.keys),
        turns=tuple(sorted(at_us for line in near for at_us in line.turns))[-24:],
        bars=bars((line.since_us for line in near for _ in range(line.open)), looking.now_us),
        runbook=next((line.runbook for line in near if line.runbook), ""),
    )


def _warned(warning: EarlyWarning) -> Line:
    """A warning of ours that goes on."""
    return Line(
        f"warning\x1f{warning.id}",
        Standing.WARNING,
        warning.shifts[0].title or warning.shifts[0].series if warning.shifts else "",
        service=warning.service,
        source=OURS,
        count=len(warning.shifts),
        open=len(warning.on),
        since_us=warning.since_us,
        last_us=warning.at_us,
        warning=warning,
    )


def _silent(sources: Iterable[AlertSource], looking: Looking) -> list[Line]:
    """The monitors that should have said something."""
    return [
        Line(
            f"silent\x1f{source.name}",
            Standing.SILENT,
            source.name,
            sentence=Sentence("says nothing; expected every {every}", {"every": _span(source.every_s or 0)}),
            severity=Severity.SEV3,
            source=source.name,
            count=1,
            open=1,
            since_us=source.silent_since_us,
            last_us=source.last_us or 0,
        )
        for source in sources
        if source.silent_since_us is not None and not source.is_removed
    ]


def _span(seconds: int) -> str:
    from incident_desk.domain.spans import span_english

    return span_english(seconds)
