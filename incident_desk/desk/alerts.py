"""The alerts as they are now, and what the plan, the silences and the announced maintenance make of them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

import msgspec

from incident_desk.desk.desk import Desk
from incident_desk.desk.followed import Followed
from incident_desk.desk.open_incidents import OpenIncidents
from incident_desk.desk.reading import ReadingDesk
from incident_desk.desk.writer import Recorded
from incident_desk.domain.alert_entries import (
    AlertKey,
    AlertState,
    Counted,
    Seen,
    SourceAdded,
    SourceKind,
    SourceRemoved,
    key_of,
)
from incident_desk.domain.alert_list import Alert, Alerts
from incident_desk.domain.alert_view import Detail, Line, Looking, Sort, View, sort_of, view
from incident_desk.domain.amendments import ABOUT_OTHERS
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import ALERTS, WATCHED, PersonId
from incident_desk.domain.kinds import kind_named, kinds_changing
from incident_desk.domain.plan_alerts import AlertMapping
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.report_entries import Verdict
from incident_desk.domain.report_matching import Asked, known_of, suggest
from incident_desk.domain.report_matching import Known as Incident
from incident_desk.domain.warning_worth import worth

T = TypeVar("T")
DETAILED_MOST: Final = 200
"""Of a storm, so many are looked at for what they share."""
LETTING_IN: Final = (kind_named(SourceAdded), kind_named(SourceRemoved))
NEAR: Final = 1_000
PLANS: Final = kinds_changing("plans")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")


class Known(msgspec.Struct, frozen=True):
    """A source as the doors know it: whose token has which hash."""

    name: str
    kind: SourceKind
    digest: str
    mapping: str
    every_s: int | None


class Split(msgspec.Struct, frozen=True):
    """What was told: what the record does not know yet, and how often what it knows was repeated.

    `is_first_word` is so of a source that was silent, or that nothing was heard of yet.
    """

    news: tuple[Seen, ...]
    again: dict[AlertKey, Counted]
    is_first_word: bool = False


class AlertBook:
    """Belongs to one thread, that of the desk it reads with. What was recorded since is handed to `take`."""

    def __init__(self, desk: ReadingDesk) -> None:
        self._fold = desk.fold(ALERTS)
        self._opened = OpenIncidents(desk)
        self._watched = desk.fold(WATCHED)
        self._known: tuple[Incident, ...] | None = None
        self._sorts: dict[AlertKey, tuple[object, Sort]] = {}
        self._reading = self.plan.alert_reading

    @property
    def alerts(self) -> Alerts:
        return self._fold.board.alerts

    @property
    def opened(self) -> OpenIncidents:
        return self._opened

    @property
    def plan(self) -> Plan:
        """The one in force."""
        return self._opened.organisation.plans.current

    def take(self, entries: Iterable[Entry]) -> None:
        """Take in what was recorded."""
        heard = list(entries)
        if own := [each for each in heard if each.incident == ALERTS]:
            self._fold.add(own)
            self._forget()
        if watched := [each for each in heard if each.incident == WATCHED]:
            self._watched.add(watched)
        others = [each for each in heard if each.incident != ALERTS or each.kind in ABOUT_OTHERS]
        if others:
            self._opened.take(others)
            self._known = None
        if any(each.kind in PLANS for each in heard):
            self._reading = self.plan.alert_reading
            self._sorts.clear()

    def _forget(self) -> None:
        """What the plan makes of alerts that are known no more."""
        if len(self._sorts) > 2 * len(self.alerts.of) + NEAR:
            self._sorts = {key: sort for key, sort in self._sorts.items() if key in self.alerts.of}

    @property
    def sources(self) -> tuple[Known, ...]:
        """Those that may tell us."""
        return tuple(
            Known(each.name, each.kind, each.digest, each.mapping, each.every_s)
            for each in self.alerts.sources.values()
            if each.digest
        )

    def sort(self, alert: Alert) -> Sort:
        """What the plan makes of it; remembered while neither of them is another."""
        kept = self._sorts.get(alert.key)
        if kept is not None and kept[0] is alert.labels:
            return kept[1]
        found = sort_of(alert, self._reading)
        self._sorts[alert.key] = (alert.labels, found)
        return found

    def view(self, me: PersonId | None, now_us: int) -> View:
        """What the room shows."""
        organisation, plan = self._opened.organisation, self.plan
        looking = Looking(plan, organisation.people, organisation.maintenances, me, now_us, self.sort)
        warnings = self._watched.board.warnings
        found = view(self.alerts, looking, warnings.on)
        told = worth(warnings, self.alerts.of.values(), lambda alert: self.sort(alert).service, now_us)
        return msgspec.structs.replace(found, worth=told)

    def detail(self, line: Line) -> Detail:
        """All of a line, and which open incident it may belong to."""
        of = [found for key in line.keys[:DETAILED_MOST] if (found := self.alerts.of.get(key)) is not None]
        labels = dict(_shared([each.labels for each in of]))
        annotations = of[0].annotations if len(of) == 1 else dict(_shared([each.annotations for each in of]))
        if self._known is None:
            known = (known_of(board, self.plan) for board in self._opened.boards)
            self._known = tuple(each for each in known if each is not None)
        labelled = tuple(each.label for each in self._known)
        words = " ".join(filter(None, (line.title, line.words)))
        asked = Asked(words, line.last_us or line.since_us, line.service, line.region, since_us=line.since_us)
        found = suggest(asked, self._known, self.plan.service_names)
        is_same = found.verdict is Verdict.SAME_ISSUE
        return Detail(line, labels, annotations, labelled, found.label if is_same else "", found.because)

    def split(self, source: str, seen: Sequence[Seen]) -> Split:
        """What of this has to be written down, in its order, and what is only to be counted."""
        news: list[Seen] = []
        again: dict[AlertKey, Counted] = {}
        since: dict[AlertKey, _Said] = {}
        for each in seen:
            key = key_of(source, each)
            said = since.get(key) or _said_last(self.alerts.of.get(key))
            if not _is_news(said, each):
                times = again[key].times if key in again else 0
                again[key] = Counted(times + each.times, each.came_us)
                continue
            since[key] = _said_by(each, said)
            news.append(each)
        own = self.alerts.sources.get(source)
        is_first = own is not None and (not own.heard_us or own.silent_since_us is not None)
        return Split(tuple(news), again, is_first)


def _shared(several: Sequence[Mapping[str, str]]) -> set[tuple[str, str]]:
    """What all of them say."""
    found = set(several[0].items()) if several else set[tuple[str, str]]()
    for each in several[1:]:
        found &= set(each.items())
    return found


class _Said(msgspec.Struct, frozen=True, gc=False):
    """What was said of an alert last, as far as a repetition is known by it."""

    state: AlertState
    labels: Mapping[str, str]
    words: str


def _said_last(alert: Alert | None) -> _Said | None:
    return None if alert is None else _Said(alert.state, alert.labels, _bare(alert.annotations))


def _said_by(seen: Seen, before: _Said | None) -> _Said:
    labels = seen.labels or (before.labels if before else {})
    words = _bare(seen.annotations) or (before.words if before else "")
    state = AlertState.TAKEN if _stays_taken(seen, before) else seen.state
    return _Said(state, labels, words)


def _is_news(said: _Said | None, seen: Seen) -> bool:
    """Whether it is new, or another than was said last. A number within its words changes at every look: it is not."""
    if said is None:
        return bool(seen.labels or seen.annotations)
    if said.state is not seen.state and not _stays_taken(seen, said):
        return True
    is_other = bool(seen.labels) and seen.labels != said.labels
    return is_other or (bool(seen.annotations) and _bare(seen.annotations) != said.words)


def _stays_taken(seen: Seen, said: _Said | None) -> bool:
    return said is not None and said.state is AlertState.TAKEN and seen.state is AlertState.FIRING


def _bare(annotations: Mapping[str, str]) -> str:
    return _NUMBER.sub("0", "\x1f".join(f"{name}={text}" for name, text in sorted(annotations.items())))


class AlertsNow(Followed[AlertBook]):
    """The same for whoever works beside the window; it stays on its thread."""

    def __init__(self, desk: Desk) -> None:
        self.sources: tuple[Known, ...] = ()
        """Those that may tell us, as they were when something was asked last."""
        self.mappings: tuple[AlertMapping, ...] = ()
        """How the plan reads JSON, as it did then."""
        self._has_noted = False
        super().__init__(desk, "alerts", AlertBook, AlertBook.take)

    def ask(self, question: Callable[[AlertBook], T]) -> T:
        def noted(book: AlertBook) -> T:
            self._note(book)
            return question(book)

        return super().ask(noted)

    def _note(self, book: AlertBook) -> None:
        self.sources, self.mappings = book.sources, book.plan.alert_mappings
        self._has_noted = True

    def _hear(self, recorded: Recorded) -> None:
        """Who has just been let in may speak at once."""
        super()._hear(recorded)
        if self._has_noted and any(entry.kind in LETTING_IN for entry in recorded.entries):
            self._thread.later(lambda: self._answer(self._note))
