"""Whatever desks do while incidents are archived and opened again, they agree, and nothing is lost or doubled."""

import contextlib
import random
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from incident_desk.desk import Desk
from incident_desk.domain.archive import Archive
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import SetState
from incident_desk.domain.state import State
from incident_desk.store.shared import archive
from incident_desk.store.shared.connection import connect
from tests.shared.cluster import Cluster
from tests.shared.test_any_order import WHO, AnyOrder, run
from tests.shared.test_converge import state


class AnyArchive(AnyOrder):
    """The first of the three is an administrator, who moves what is over; all of them open it again."""

    def _known(self, who: int) -> list[IncidentId]:
        away = self.desks[who].reading.away()
        return [incident for incident in super()._known(who) if incident not in away]

    @rule(which=st.integers(0, 2), steps=st.sampled_from((0, 1, 100)))
    def archive(self, which: int, steps: int) -> None:
        """Say of one that it belongs there, and have the server move so many pages of it."""
        if known := self._known(0):
            incident = known[which % len(known)]
            self._try(0, SetState(State.RESOLVED), incident)
            self._try(0, Archive("2024"), incident)
        if self.is_up and steps:
            self.exchange(0, 1_000_000)
            self._move(steps)

    def _move(self, steps: int) -> None:
        left = iter(range(steps))
        with connect(self.desks[0].shared.membership().parts()) as connection:
            archive.move(connection, lambda _: next(left, None) is not None)

    @precondition(lambda self: self.is_up)
    @rule(who=WHO, share=st.sampled_from((0.0, 0.5, 1.0)))
    def open(self, who: int, share: float) -> None:
        away = sorted(self.desks[who].reading.away())
        chosen = away[: round(len(away) * share)]
        assert self.desks[who].shared.archive.open(chosen).parked == ()

    def _agree(self) -> None:
        if not self.is_up:
            self.mend()
        self.shift_us = [0, 0, 0]
        for _ in range(2):
            for desk in self.desks:
                assert desk.shared.exchange().parked == ()
        self._move(1000)
        newcomer = Desk.open(Path(self.folder.name, "new"))
        with contextlib.closing(newcomer):
            newcomer.choose_person("New").result()
            newcomer.shared.membership().join(self.desks[0].shared.membership().grant("New", "responder"))
            for desk in (*self.desks, newcomer):
                assert desk.shared.exchange().parked == ()
                assert desk.check() == []
                away = sorted(desk.reading.away())
                random.Random(len(away)).shuffle(away)
                assert desk.shared.archive.open(away).parked == ()
                assert not desk.reading.away()
            super()._agree()
            assert newcomer.check() == []
            for incident, _ in self.incidents:
                assert state(newcomer, incident) == state(self.desks[0], incident)


def test_three_desks_and_an_archive_agree(cluster: Cluster) -> None:
    run(cluster, examples=1, steps=20, machine=AnyArchive)


@pytest.mark.long
def test_three_desks_and_an_archive_agree_in_many_ways(cluster: Cluster) -> None:
    run(cluster, examples=40, steps=40, machine=AnyArchive)
