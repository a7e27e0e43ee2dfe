"""What is written about alerts: rules that fired elsewhere, told by monitors. They belong to no incident.

One entry carries many: a storm brings thousands within minutes. What a monitor only repeats is counted, in lots.
"""

import enum
import hashlib
from functools import lru_cache
from typing import Final, NewType

import msgspec

from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.spans import SpanS

AlertKey = NewType("AlertKey", str)
"""What tells an alert from all others: drawn from its source and its labels, so that two desks draw the same."""

LABELS_MOST: Final = 64
NAME_LETTERS: Final = 120
VALUE_LETTERS: Final = 1000
WORDS_LETTERS: Final = 2000
LINK_LETTERS: Final = 1000
OURS: Final = "our own watch"
"""The source of what our detector warns of."""


class SourceKind(enum.StrEnum):
    """The shapes in which alerts come in."""

    PROMETHEUS = "prometheus"
    ALERTMANAGER = "alertmanager"
    GRAFANA = "grafana"
    PAGERDUTY = "pagerduty"
    DATADOG = "datadog"
    UPTIME_KUMA = "uptime-kuma"
    CLOUDEVENTS = "cloudevents"
    JSON = "json"
    EMAIL = "e-mail"
    WATCH = "watch"


class AlertState(enum.StrEnum):
    """What a monitor says of an alert. TAKEN: somebody acknowledged it over there."""

    FIRING = "firing"
    RESOLVED = "resolved"
    TAKEN = "taken"


class Seen(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What a monitor said of one alert. `name` is what it calls it, where not its labels tell it from others.

    `came_us` is when it came in; `starts_us` and `ends_us` are as the monitor says. `times` is how often it was said
    since it was written last. `key` is only there where the words were erased.
    """

    came_us: MomentUs
    labels: dict[str, str] = {}
    annotations: dict[str, str] = {}
    state: AlertState = AlertState.FIRING
    name: str = ""
    starts_us: MomentUs | None = None
    ends_us: MomentUs | None = None
    link: str = ""
    times: int = 1
    key: str = ""


class Counted(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """How often an alert was repeated, and when last."""

    times: int
    last_us: MomentUs


class Operator(enum.StrEnum):
    """How a matcher compares."""

    IS = "="
    IS_NOT = "!="
    MATCHES = "=~"
    MATCHES_NOT = "!~"


class Matcher(msgspec.Struct, frozen=True, gc=False):
    """One condition of a silence on a label; one that is missing is empty."""

    label: str
    value: str
    operator: Operator = Operator.IS

    def __str__(self) -> str:
        value = self.value.replace("\\", "\\\\").replace('"', '\\"')
        return f'{self.label}{self.operator}"{value}"'


@kind("alert.received")
class AlertsReceived(Body, frozen=True):
    """A monitor told these: new ones, changes and ends."""

    source: str
    seen: tuple[Seen, ...]

    def remains(self) -> Body:
        """That something was told, and how much. What it was about is in the words of whoever wrote the rule."""
        bare = (Seen(each.came_us, state=each.state, key=key_of(self.source, each)) for each in self.seen)
        return AlertsReceived(self.source, tuple(bare))


@kind("alert.counted")
class AlertsCounted(Body, frozen=True):
    """These were repeated, and changed in nothing. `lot` names the heap they were kept in: counted once only."""

    source: str
    lot: str
    of: dict[AlertKey, Counted]

    def remains(self) -> Body:
        return self


@kind("alert.acknowledged")
class AlertsAcknowledged(Body, frozen=True):
    """Somebody looks after these."""

    of: tuple[AlertKey, ...]
    note: str = ""

    def words(self) -> str:
        return self.note

    def remains(self) -> Body:
        return AlertsAcknowledged(self.of)


@kind("alert.given_back")
class AlertsGivenBack(Body, frozen=True):
    """Nobody looks after these any more."""

    of: tuple[AlertKey, ...]

    def remains(self) -> Body:
        return self


@kind("alert.ended")
class AlertsEnded(Body, frozen=True):
    """These are over, as somebody here says: their source will not say it. If it speaks of them again, they go on."""

    of: tuple[AlertKey, ...]
    note: str = ""

    def words(self) -> str:
        return self.note

    def remains(self) -> Body:
        return AlertsEnded(self.of)


@kind("alert.linked")
class AlertsLinked(Body, frozen=True):
    """These belong to that incident, which is called `label`."""

    of: tuple[AlertKey, ...]
    incident: IncidentId
    label: str

    def remains(self) -> Body:
        return AlertsLinked(self.of, self.incident, "")


@kind("alert.unlinked")
class AlertsUnlinked(Body, frozen=True):
    """These do not belong to that incident after all."""

    of: tuple[AlertKey, ...]
    incident: IncidentId

    def remains(self) -> Body:
        return self


@kind("alert.came_in")
class AlertsCameIn(Body, frozen=True):
    """An incident learns of alerts that belong to it: how many, since when, and what the first of them says."""

    of: tuple[AlertKey, ...]
    title: str
    since_us: MomentUs
    source: str = ""
    more: int = 0

    sort = LineSort.DETECTION

    def sentence(self) -> Sentence:
        if self.more:
            return Sentence("Alert of {source}, and {more} more", {"source": self.source, "more": str(self.more)})
        return Sentence("Alert of {source}", {"source": self.source})

    def words(self) -> str:
        return self.title

    def remains(self) -> Body:
        return AlertsCameIn(self.of, "", self.since_us, more=self.more)


@kind("alert.silenced")
class AlertsSilenced(Body, frozen=True):
    """What all `matchers` fit is not rung for until it ends. `by_name` is who says so, where it is nobody here."""

    matchers: tuple[Matcher, ...]
    from_us: MomentUs
    until_us: MomentUs
    reason: str
    by_name: str = ""

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return AlertsSilenced((), self.from_us, self.until_us, "")


@kind("alert.silence_ended")
class SilenceEnded(Body, frozen=True):
    """A silence is over before its end."""

    silence: EntryId
    by_name: str = ""

    def remains(self) -> Body:
        return SilenceEnded(self.silence)


@kind("alert.source_added")
class SourceAdded(Body, frozen=True):
    """A monitor may tell us. Of its token only the hash is kept; `every_s` is how often it has to say something.

    `mapping` names what of the plan reads its JSON.
    """

    name: str
    source_kind: SourceKind
    digest: str
    every_s: SpanS | None = None
    mapping: str = ""

    def remains(self) -> Body:
        return self


@kind("alert.source_removed")
class SourceRemoved(Body, frozen=True):
    """It may tell us nothing any more."""

    name: str

    def remains(self) -> Body:
        return self


@kind("alert.source_silent")
class SourceFellSilent(Body, frozen=True):
    """Nothing was heard of a monitor for longer than it may be silent: since then."""

    name: str
    since_us: MomentUs

    def remains(self) -> Body:
        return self


@kind("alert.source_heard")
class SourceHeard(Body, frozen=True):
    """A monitor speaks: the first time, again after it was silent, or it says that all is well."""

    name: str
    at_us: MomentUs

    def remains(self) -> Body:
        return self


@kind("alert.change_noted")
class ChangeNoted(Body, frozen=True):
    """Something was changed: a deploy, a setting. `key` is what its source calls it."""

    source: str
    summary: str
    at_us: MomentUs
    services: tuple[str, ...] = ()
    details: dict[str, str] = {}
    link: str = ""
    key: str = ""

    def words(self) -> str:
        return self.summary

    def remains(self) -> Body:
        return ChangeNoted(self.source, "", self.at_us, key=self.key)


@kind("alert.held_back")
class AlertsHeldBack(Body, frozen=True):
    """So many requests of a source were turned away: why."""

    source: str
    count: int
    why: str
    from_us: MomentUs
    until_us: MomentUs

    def remains(self) -> Body:
        return msgspec.structs.replace(self, why="")


def key_of(source: str, seen: Seen) -> AlertKey:
    """What tells it from all other alerts."""
    if seen.key:
        return AlertKey(seen.key)
    if seen.name:
        return alert_key(source, seen.name)
    return alert_key(source, "", *(part for pair in sorted(seen.labels.items()) for part in pair))


@lru_cache(maxsize=20_000)
def alert_key(source: str, name: str, *labels: str) -> AlertKey:
    """See `key_of`: by the name that the source gives it, else by its labels."""
    text = "\x1f".join((source, name, *labels))
    return AlertKey(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24])
