"""The alerts, the silences and the monitors that tell of them: the state. Which alert is silenced, and which flaps."""

from collections.abc import Iterable
from typing import Final

import msgspec

from incident_desk.domain.alert_entries import AlertKey, AlertState, Matcher, SourceKind
from incident_desk.domain.alert_matching import fits_all
from incident_desk.domain.errors import NotFound
from incident_desk.domain.ids import EntryId, IncidentId, PersonId
from incident_desk.domain.moments import DAY_US, HOUR_US, MINUTE_US

HOLDS_US: Final = 30 * MINUTE_US
"""What fires again so soon after its end goes on: it is what somebody took, and belongs to the same incident."""
TURNS_KEPT: Final = 24
HEARD_KEPT: Final = 12
CHANGES_KEPT: Final = 500
KEPT_US: Final = 30 * DAY_US
"""So long what is over is known after its end; the record has it for ever."""
LETS_GO_EVERY_US: Final = HOUR_US
NAMES: Final = ("alertname", "rulename", "name", "title", "check", "monitor")
"""Labels that say what an alert is called, the first first."""


class Acknowledged(msgspec.Struct, frozen=True, gc=False):
    """Who looks after it: somebody here, or as its source says somebody over there (then `by` is empty)."""

    entry: EntryId
    by: PersonId | None
    at_us: int
    note: str = ""


class Alert(msgspec.Struct):
    """One alert: what its source said of it last, and what was done about it since it began.

    `since_us` is when it began to fire last, `opened_us` when what is going on began: with the firings before that were
    over for a short while only. `said_us` is when its source spoke of it last. `turns` are the moments of its changes.
    `told_by` is who wrote down what was said last: whoever is at the desk that heard it.
    """

    key: AlertKey
    source: str
    labels: dict[str, str]
    annotations: dict[str, str]
    first_us: int
    since_us: int
    opened_us: int
    said_us: int
    state: AlertState = AlertState.FIRING
    name: str = ""
    link: str = ""
    ended_us: int | None = None
    count: int = 0
    turns: tuple[int, ...] = ()
    acknowledged: Acknowledged | None = None
    incidents: dict[IncidentId, str] = {}
    told_by: PersonId = PersonId("")

    @property
    def is_open(self) -> bool:
        return self.state is not AlertState.RESOLVED

    @property
    def title(self) -> str:
        """What it is called."""
        given = next((self.labels[name] for name in NAMES if self.labels.get(name)), "")
        return given or self.annotations.get("summary") or self.name or self.source

    @property
    def summary(self) -> str:
        """What it says, in a sentence; empty if that is its name."""
        found = next((self.annotations[name] for name in SUMMARIES if self.annotations.get(name)), "")
        return "" if found == self.title else found

    @property
    def runbook(self) -> str:
        """Where it is written what to do about it; empty if nobody says."""
        return next((link for name in RUNBOOKS if (link := self.annotations.get(name) or self.labels.get(name))), "")

    def turned_since(self, since_us: int) -> int:
        """How often it changed since then."""
        return sum(at_us >= since_us for at_us in self.turns)


SUMMARIES: Final = ("summary", "message", "description")
RUNBOOKS: Final = ("runbook_url", "runbook", "playbook", "runbook_link")


class Silence(msgspec.Struct, frozen=True, gc=False):
    """What all matchers fit is not rung for, from then until then."""

    id: EntryId
    matchers: tuple[Matcher, ...]
    from_us: int
    until_us: int
    reason: str
    by: PersonId
    by_name: str
    made_us: int
    ended_us: int | None = None

    def ends_us(self) -> int:
        """When it ends, or ended."""
        return self.until_us if self.ended_us is None else min(self.ended_us, self.until_us)

    def holds(self, at_us: int) -> bool:
        return self.from_us <= at_us < self.ends_us()

    def fits(self, labels: dict[str, str]) -> bool:
        """Whether it is about an alert with these labels; one whose matchers were erased is about none."""
        return bool(self.matchers) and fits_all(self.matchers, labels)


class AlertSource(msgspec.Struct):
    """A monitor that may tell us. `silent_since_us` is set while nothing is heard of it, longer than it may be."""

    name: str
    kind: SourceKind
    digest: str = ""
    every_s: int | None = None
    mapping: str = ""
    added_us: int = 0
    is_removed: bool = False
    heard_us: tuple[int, ...] = ()
    silent_since_us: int | None = None
    count: int = 0
    told_by: PersonId = PersonId("")

    @property
    def last_us(self) -> int | None:
        """When it was heard last."""
        return self.heard_us[-1] if self.heard_us else None

    def hear(self, at_us: int) -> None:
        """It said something then."""
        last = self.last_us or 0
        if at_us <= last:
            return
        is_near = last and at_us - last < min((self.every_s or 3600) * 500_000, HOUR_US)
        kept = self.heard_us[:-1] if is_near and len(self.heard_us) > 1 else self.heard_us
        self.heard_us = (*kept[-HEARD_KEPT + 1 :], at_us)

    def is_due(self, at_us: int) -> bool:
        """Whether it should have said something by then."""
        if self.every_s is None or self.is_removed:
            return False
        return at_us - max(self.last_us or 0, self.added_us) > self.every_s * 1_000_000


class HeldBack(msgspec.Struct, frozen=True, gc=False):
    """Requests that were turned away."""

    source: str
    count: int
    why: str
    from_us: int
    until_us: int


class Change(msgspec.Struct, frozen=True, gc=False):
    """Something that was changed, as a deploy system or somebody else told."""

    entry: EntryId
    source: str
    summary: str
    at_us: int
    services: tuple[str, ...] = ()
    details: dict[str, str] = {}
    link: str = ""


class Alerts(msgspec.Struct):
    """What monitors said, in the order of the record; of what is over for long nothing is kept.

    `lots` are the heaps of repetitions that are in, and `known_changes` those of which is known what they are called:
    each with when it was written.
    """

    of: dict[AlertKey, Alert] = msgspec.field(default_factory=dict[AlertKey, Alert])
    silences: dict[EntryId, Silence] = msgspec.field(default_factory=dict[EntryId, Silence])
    sources: dict[str, AlertSource] = msgspec.field(default_factory=dict[str, AlertSource])
    changes: list[Change] = msgspec.field(default_factory=list[Change])
    known_changes: dict[tuple[str, str], int] = msgspec.field(default_factory=dict[tuple[str, str], int])
    held_back: list[HeldBack] = msgspec.field(default_factory=list[HeldBack])
    lots: dict[str, int] = msgspec.field(default_factory=dict[str, int])
    let_go_us: int = 0

    def let_go(self, now_us: int) -> None:
        """Know no more of what was over for long when something was written at this moment.

        Entries are applied in the order of the record, whatever the order in which they arrive: so all desks let go of
        the same.
        """
        if abs(now_us - self.let_go_us) < LETS_GO_EVERY_US:
            return
        self.let_go_us, before_us = now_us, now_us - KEPT_US
        for key in [key for key, each in self.of.items() if not each.is_open and each.said_us < before_us]:
            del self.of[key]
        for own in [own for own, each in self.silences.items() if each.ends_us() < before_us]:
            del self.silences[own]
        for lot in [lot for lot, at_us in self.lots.items() if at_us < before_us]:
            del self.lots[lot]
        for change in [change for change, at_us in self.known_changes.items() if at_us < before_us]:
            del self.known_changes[change]

    @property
    def all(self) -> list[Alert]:
        return list(self.of.values())

    @property
    def open(self) -> list[Alert]:
        return [each for each in self.of.values() if each.is_open]

    def silences_of(self, alert: Alert, at_us: int) -> list[Silence]:
        """Those that hold for it at that moment."""
        return [each for each in self.silences.values() if each.holds(at_us) and each.fits(alert.labels)]

    def source(self, name: str) -> AlertSource:
        """A monitor by its name. Raises: NotFound."""
        found = self.sources.get(name)
        if found is None or found.is_removed:
            raise NotFound(f"There is no source “{name[:80]}”.")
        return found

    def find(self, text: str) -> Alert:
        """An alert by its key, a unique start of it, or of its title. Raises: NotFound."""
        wanted = text.strip().casefold()
        exact = self.of.get(AlertKey(wanted))
        if exact is not None:
            return exact
        found = [each for each in self.of.values() if wanted and each.key.startswith(wanted)] if len(wanted) > 3 else []
        if not found and wanted:
            found = [each for each in self.of.values() if each.is_open and each.title.casefold().startswith(wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            named = ", ".join(each.key[:8] for each in found[:4])
            raise NotFound(f"“{text[:80]}” names several alerts; say which: {named}.")
        raise NotFound(f"“{text[:80]}” is no alert; say its key, as `alerts list` shows it.")

    def find_all(self, texts: Iterable[str]) -> list[Alert]:
        """Each once, in the order given. Raises: NotFound."""
        return list({each.key: each for each in map(self.find, texts)}.values())

    def silence(self, text: str) -> Silence:
        """A silence by its id, or a unique start of it. Raises: NotFound."""
        wanted = text.strip().casefold()
        found = [each for own, each in self.silences.items() if len(wanted) > 3 and own.startswith(wanted)]
        if len(found) != 1:
            raise NotFound(f"“{text[:80]}” is {'several of the silences' if found else 'no silence'}; say its id.")
        return found[0]
