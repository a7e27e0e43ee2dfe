"""Clocks off by up to a day, set this way and that, cuts and crashes, in any order: in the end all desks agree."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

from incident_desk.domain.errors import DeskError
from incident_desk.domain.hlc import wall_us
from incident_desk.domain.timeline import Note
from tests.shared.cluster import Cluster
from tests.shared.test_any_order import DAY_US, NAMES, WHO, AnyOrder, run

MINUTE_US = 60_000_000
OFF_BY = st.sampled_from((-DAY_US, -MINUTE_US, 0, MINUTE_US // 2, 5 * MINUTE_US, 11 * MINUTE_US, DAY_US // 2, DAY_US))


class AnyClock(AnyOrder):
    """The same desks, on machines whose clocks nobody can trust, and which crash at any statement."""

    @rule(who=WHO, by_us=OFF_BY)
    def jump(self, who: int, by_us: int) -> None:
        self.shift_us[who] = by_us

    @rule(who=WHO, by_us=OFF_BY, which=st.integers(0, 2))
    def start_with_a_wrong_clock(self, who: int, by_us: int, which: int) -> None:
        """A new process knows nothing of the right time until the shared database answers."""
        self.shift_us[who] = by_us
        self.restart(who)
        self.write(who, which, 3)

    @rule(who=WHO, statement=st.integers(0, 60))
    def crash(self, who: int, statement: int) -> None:
        """What lies on the disk before some statement of an exchange is all that is left of the home afterwards."""
        desk, left, image = self.desks[who], [statement], Path(self.folder.name, "image")
        connection = desk._writer.replica.connection  # pyright: ignore[reportPrivateUsage]

        def keep(_: object) -> None:
            left[0] -= 1
            if left[0] == 0:
                shutil.copytree(desk.home.path, image)

        connection.set_trace_callback(keep)
        try:
            desk.shared.exchange()
        except DeskError:
            assert not self.is_up
        finally:
            connection.set_trace_callback(None)
        if image.exists():
            desk.close()
            shutil.rmtree(desk.home.path)
            image.rename(desk.home.path)
            self.desks[who] = self._opened(who)

    @rule(who=WHO, which=st.integers(0, 2))
    def put_right(self, who: int, which: int) -> None:
        """Somebody says that their clock is right, as it is."""
        if self.shift_us[who] == 0:
            self.desks[who].timekeeping.put_right().result()
            if known := self._known(who):
                self.desks[who].record(Note(f"{NAMES[who]} checked"), known[which % len(known)]).result()

    def _agree(self) -> None:
        super()._agree()
        for incident, _ in self.incidents:
            entries = self.desks[0].reading.entries(incident)
            for desk in self.desks:
                assert [(e.id, e.hash) for e in desk.reading.entries(incident)] == [(e.id, e.hash) for e in entries]
            for author in {e.author for e in entries}:
                for chain in {(e.desk, e.stream) for e in entries if e.author == author}:
                    own = [e for e in entries if (e.desk, e.stream) == chain]
                    assert all(a.seq < b.seq and a.hlc < b.hlc for a, b in pairwise(own))
            now_us = self.desks[0].now_us()
            assert all(wall_us(e.hlc) < now_us + 2 * MINUTE_US for e in entries)


def test_desks_with_wrong_clocks_agree_whatever_came_in_between(cluster: Cluster) -> None:
    run(cluster, examples=1, steps=10, machine=AnyClock)


@pytest.mark.long
def test_desks_with_wrong_clocks_agree_whatever_came_in_between_in_many_ways(cluster: Cluster) -> None:
    run(cluster, examples=60, steps=50, machine=AnyClock)
