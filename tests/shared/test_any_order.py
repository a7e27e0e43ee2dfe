"""Whatever desks do in whatever order, when they meet again they agree, and nothing is lost or doubled."""

import tempfile
import time
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from incident_desk.desk import Desk
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import DeskError, RuleError
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.incident import Declare, Retitle, SetState
from incident_desk.domain.state import State
from incident_desk.domain.timeline import Note
from incident_desk.store.shared.syncing import Stopped
from tests.shared.byhand import new_id
from tests.shared.cluster import Cluster
from tests.shared.test_converge import state

NAMES = ("ada", "bea", "cyd")
DAY_US = 86_400_000_000
WHO = st.integers(0, len(NAMES) - 1)


class AnyOrder(RuleBasedStateMachine):
    """Three desks and a server. Every step may be cut short; in the end all of them exchange until nothing is new."""

    cluster: Cluster

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="incident-desk-")
        self.shift_us = [0, 0, 0]
        self.written: dict[str, int] = {}
        self.erased: set[str] = set()
        self.incidents: list[tuple[IncidentId, int]] = []
        self.notes: list[tuple[IncidentId, EntryId, str]] = []
        self.is_up = True
        self.desks: list[Desk] = []

    @initialize()
    def begin(self) -> None:
        name = f"any_{new_id()[:8]}"
        with psycopg.connect(self.cluster.url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        self.desks = [self._opened(number) for number in range(len(NAMES))]
        for number, desk in enumerate(self.desks):
            desk.choose_person(NAMES[number]).result()
        ada = self.desks[0].shared.membership()
        ada.found(self.cluster.address(name))
        for number, desk in enumerate(self.desks[1:], start=1):
            desk.shared.membership().join(ada.grant(NAMES[number], "manager"))
        self.incidents = [(self.desks[0].record(Declare("It began")).result()[-1].incident, 0)]

    def _opened(self, number: int) -> Desk:
        path = Path(self.folder.name, NAMES[number])
        return Desk.open(path, clock=lambda: time.time_ns() // 1000 + self.shift_us[number])

    def _known(self, who: int) -> list[IncidentId]:
        here = {headline.incident for headline in self.desks[who].reading.headlines()}
        return [incident for incident, _ in self.incidents if incident in here]

    @rule(who=WHO)
    def declare(self, who: int) -> None:
        if len(self.incidents) < 3:
            self.incidents.append((self.desks[who].record(Declare(f"By {who}")).result()[-1].incident, who))

    @rule(who=WHO, which=st.integers(0, 2), count=st.sampled_from((1, 3, 130)))
    def write(self, who: int, which: int, count: int) -> None:
        if known := self._known(who):
            incident = known[which % len(known)]
            texts = [f"{NAMES[who]} says {len(self.written) + n}" for n in range(count)]
            for entry, text in zip(
                self.desks[who].record([Note(t) for t in texts], incident).result(), texts, strict=True
            ):
                self.written[text] = who
                self.notes.append((incident, entry.id, text))

    @rule(who=WHO, which=st.integers(0, 2), title=st.sampled_from(("One", "Another", "A third")))
    def retitle(self, who: int, which: int, title: str) -> None:
        if known := self._known(who):
            self._try(who, Retitle(title), known[which % len(known)])

    @rule(who=WHO, which=st.integers(0, 2), to=st.sampled_from(list(State)))
    def move_on(self, who: int, which: int, to: State) -> None:
        if known := self._known(who):
            self._try(who, SetState(to), known[which % len(known)])

    def _try(self, who: int, what: object, incident: IncidentId) -> bool:
        try:
            self.desks[who].record(what, incident).result()  # pyright: ignore[reportArgumentType]
        except RuleError:
            return False
        return True

    @rule(who=WHO, pages=st.sampled_from((0, 1, 1_000_000)))
    def exchange(self, who: int, pages: int) -> None:
        """Whole, or stopped after some pages, or in vain while the server is down."""
        budget = iter(range(pages))
        try:
            self.desks[who].shared.exchange(lambda through: next(budget, None) is not None)
        except Stopped:
            pass
        except DeskError:
            if self.is_up:
                raise

    @precondition(lambda self: self.is_up)
    @rule()
    def cut(self) -> None:
        self.cluster.kill()
        self.is_up = False

    @precondition(lambda self: not self.is_up)
    @rule()
    def mend(self) -> None:
        self.cluster.start()
        self.is_up = True

    @rule(who=WHO)
    def restart(self, who: int) -> None:
        self.desks[who].close()
        self.desks[who] = self._opened(who)

    @rule(who=WHO, by_us=st.sampled_from((-DAY_US, -3_600_000_000, 0, 300_000_000)))
    def jump(self, who: int, by_us: int) -> None:
        """Back by a day, or ahead by no more than a server takes: what is further ahead waits, and is told in words."""
        self.shift_us[who] = by_us

    @rule(which=st.integers(0, 50))
    def erase(self, which: int) -> None:
        """Two people who both know the entry erase it: one asks, the other confirms when they have heard of it."""
        if not self.notes or not self.is_up:
            return
        incident, entry, text = self.notes[which % len(self.notes)]
        if incident not in self._known(0) or not self._try(0, Ask(entry, "a secret"), incident):
            return
        self.exchange(0, 1_000_000)
        self.exchange(1, 1_000_000)
        if incident in self._known(1) and self._try(1, Confirm(entry), incident):
            self.erased.add(text)

    def teardown(self) -> None:
        try:
            if self.desks:
                self._agree()
        finally:
            if not self.is_up:
                self.cluster.start()
            for desk in self.desks:
                desk.close()
            self.folder.cleanup()

    def _agree(self) -> None:
        if not self.is_up:
            self.mend()
        self.shift_us = [0, 0, 0]
        for desk in (*self.desks, *self.desks, *self.desks):
            shared = desk.shared.exchange()
            assert shared.parked == shared.not_taken == ()
            assert shared.waiting == 0
        for incident, _ in self.incidents:
            first, *others = (state(desk, incident) for desk in self.desks)
            assert all(other == first for other in others)
        expected = sorted(text for text in self.written if text not in self.erased)
        for desk in self.desks:
            lines = [
                line.text for incident, _ in self.incidents for line in desk.board(incident).timeline.lines if line.text
            ]
            assert sorted(line for line in lines if " says " in line) == expected
            assert desk.check() == []


def run(cluster: Cluster, examples: int, steps: int, machine: type[AnyOrder] = AnyOrder) -> None:
    run_state_machine_as_test(
        type("Here", (machine,), {"cluster": cluster}),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            derandomize=examples < 10,
            phases=[Phase.generate],
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        ),
    )


def test_three_desks_agree_whatever_came_in_between(cluster: Cluster) -> None:
    run(cluster, examples=2, steps=20)


@pytest.mark.long
def test_three_desks_agree_whatever_came_in_between_in_many_ways(cluster: Cluster) -> None:
    run(cluster, examples=60, steps=50)
